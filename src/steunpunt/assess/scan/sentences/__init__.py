"""Plain sentences made from the figures: the headline of the result and the five of the page for the mayor."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import Insight, Scope, Status
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.queries import Result
from steunpunt.assess.scan.rules.parameters import HELPER_FROM, TARGET_LEVEL
from steunpunt.assess.scan.values import Domain, DomainResult, Opportunity, Standing
from steunpunt.foundation.ui.templatetags.ui import number, percent

STATUS = {
    Status.INCOMPLETE: gettext_lazy("not filled in enough"),
    Status.IMPROVEMENT: gettext_lazy("point for improvement"),
    Status.ADEQUATE: gettext_lazy("up to standard"),
    Status.STRONG: gettext_lazy("strong"),
}
TONE = {
    Status.INCOMPLETE: "unknown",
    Status.IMPROVEMENT: "warm",
    Status.ADEQUATE: "blue",
    Status.STRONG: "good",
}
INSIGHT = {
    Insight.BLIND_SPOT: gettext_lazy("blind spot"),
    Insight.KNOWN: gettext_lazy("known issue"),
    Insight.NEW: gettext_lazy("newly come to light"),
    Insight.UNDERESTIMATED: gettext_lazy("underestimated"),
    Insight.CONFIRMED: gettext_lazy("confirmed strength"),
    Insight.NONE: "",
}
INSIGHT_WHY = {
    Insight.BLIND_SPOT: gettext_lazy("Much of this domain was answered with “I don't know”."),
    Insight.KNOWN: gettext_lazy("The scan finds it weak, and you estimated it low or named it as an issue beforehand."),
    Insight.NEW: gettext_lazy("The scan finds it weak, while you estimated it higher and named no issue."),
    Insight.UNDERESTIMATED: gettext_lazy("The scan finds it strong, while you estimated it low."),
    Insight.CONFIRMED: gettext_lazy("The scan finds it strong, as you estimated yourselves."),
    Insight.NONE: "",
}
"""Why something counts as known or new, in the words of `rules.insight`."""
KINDS = {
    "gemeente": gettext_lazy("municipalities"),
    "ocmw": gettext_lazy("social welfare centres"),
    "politiezone": gettext_lazy("police zones"),
}

Pair = tuple[Domain, DomainResult]


def listed(names: Sequence[str]) -> str:
    """one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _names(pairs: Sequence[Pair], most: int = 3) -> str:
    """Names of domains in the middle of a sentence, in quotes: a name may itself say "and"."""
    return listed([quoted(say(domain.name)) for domain, _result in pairs[:most]])


def quoted(name: str) -> str:
    return _("‘%(name)s’") % {"name": inside(name)}


