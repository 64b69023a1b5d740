"""An opportunity as a later module shows it, such as on the page of the draft project that it became.

Nothing of it is copied: it is reckoned anew for whoever looks, from the boards that this actor sees by name at that moment.
So who takes its consent back is gone from there as well.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from steunpunt.assess.scan import access, actions, rules, sentences
from steunpunt.assess.scan.choices import Mark, Scope
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries import opportunities as queries
from steunpunt.assess.scan.queries import questionnaire_of_round
from steunpunt.assess.scan.sentences import with_whom
from steunpunt.assess.scan.values import Opportunity, Standing
from steunpunt.foundation.acting import Actor, Text

MARKS = {
    Mark.STRONG: gettext_lazy("strong"),
    Mark.CAN_SHARE: gettext_lazy("can share"),
    Mark.NEEDS: gettext_lazy("needs"),
    Mark.BLIND_SPOT: gettext_lazy("blind spot"),
}


@dataclass(frozen=True, slots=True)
class HandedBoard:
    """Where one board stands, and what it said itself."""

    name: str
    level: float | None
    marks: str
    """What was computed of it, in words."""
    wish: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """An opportunity in words: what was computed and what the boards wish, apart."""

    round_name: str
    domain: str
    way: Text
    why: str
    suggested: str
    """With whom the boards best tackle it; may be empty."""
    helpers: str
    """Who could help, with their levels; empty when nobody can."""
    wished: str
    potential: float
    boards: list[HandedBoard]
    hidden: int
    """Boards of it that this actor does not see by name."""


def origin_in_words(actor: Actor, *, round_id: int, domain: str, way: str, boards: int) -> str:
    """Where a project comes from, for a text that others read: without a name or a level of any board."""
    round_ = access.rounds_taken_part_in(actor).select_related("version").filter(pk=round_id).first()
    names = {one.code: say(one.name) for one in questionnaire_of_round(round_).domains} if round_ else {}
    if round_ is None or domain not in names:
        return ""
    text = _("“%(domain)s” came out of “%(round)s” as something that %(n)s boards could do together%(way)s.")
    in_words = f" ({sentences.WAYS[Scope(way)]})" if way in set(Scope) else ""
    return text % {"domain": names[domain], "round": round_.name, "n": boards, "way": in_words}


def handed_on(
    actor: Actor, *, round_id: int, domain: str, way: str, boards: Collection[int], today: date
) -> HandedOn | None:
    """What this actor may see now of an opportunity that was handed on; nothing for who has no part in the round.

    A look of the support point goes on record with each board.
    """
    round_ = access.rounds_taken_part_in(actor).select_related("version").filter(pk=round_id).first()
    if round_ is None:
        return None
    found = _group(actor, round_, boards, today)
    there = [one for one in found.opportunities if one.domain == domain and way in {one.scope.value, ""}]
    if not there:
        return None
    if actor.is_of_support_point:
        looked_at = {*found.scans.values(), *found.halves.values()}
        actions.note_looks(scan_ids=looked_at, what=gettext_noop("chances"), by=actor)
    name = next(say(one.name) for one in questionnaire_of_round(round_).domains if one.code == domain)
    return _in_words(there[0], found, round_, name)


def _group(actor: Actor, round_: Round, boards: Collection[int], today: date) -> queries.Group:
    """An adviser sees all of them by name, a board those of its circles that show themselves to it."""
    if access.may_follow_rounds(actor):
        return queries.group(actor, round_, boards, group_id=None, today=today)
    seen = queries.circle_of(actor, actor.organisation_id or 0, today=today).seen & set(boards)
    return queries.seen_group(actor, round_, boards, seen, today=today)


def _in_words(one: Opportunity, found: queries.Group, round_: Round, name: str) -> HandedOn:
    return HandedOn(
        round_name=round_.name,
        domain=name,
        way=sentences.WAYS[one.scope],
        why=sentences.why(one, found.names),
        suggested=with_whom.beside(one, found.suggestions, found.names),
        helpers=sentences.with_levels(rules.helpers(one), found.names),
        wished=sentences.wished(one, found.names),
        potential=one.potential,
        boards=[_board(standing, found.names[standing.board]) for standing in one.boards],
        hidden=found.hidden,
    )


def _board(one: Standing, name: str) -> HandedBoard:
    marks = rules.marks(one)
    return HandedBoard(
        name=name,
        level=one.level,
        marks=", ".join(str(word) for mark, word in MARKS.items() if mark in marks),
        wish=with_whom.wish(one),
    )
