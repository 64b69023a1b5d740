"""States, keys and templates as people read them."""

from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects.choices import (
    Act,
    Gravity,
    Key,
    MomentKind,
    Origin,
    Outcome,
    Phase,
    ProjectState,
    Readers,
    RiskState,
    RolloutState,
    Standing,
    TakenBy,
    Template,
    Verdict,
)
from steunpunt.foundation.acting import Text

STATES: dict[str, Text] = {
    ProjectState.PROPOSED: _("Proposed"),
    ProjectState.RUNNING: _("Running"),
    ProjectState.DECLINED: _("Not taken up"),
    ProjectState.STOPPED: _("Stopped"),
    ProjectState.ENDED: _("Ended"),
}
PHASES: dict[str, Text] = {
    Phase.NEED: _("The need"),
    Phase.ANALYSIS: _("Analysis"),
    Phase.CHOICE: _("Choice of solution"),
    Phase.ROLLOUT: _("Roll-out"),
    Phase.FOLLOW_UP: _("Follow-up"),
}
STANDINGS: dict[str, tuple[Text, str]] = {
    Standing.INVITED: (_("asked"), ""),
    Standing.INTERESTED: (_("interested"), "tag-blue"),
    Standing.NOT_INTERESTED: (_("not interested now"), ""),
    Standing.JOINING: (_("said yes"), "tag-good"),
    Standing.CONDITIONAL: (_("yes, if"), "tag-warm"),
    Standing.DECLINED: (_("said no"), ""),
    Standing.SIGNED: (_("signed"), "tag-good"),
    Standing.ACTIVE: (_("takes part"), "tag-good"),
    Standing.LEAVING: (_("is leaving"), "tag-warm"),
    Standing.LEFT: (_("left"), ""),
}
VERDICTS: dict[str, Text] = {Verdict.YES: _("Yes"), Verdict.NO: _("No"), Verdict.YES_IF: _("Yes, if")}
ACTS: dict[str, Text] = {
    Act.DECISION: _("Decision on the call"),
    Act.SIGNATURE: _("Signed participation"),
    Act.NOTICE: _("Notice: the board leaves"),
}
READERS: dict[str, Text] = {
    Readers.OWN: _("Only our own board"),
    Readers.PARTICIPANTS: _("All boards that were asked"),
    Readers.SUPPORT_TOO: _("All boards that were asked, and the support point"),
}
OUTCOMES: dict[str, Text] = {Outcome.GO: _("It goes on"), Outcome.NO_GO: _("It does not go on")}
TAKEN_BY: dict[str, Text] = {
    TakenBy.STEERING_GROUP: _("The steering group"),
    TakenBy.COORDINATOR: _("The coordinator"),
}
ROLLOUT: dict[str, tuple[Text, str]] = {
    RolloutState.PLANNED: (_("Planned"), ""),
    RolloutState.PREPARING: (_("Being prepared"), "tag-blue"),
    RolloutState.UNDER_WAY: (_("Under way"), "tag-blue"),
    RolloutState.BLOCKED: (_("Blocked"), "tag-bad"),
    RolloutState.LIVE: (_("Live"), "tag-good"),
}
MOMENTS: dict[str, Text] = {
    MomentKind.DEADLINE: _("Deadline for decisions"),
    MomentKind.DECISION: _("Decided"),
    MomentKind.OUTCOME: _("Goes on or not"),
    MomentKind.SIGNATURE: _("Signed"),
    MomentKind.LIVE: _("Live"),
    MomentKind.LEAVES: _("Leaves"),
}
"""Rows of the time line, below the phases."""
RISKS: dict[str, tuple[Text, str]] = {
    RiskState.OPEN: (_("Open"), "tag-blue"),
    RiskState.ACCEPTED: (_("Accepted"), "tag-warm"),
    RiskState.CLOSED: (_("Closed"), ""),
}
GRAVITIES: dict[str, tuple[Text, str]] = {
    Gravity.LIGHT: (_("light"), ""),
    Gravity.WATCH: (_("to watch"), "tag-warm"),
    Gravity.HEAVY: (_("heavy"), "tag-bad"),
}
LIKELIHOODS: dict[int, tuple[Text, Text]] = {
    1: (_("Hardly ever"), _("less than 5 in 100 of such projects")),
    2: (_("Unlikely"), _("5 to 20 in 100")),
    3: (_("Possible"), _("20 to 50 in 100")),
    4: (_("Likely"), _("50 to 80 in 100")),
    5: (_("Nearly certain"), _("more than 80 in 100")),
}
IMPACTS: dict[int, tuple[Text, Text]] = {
    1: (_("Hardly felt"), _("no delay, no extra cost")),
    2: (_("Small"), _("days of delay, or up to 2 percent dearer")),
    3: (_("Felt"), _("weeks of delay, or 2 to 10 percent dearer")),
    4: (_("Serious"), _("months of delay, more than 10 percent dearer, or a board that steps out")),
    5: (_("The end of it"), _("the project stops, or citizens are without a service")),
}
"""What each step means, so that all mean the same by it."""
KEYS: dict[str, Text] = {
    Key.EQUAL: _("in equal shares"),
    Key.INHABITANTS: _("by inhabitants"),
    Key.UNITS: _("by use"),
    Key.ALONE: _("by the cost alone"),
}
TIMINGS: dict[str, Text] = {"once": _("once"), "yearly": _("every year")}
PARTS: dict[str, Text] = {"supplier": _("supplier part"), "support": _("support part")}
WAYS: dict[str, Text] = {"alone": _("alone"), "together": _("together")}
ORIGINS: dict[str, Text] = {
    Origin.OPPORTUNITY: _("An opportunity of the cooperation scan"),
    Origin.NEED: _("A need that several boards have"),
    Origin.OFFERED: _("What another part of the platform showed"),
    Origin.IDEA: _("An idea"),
}
PROBLEMS: dict[str, Text] = {
    "no_weight": _(
        "A cost cannot be divided: it goes by something that none of these boards has, such as a number of units that nobody gave yet."
    ),
    "floors_too_high": _("A cost cannot be divided: the least that each board pays adds up to more than the whole."),
    "caps_too_low": _("A cost cannot be divided: the most that each board pays adds up to less than the whole."),
}

