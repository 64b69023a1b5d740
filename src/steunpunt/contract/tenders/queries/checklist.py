"""How far a tender is on its check list: what the record shows, and what somebody ticked."""

from dataclasses import dataclass
from datetime import date, datetime

from steunpunt.contract.tenders import access
from steunpunt.contract.tenders.choices import AFTER_OPENING, PRICES_KNOWN, Regularity, TenderState
from steunpunt.contract.tenders.choices.law import Stage, StepCode
from steunpunt.contract.tenders.models import CheckedStep, Conclusion, Letter, Objection, Tender
from steunpunt.contract.tenders.queries.judging import bid_lots, judged
from steunpunt.contract.tenders.queries.preparing import board_lines, day_of, law_day, officers_with_key
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.rules.law.steps import Step, steps
from steunpunt.contract.tenders.values import Specification


@dataclass(frozen=True, slots=True)
class Checked:
    """A step, whether it is done, and the day that belongs to it."""

    step: Step
    is_done: bool
    ticked: CheckedStep | None = None
    by_day: date | None = None


def standstill_of(tender: Tender, spec: Specification) -> answers.Standstill | None:
    """From the last letter of decisions that stand; None as long as none was sent, or no rule is known."""
    last = (
        Letter.objects.filter(decision__tender=tender, decision__withdrawn_at=None)
        .order_by("-sent_at")
        .values_list("sent_at", flat=True)
        .first()
    )
    return answers.standstill(spec, day_of(last)) if last else None


def checklist(tender: Tender, spec: Specification, now: datetime) -> list[Checked]:
    """Every step of the act of its day, in order: a fixed number of queries and those of the ranking of each lot."""
    day = law_day(tender, now)
    ticked = {row.code: row for row in tender.steps.order_by("pk")}
    shown = _shown(tender, spec, now)
    days = _days(tender, spec, day)
    return [
        Checked(
            step,
            is_done=step.code in ticked or (not step.by_hand and shown.get(step.code, False)),
            ticked=ticked.get(step.code),
            by_day=days.get(step.code),
        )
        for step in steps(spec, day)
    ]


def _shown(tender: Tender, spec: Specification, now: datetime) -> dict[StepCode, bool]:
    """What the record itself shows."""
    lines = board_lines(tender)
    state = TenderState(tender.state)
    is_opened, is_priced = state in AFTER_OPENING, state in PRICES_KNOWN
    rows = list(bid_lots(tender)) if is_opened else []
    members = list(tender.assessors.filter(out_at=None).prefetch_related("declarations"))
    stands = tender.decisions.filter(withdrawn_at=None)
    decided = set(stands.values_list("lot", flat=True))
    letters = set(Letter.objects.filter(decision__in=stands).values_list("bid_lot_id", flat=True))
    wait = standstill_of(tender, spec)
    unanswered = tender.questions.filter(answered_at=None).exists()
    is_closed = tender.offers_until is not None and now >= tender.offers_until
    return {
        StepCode.NEEDS: bool(lines) and all(line.needs is not None for line in lines),
        StepCode.BOARDS: bool(lines),
        StepCode.ESTIMATE: spec.estimate is not None,
        StepCode.REASONS: bool(spec.reasons.strip()),
        StepCode.CRITERIA: bool(spec.marked) and all(one.scale for one in spec.marked),
        StepCode.MAXIMUM: spec.framework is not None
        and (spec.framework.most_amount is not None or all(item.most for item in spec.items)),
        StepCode.OFFICERS: officers_with_key(tender) >= 3,
        StepCode.PUBLISHED: tender.published_at is not None,
        StepCode.INVITED: tender.candidacies.filter(is_selected=True).count() > 1,
        StepCode.SELECTED: _all_told(tender),
        StepCode.ANSWERED: is_closed and not unanswered,
        StepCode.OPENED: is_opened,
        StepCode.DECLARED: bool(members) and all(one.declarations.all() for one in members),
        StepCode.REGULARITY: bool(rows) and all(row.regularity != Regularity.UNSEEN for row in rows),
        StepCode.FROZEN: tender.frozen_at is not None,
        StepCode.PRICES: is_priced,
        StepCode.LOW_PRICES: is_priced and _low_prices_judged(tender, spec),
        StepCode.DECIDED: bool(spec.lots) and decided >= {lot.number for lot in spec.lots},
        StepCode.TOLD: bool(rows) and bool(decided) and letters >= {row.pk for row in rows},
        StepCode.STANDSTILL: wait is not None and (wait.is_required is False or day_of(now) >= wait.period.free_from),
        StepCode.OBJECTIONS: bool(letters)
        and not Objection.objects.filter(decision__in=stands, answered_at=None).exists(),
        StepCode.VALID: is_closed
        and tender.offers_until is not None
        and _bound_on(tender, now) <= answers.valid_until(spec, day_of(tender.offers_until)),
        StepCode.CONCLUDED: state is TenderState.CONCLUDED,
    }


def _all_told(tender: Tender) -> bool:
    """That every request to take part has a decision of which its supplier heard."""
    told = set(access.requests(tender).values_list("selection_id", flat=True))
    return bool(told) and None not in told


def _bound_on(tender: Tender, now: datetime) -> date:
    """The day on which offers have to bind: that of the last contract, or today as long as not all are concluded."""
    last = Conclusion.objects.filter(decision__tender=tender).order_by("-concluded_on").first()
    return last.concluded_on if last is not None and tender.state == TenderState.CONCLUDED else day_of(now)


def _low_prices_judged(tender: Tender, spec: Specification) -> bool:
    """Each price that some reading flags was asked about, and what was asked was judged."""
    for lot in spec.lots:
        found = judged(tender, spec, lot.number)
        flagged = {int(name) for name in found.warned.flagged}
        for row in found.rows:
            questions = list(row.price_questions.all())
            if any(not one.verdict for one in questions) or (row.pk in flagged and not questions):
                return False
    return True


def _days(tender: Tender, spec: Specification, day: date) -> dict[StepCode, date]:
    found: dict[StepCode, date] = {}
    until = tender.offers_until or spec.calendar.offers_until
    if until is not None:
        found[StepCode.VALID] = answers.valid_until(spec, day_of(until))
    first = earliest_offers(spec, day)
    if first is not None:
        found[StepCode.TIME] = first
    wait = standstill_of(tender, spec)
    if wait is not None and wait.is_required is not False:
        found[StepCode.STANDSTILL] = wait.period.last
    return found


def earliest_offers(spec: Specification, day: date) -> date | None:
    """The first day that can be the deadline for offers, by the table."""
    from_day = spec.calendar.candidates_until
    sent_on = day_of(from_day) if from_day else day
    return answers.earliest(spec.procedure, Stage.OFFERS, sent_on, above=answers.is_above(spec, day))
