"""Projects in sentences: the one that each page starts with, and what figures mean."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.bundle.projects.choices import ABOARD, Gravity, Outcome, Phase, ProjectState, RolloutState, Standing
from steunpunt.bundle.projects.choices.words import KEYS, MOMENTS, OUTCOMES, PHASES
from steunpunt.bundle.projects.models import BoardAct, Call, Project
from steunpunt.bundle.projects.rules import business_case
from steunpunt.bundle.projects.rules.business_case import Case, CostLine, Horizon
from steunpunt.bundle.projects.rules.keys import Rule, TwoPart
from steunpunt.bundle.projects.rules.previews import BoardLine, Fairness, Preview
from steunpunt.bundle.projects.rules.risks import gravity
from steunpunt.bundle.projects.rules.taking_part import Tally
from steunpunt.bundle.projects.rules.timeline import Moment, next_after


def listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def day(value: date | datetime) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def euro(cents: float | Decimal) -> str:
    """Cents as people here write euros, to the cent: € 1.234,56."""
    return "€\u00a0" + formats.number_format(Decimal(round(cents)) / 100, 2, force_grouping=True)


def round_euro(euros: float | Decimal) -> str:
    """€ 1.235: for estimates, where cents would only pretend."""
    return "€\u00a0" + formats.number_format(round(euros), 0, force_grouping=True)


def headline(project: Project, lines: Sequence[BoardLine], call: Call | None, counted: Tally | None) -> str:
    """Where the project stands. `call` is the last one; it was `counted` while it is open."""
    if project.state == ProjectState.PROPOSED:
        return _("This is a proposal: the boards see it once the support point takes it up.")
    if project.over_on:
        over: dict[str, str] = {
            ProjectState.DECLINED: _("This proposal was not taken up."),
            ProjectState.STOPPED: _("This project was stopped on %(day)s."),
            ProjectState.ENDED: _("This project ended on %(day)s."),
        }
        return over[project.state] % {"day": day(project.over_on)}
    aboard = [line for line in lines if line.standing in ABOARD]
    if call and counted:
        text = ngettext(
            "%(joining)s of %(n)s boards says yes so far; the boards decide by %(day)s.",
            "%(joining)s of %(n)s boards say yes so far; the boards decide by %(day)s.",
            counted.joining,
        )
        return text % {"joining": counted.joining, "n": counted.asked, "day": day(call.deadline_on)}
    if aboard:
        text = ngettext(
            "%(n)s board takes part; the phase now: %(phase)s.",
            "%(n)s boards take part; the phase now: %(phase)s.",
            len(aboard),
        )
        return text % {"n": len(aboard), "phase": str(PHASES[project.phase]).lower()}
    joining = sum(line.standing is Standing.JOINING for line in lines)
    if joining and call and call.outcome == Outcome.GO:
        text = ngettext(
            "%(n)s board said yes and can sign; nobody signed yet.",
            "%(n)s boards said yes and can sign; nobody signed yet.",
            joining,
        )
        return text % {"n": joining}
    interested = sum(line.standing is Standing.INTERESTED for line in lines)
    text = ngettext(
        "%(interested)s of %(n)s board is interested; nothing binds yet.",
        "%(interested)s of %(n)s boards are interested; nothing binds yet.",
        len(lines),
    )
    return text % {"interested": interested, "n": len(lines)}


def _percent(share: Decimal) -> str:
    """62,5 or 60: no more decimals than there are; a share is kept to a thousandth."""
    value = share * 100
    return formats.number_format(value, 0 if value == round(value) else 1)


def needed(call: Call) -> str:
    """What was agreed beforehand about going on."""
    parts = []
    if call.min_boards:
        text = ngettext("at least %(n)s board joins", "at least %(n)s boards join", call.min_boards)
        parts.append(text % {"n": call.min_boards})
    if call.min_share:
        parts.append(_("at least %(share)s %% of the volume joins") % {"share": _percent(call.min_share)})
    if not parts:
        return _("Nothing was agreed beforehand about how many have to join.")
    return _("It goes on when %(what)s.") % {"what": listed(parts)}


def so_far(counted: Tally, unit: str) -> str:
    """How far a call is, against what is needed; nothing where nothing was agreed."""
    if not counted.is_asked:
        return ""
    if counted.is_met:
        return _("What was agreed beforehand is met now.")
    parts = []
    if counted.boards_missing:
        text = ngettext("%(n)s board", "%(n)s boards", counted.boards_missing)
        parts.append(text % {"n": counted.boards_missing})
    if counted.volume_missing:
        word = unit or _("units")
        parts.append(f"{counted.volume_missing} {word}")
    return _("Still missing: %(what)s.") % {"what": listed(parts)}


def from_paper(act: BoardAct) -> str:
    if not act.is_from_paper:
        return ""
    return _("written down by the support point from the board's document")


def rule(found: Rule) -> str:
    """How a part is divided, in words."""
    if len(found.parts) == 1:
        words = str(KEYS[found.parts[0][0]])
    else:
        words = listed([f"{round(float(share) * 100)} % {KEYS[key]}" for key, share in found.parts])
    if found.floor:
        words += ", " + _("at least %(amount)s a board") % {"amount": euro(found.floor)}
    if found.cap is not None:
        words += ", " + _("at most %(amount)s a board") % {"amount": euro(found.cap)}
    return words


def pays(name: str, amount: TwoPart, years: int) -> str:
    text = _(
        "%(board)s pays %(total)s over %(years)s years: %(supplier)s to the supplier and %(support)s to the support point."
    )
    return text % {
        "board": name,
        "total": euro(amount.total),
        "years": years,
        "supplier": euro(amount.supplier),
        "support": euro(amount.support),
    }


def pay_together(n: int, amount: TwoPart, years: int) -> str:
    text = ngettext(
        "This %(n)s board pays %(total)s over %(years)s years: %(supplier)s to the supplier and %(support)s to the support point.",
        "These %(n)s boards together pay %(total)s over %(years)s years: %(supplier)s to the supplier and %(support)s to the support point.",  # noqa: E501 - one text
        n,
    )
    return text % {
        "n": n,
        "total": euro(amount.total),
        "years": years,
        "supplier": euro(amount.supplier),
        "support": euro(amount.support),
    }


def fair(found: Fairness, preview: Preview, names: dict[int, str], own: int | None) -> str:
    """Whether anybody would be better off alone. Names only for whoever runs it (`own` is None), and oneself."""
    if own is not None and own in found.worse_off:
        return _("Your board would be better off alone.")
    if found.worse_off:
        return _worse_off(found.worse_off, names, own)
    if found.groups is None:
        return _("No board would be better off alone. With more than 12 boards, groups are not asked one by one.")
    if found.groups:
        return _better_together(*found.groups[0], names, own)
    if len(preview.boards) == 1:
        return _("Only one board joins: it pays what it would pay alone.")
    return _("Nobody would be better off alone, and no group of boards either.")


def _worse_off(boards: Sequence[int], names: dict[int, str], own: int | None) -> str:
    if own is None:
        who = listed([names[board] for board in boards])
        return _("These boards would be better off alone: %(boards)s.") % {"boards": who}
    text = ngettext("%(n)s board would be better off alone.", "%(n)s boards would be better off alone.", len(boards))
    return text % {"n": len(boards)}


def _better_together(boards: Sequence[int], by: float, names: dict[int, str], own: int | None) -> str:
    if own is None:
        text = _("No board would be better off alone, but %(boards)s together would be, by %(amount)s.")
        return text % {"boards": listed([names[board] for board in boards]), "amount": euro(by * 100)}
    return _("No board would be better off alone, but a group of %(n)s boards would be.") % {"n": len(boards)}


def worth(likely: Case, least: Decimal, most: Decimal, years: int) -> str:
    """What joining is worth, with its range."""
    values = {
        "saving": round_euro(abs(likely.saving)),
        "least": round_euro(least),
        "most": round_euro(most),
        "years": years,
    }
    if likely.saving >= 0:
        text = _(
            "Over %(years)s years, together is likely %(saving)s cheaper than alone (between %(least)s and %(most)s)."
        )
    else:
        text = _(
            "Over %(years)s years, together is likely %(saving)s dearer than alone (saving between %(least)s and %(most)s)."
        )
    return text % values


def claimed(lines: Sequence[CostLine], horizon: Horizon) -> str:
    """What a board reckons to save, as it is kept with its decision."""
    likely = business_case.case(lines, horizon).saving
    values = {
        "saving": round_euro(abs(likely)),
        "least": round_euro(business_case.case(lines, horizon, business_case.least_saving).saving),
        "most": round_euro(business_case.case(lines, horizon, business_case.greatest_saving).saving),
        "years": horizon.years,
    }
    if likely >= 0:
        return _("a saving of %(saving)s over %(years)s years (between %(least)s and %(most)s)") % values
    return _("%(saving)s dearer over %(years)s years (saving between %(least)s and %(most)s)") % values


def rolled_out(states: Iterable[str | None]) -> str:
    found = list(states)
    live = sum(state == RolloutState.LIVE for state in found)
    blocked = sum(state == RolloutState.BLOCKED for state in found)
    text = ngettext("%(live)s of %(n)s board is live.", "%(live)s of %(n)s boards are live.", len(found))
    said = text % {"live": live, "n": len(found)}
    if blocked:
        text = ngettext("%(n)s is blocked.", "%(n)s are blocked.", blocked)
        said += " " + text % {"n": blocked}
    return said


def at_risk(weights: Sequence[int]) -> str:
    """What the open risks ask, by their weights."""
    if not weights:
        return _("No risk is open.")
    text = ngettext("%(n)s risk is open", "%(n)s risks are open", len(weights)) % {"n": len(weights)}
    heavy = sum(gravity(one) is Gravity.HEAVY for one in weights)
    if not heavy:
        return _("%(open)s; none of them is heavy.") % {"open": text}
    more = ngettext("%(n)s of them is heavy and asks a measure", "%(n)s of them are heavy and ask a measure", heavy)
    return _("%(open)s; %(heavy)s.") % {"open": text, "heavy": more % {"n": heavy}}


def moment(one: Moment) -> str:
    """What happens on the time line, in a few words."""
    if one.phase:
        return str(PHASES[one.phase])
    if one.outcome:
        return str(OUTCOMES[one.outcome])
    return str(MOMENTS[one.kind])


def coming(moments: Sequence[Moment], today: date) -> str:
    """What comes next."""
    one = next_after(moments, today)
    if one is None:
        return _("Nothing is planned after today")
    values = {"what": moment(one).lower(), "day": day(one.on), "boards": listed(one.boards)}
    if one.boards:
        return _("Next: %(what)s on %(day)s (%(boards)s)") % values
    return _("Next: %(what)s on %(day)s") % values


def in_phase(boards: Sequence[BoardLine], phase: Phase) -> str:
    """How many of the boards that take part in some phase take part in this one; nothing while there are none."""
    there = [line for line in boards if any(line.takes_part_in(one) for one in Phase)]
    joined = [line for line in there if line.takes_part_in(phase)]
    if not there:
        return ""
    if len(joined) == len(there):
        return ngettext("the only board", "all %(n)s boards", len(there)) % {"n": len(there)}
    return ngettext("%(joined)s of %(n)s board", "%(joined)s of %(n)s boards", len(there)) % {
        "joined": len(joined),
        "n": len(there),
    }


def needed_by(names: Sequence[str]) -> str:
    """How many boards have a need, and which."""
    if not names:
        return _("No board needs this any more.")
    text = ngettext("%(n)s board needs this: %(boards)s.", "%(n)s boards need this: %(boards)s.", len(names))
    return text % {"n": len(names), "boards": listed(names)}