def inside(name: str) -> str:
    """A name as it stands in the middle of a sentence; abbreviations keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def strongest(result: Result) -> list[Pair]:
    found = [pair for pair in result.domains if pair[1].status is Status.STRONG]
    return sorted(found, key=lambda pair: (-(pair[1].score.score or 0), pair[0].code))


def weakest(result: Result) -> list[Pair]:
    found = [pair for pair in result.domains if pair[1].status is Status.IMPROVEMENT]
    return sorted(found, key=lambda pair: (pair[1].score.score or 0, pair[0].code))


def headline(result: Result, board: str) -> str:
    """A few sentences that answer what the page is for."""
    strong, weak = strongest(result), weakest(result)
    said = []
    if strong:
        said.append(_("%(board)s is strong in %(domains)s.") % {"board": board, "domains": _names(strong, 2)})
    if weak:
        new = [pair for pair in weak if pair[1].insight is Insight.NEW]
        text = _("Most can be gained in %(domains)s.")
        if new and new[0] in weak[:2]:
            text = _("Most can be gained in %(domains)s, and part of that is new to you.")
        said.append(text % {"domains": _names(weak, 2)})
    total = len(result.domains)
    enough = sum(found.status is not Status.INCOMPLETE for _domain, found in result.domains)
    if not enough:
        return _("%(board)s filled in too little for a score.") % {"board": board}
    if not said:
        said.append(_("%(board)s is up to standard in every domain that was filled in enough.") % {"board": board})
    if enough * 2 < total:
        text = ngettext(
            "Only %(n)s of the %(total)s domains was filled in enough.",
            "Only %(n)s of the %(total)s domains were filled in enough.",
            enough,
        )
        said.append(text % {"n": enough, "total": total})
    return " ".join(said)


def five(result: Result, *, board: str, board_type: str, answered: int, asked: int, wishes: Sequence[str]) -> list[str]:
    """The five sentences of the page for the mayor, in a fixed order: filled in, strong, weak, beside others, wishes."""
    return [
        _filled_in(board, answered, asked, unknown(result, answered=answered, asked=asked)),
        _strong(strongest(result)),
        _weak(weakest(result)),
        _beside(result, board, board_type),
        _wishes(board, wishes),
    ]


def unknown(result: Result, *, answered: int, asked: int) -> int:
    """How often the board said that it does not know: what has no level, and was not left blank."""
    without_level = sum(found.score.applicable - found.score.answered for _domain, found in result.domains)
    return max(without_level - (asked - answered), 0)


def _filled_in(board: str, answered: int, asked: int, unsure: int) -> str:
    text = _("%(board)s answered %(answered)s of the %(asked)s questions of the cooperation scan.")
    if unsure:
        text = ngettext(
            "%(board)s answered %(answered)s of the %(asked)s questions of the cooperation scan; %(n)s time “I don't know”, which stays open.",  # noqa: E501 - one text
            "%(board)s answered %(answered)s of the %(asked)s questions of the cooperation scan; %(n)s times “I don't know”, which stays open.",  # noqa: E501 - one text
            unsure,
        )
    return text % {"board": board, "answered": answered, "asked": asked, "n": unsure}


def how_many(result: Result, *, answered: int, asked: int) -> str:
    """How many questions were answered, and how many of them with "I don't know"."""
    said = _("%(answered)s of %(asked)s questions") % {"answered": answered, "asked": asked}
    unsure = unknown(result, answered=answered, asked=asked)
    text = ngettext("%(n)s time “I don't know”", "%(n)s times “I don't know”", unsure) % {"n": unsure}
    return f"{said}, {text}" if unsure else said


def _strong(strong: Sequence[Pair]) -> str:
    if not strong:
        return _(
            "No domain counts as strong yet: that takes 60 points out of 100, and at least the middle of the comparison."
        )
    scored = [
        _("%(domain)s (%(score)s)") % {"domain": inside(say(domain.name)), "score": number(found.score.score)}
        for domain, found in strong[:3]
    ]
    text = ngettext(
        "In %(n)s domain you are strong: %(domains)s out of 100.",
        "In %(n)s domains you are strong, most of all in %(domains)s out of 100.",
        len(strong),
    )
    return text % {"n": len(strong), "domains": listed(scored)}


def _weak(weak: Sequence[Pair]) -> str:
    if not weak:
        return _("No domain comes out as a point for improvement.")
    new = [pair for pair in weak if pair[1].insight is Insight.NEW]
    text = ngettext(
        "%(n)s domain asks for improvement: %(domains)s.",
        "%(n)s domains ask for improvement, first of all %(domains)s.",
        len(weak),
    ) % {"n": len(weak), "domains": _names(weak)}
    if new:
        text += " " + ngettext(
            "Of these, %(domains)s was not known as an issue before.",
            "Of these, %(domains)s were not known as issues before.",
            len(new[:3]),
        ) % {"domains": _names(new)}
    return text


def _beside(result: Result, board: str, board_type: str) -> str:
    compared = [
        found
        for _domain, found in result.domains
        if found.comparison.median is not None and found.score.score is not None
    ]
    if not compared:
        return _("There are too few boards of the same scale yet to compare with; five are needed.")
    above = sum((found.score.score or 0) >= (found.comparison.median or 0) for found in compared)
    text = _(
        "Beside %(n)s %(kind)s of the same scale, %(board)s reaches at least the middle of the group in %(above)s of %(all)s domains."
    )
    return text % {
        "n": result.group_size,
        "kind": KINDS[board_type],
        "board": board,
        "above": above,
        "all": len(compared),
    }


def _wishes(board: str, wishes: Sequence[str]) -> str:
    if not wishes:
        return _("%(board)s has not yet said in which domain it wants to work with others; that choice is yours.") % {
            "board": board
        }
    text = _("%(board)s wants to work with others on %(domains)s; whether and with whom is for the board to decide.")
    return text % {"board": board, "domains": listed([quoted(name) for name in wishes[:4]])}


# ── what to do together ──────────────────────────────────────────────────────
WAYS = {
    Scope.MUNICIPALITIES: gettext_lazy("municipalities among themselves"),
    Scope.WELFARE_CENTRES: gettext_lazy("social welfare centres among themselves"),
    Scope.OWN_AUTHORITY: gettext_lazy("social welfare centre with its own municipality"),
    Scope.POLICE_ZONE: gettext_lazy("municipality with its police zone"),
}
WISHES = {
    0: gettext_lazy("no"),
    1: gettext_lazy("perhaps"),
    2: gettext_lazy("yes, joins"),
    3: gettext_lazy("yes, wants to lead"),
}


def why(found: Opportunity, names: Mapping[int, str]) -> str:
    """Why this is worth doing together, in two sentences: who needs it, and who can help."""
    needing, helpers = rules.needing(found), rules.helpers(found)
    numbers = {
        "n": len(needing),
        "all": len(found.boards),
        "names": with_levels(needing, names),
        "level": number(HELPER_FROM, 1),
    }
    if not needing:
        need = _("Nobody stands under level %(level)s, but there is still something to gain.") % numbers
    else:
        need = (
            ngettext(
                "%(n)s of %(all)s boards stands under level %(level)s: %(names)s.",
                "%(n)s of %(all)s boards stand under level %(level)s: %(names)s.",
                len(needing),
            )
            % numbers
        )
    if helpers:
        text = ngettext("%(names)s can help.", "%(names)s can help.", len(helpers))
        return need + " " + text % {"names": with_levels(helpers, names)}
    level = {"level": number(TARGET_LEVEL, 1)}
    if len(needing) < 2:
        return need + " " + _("Nobody here is at level %(level)s yet.") % level
    return need + " " + _("Nobody here is at level %(level)s: it is a need in common.") % level


def wished(found: Opportunity, names: Mapping[int, str]) -> str:
    """What the boards themselves said, apart from what was computed."""
    wishing, leading = rules.wishing(found), rules.leading(found)
    if not wishing:
        return _("Not one of these boards asked for this.")
    text = ngettext(
        "%(n)s of %(all)s boards wants this: %(names)s.", "%(n)s of %(all)s boards want this: %(names)s.", len(wishing)
    )
    said = text % {"n": len(wishing), "all": len(found.boards), "names": listed(_named(wishing, names))}
    if leading:
        text = ngettext("%(names)s wants to lead.", "%(names)s want to lead.", len(leading))
        said += " " + text % {"names": listed(_named(leading, names))}
    return said


def _named(standings: Sequence[Standing], names: Mapping[int, str], most: int = 6) -> list[str]:
    shown = [names[one.board] for one in standings[:most]]
    rest = len(standings) - len(shown)
    return [*shown, ngettext("%(n)s other", "%(n)s others", rest) % {"n": rest}] if rest else shown


def with_levels(standings: Sequence[Standing], names: Mapping[int, str], most: int = 6) -> str:
    """Boards by name, each with its level; beyond the first few only how many more."""
    shown = [f"{names[one.board]} ({number(one.level, 1)})" for one in standings[:most]]
    rest = len(standings) - len(shown)
    return listed([*shown, ngettext("%(n)s other", "%(n)s others", rest) % {"n": rest}] if rest else shown)


def of_domain(found: DomainResult) -> str:
    """A domain in a sentence: score, status, median of the group."""
    if found.status is Status.INCOMPLETE:
        share = percent(found.score.coverage or 0)
        return _("Only %(share)s of this domain was answered: too little for a score.") % {"share": share}
    said = _("%(score)s points out of 100: %(status)s.") % {
        "score": number(found.score.score),
        "status": STATUS[found.status],
    }
    if found.comparison.median is None:
        return said
    return (
        said
        + " "
        + _("The median of %(n)s boards of the same scale is %(median)s.")
        % {
            "n": found.comparison.peers,
            "median": number(found.comparison.median),
        }
    )
