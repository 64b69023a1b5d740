"""What a new list changes, item by item: prices in their two parts, and what would be lost with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from steunpunt.contract.frameworks import reasons
from steunpunt.contract.frameworks.choices import FrameworkState, PriceReason
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.values import Step, StepChange
from steunpunt.foundation.acting import Reason

NEVER_CHANGES = ("unit", "charge", "lot", "place")
"""With another of these the prices of today would read otherwise: that is another item, with a code of its own."""
WORDS = ("title", "category", "least", "most_units", "option_of")
"""What else of an item a list changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a list changes in one item: `before` is None for a new one, `after` None for one that falls away."""

    code: str
    title: str
    before: Listed | None
    after: Listed | None

    @property
    def steps(self) -> tuple[StepChange, ...]:
        return step_changes(self.before.steps if self.before else (), self.after.steps if self.after else ())

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of what else changes of an item that stays."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            name for name in (*NEVER_CHANGES, *WORDS) if getattr(self.before, name) != getattr(self.after, name)
        )

    @property
    def loses_support(self) -> bool:
        """Whether the support point gets nothing any more, in some tier."""
        return any(one.before and one.after and one.before.support > 0 and one.after.support == 0 for one in self.steps)


def step_changes(before: Sequence[Step], after: Sequence[Step]) -> tuple[StepChange, ...]:
    """Tier by tier what prices were and become."""
    were, become = ({step.from_units: step.price for step in steps} for steps in (before, after))
    return tuple(
        StepChange(from_units=units, before=were.get(units), after=become.get(units))
        for units in sorted(were.keys() | become.keys())
    )


def differences(current: Mapping[str, Listed], items: Sequence[Listed]) -> tuple[Difference, ...]:
    """What a whole list would change of the one in force. A standard price that it does not state stays."""
    listed = {item.code: item for item in items}
    found = []
    for code, item in listed.items():
        before = current.get(code)
        after = replace(item, standard=before.standard) if before and item.standard is None else item
        if before != after:
            found.append(Difference(code=code, title=item.title, before=before, after=after))
    found += [
        Difference(code=code, title=item.title, before=item, after=None)
        for code, item in current.items()
        if code not in listed
    ]
    return tuple(sorted(found, key=lambda one: one.code))


# ── what stands in the way ───────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a contract stands at when its prices would change."""

    state: FrameworkState
    ends_on: date
    last_change_on: date | None
    """The day of the last change of prices that was entered and not withdrawn."""


def objections(standing: Standing, start: date, today: date) -> Iterator[Reason]:
    """Why prices cannot change on a day."""
    if standing.state == FrameworkState.STOPPED:
        yield reasons.stopped()
    if standing.state == FrameworkState.IN_FORCE and start <= today:
        yield reasons.prices_of_the_past()
    if start > standing.ends_on:
        yield reasons.ended_by_then()
    if standing.last_change_on is not None and standing.last_change_on > start:
        yield reasons.later_change(standing.last_change_on)


def list_objections(items: Sequence[Listed], known: Mapping[str, Listed], lots: set[int]) -> Iterator[Reason]:
    """Why these items cannot be the list: `known` are those that ever had a price under a signed contract."""
    for item in items:
        if item.lot not in lots:
            yield reasons.no_lot(item.code)
        before = known.get(item.code)
        if before and any(getattr(before, name) != getattr(item, name) for name in NEVER_CHANGES):
            yield reasons.another_item(item.code)


def undecided(note: str, signed_on: date | None, start: date, today: date) -> Iterator[Reason]:
    """A new list under a signed contract is dated and signed, as each change of its terms."""
    if not note.strip():
        yield reasons.no_why()
    if signed_on is None:
        yield reasons.not_signed()
    elif signed_on > today:
        yield reasons.signed_later()
    elif start < signed_on:
        yield reasons.backwards()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A change of prices as it was entered, when somebody would take it back."""

    reason: PriceReason
    valid_from: date
    is_withdrawn: bool
    is_last: bool
    can_be_restored: bool
    """Whether is known what stood before: of a list that was entered before this was kept, it is not."""


def withdrawal_objections(entered: Entered, today: date) -> Iterator[Reason]:
    """Why a change of prices cannot be taken back. The index and the ratchet follow from the contract itself."""
    if entered.reason != PriceReason.LIST or not entered.can_be_restored:
        yield reasons.no_list()
    elif entered.is_withdrawn:
        yield reasons.withdrawn_already()
    elif entered.valid_from <= today:
        yield reasons.holds_already()
    elif not entered.is_last:
        yield reasons.something_on_top()