TEMPLATES: dict[Template, tuple[Text, Text, Text]] = {
    Template.NONE: (_("No template"), "", ""),
    Template.GIS: (
        _("GIS extension"),
        _(
            "One geographical information system for all members, with the maps that each needs and training for the people who use it. Alone it is too dear for each; together we share licences, server and knowledge."  # noqa: E501 - one text
        ),
        _("licences"),
    ),
    Template.INVENTORY: (
        _("Joint inventory"),
        _(
            "One way to write down hardware, software, lines and contracts, with the same tool and the same words, so that boards can compare and buy together."  # noqa: E501 - one text
        ),
        _("devices"),
    ),
    Template.MAIL: (
        _("Hosted mail"),
        _(
            "Mailboxes as a service at a supplier, with spam filter, back-ups and smartphones. The support point does first-line help and the billing."  # noqa: E501 - one text
        ),
        _("mailboxes"),
    ),
    Template.FIREWALL: (
        _("Firewall and link balancer"),
        _(
            "Firewalls and link balancers bought and set up together, so that a board on two networks stays reachable when one of them fails."  # noqa: E501 - one text
        ),
        _("devices"),
    ),
    Template.SOCIAL_CATALOGUE: (
        _("Social catalogue"),
        _("Social products described once and kept together, shown by each board on its own website."),
        _("websites"),
    ),
    Template.SECURITY_ADVISER: (
        _("Security adviser"),
        _("One security adviser for several boards, who knows them all and works some days a year at each."),
        _("days a year"),
    ),
    Template.WIRELESS: (
        _("Wireless network"),
        _("Wireless networks for staff and visitors in the buildings of the boards, set up and managed in one way."),
        _("access points"),
    ),
}
"""Label, purpose and what is counted: where a new project starts from."""
