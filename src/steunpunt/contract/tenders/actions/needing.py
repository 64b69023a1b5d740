"""What boards need: they say it, the buyer asks on, and takes it over in the specification."""

from dataclasses import replace
from datetime import datetime
from decimal import ROUND_UP, Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries, reasons
from steunpunt.contract.tenders.actions.preparing import change_specification
from steunpunt.contract.tenders.choices import NeedLevel, Part, TenderState
from steunpunt.contract.tenders.facts import NeedAnswered, NeedAsked, NeedsStated
from steunpunt.contract.tenders.models import BoardNeeds, NeedQuestion, Tender
from steunpunt.contract.tenders.rules import needs as rules
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.values import Item, Requirement, Specification
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


@transaction.atomic
def state_needs(*, tender_id: int, needs: rules.Needs, now: datetime, by: Actor) -> BoardNeeds:
    """Say what one's own board needs; what it said before stays readable. It binds to nothing."""
    board = access.own_boards(by).select_for_update(of=("self",)).select_related("tender").get(tender_id=tender_id)
    require(access.may_state_needs(by))
    refuse_if(reasons.over(board.tender.state))
    if board.tender.state != TenderState.PREPARING:
        refuse_if([Reason("published", _("The tender was published with what boards had said by then."))])
    codes = {item.code for item in specifications.read(board.tender.draft).items}
    refuse_if(reasons.about_needs(likely=needs.likely, most=needs.most, codes=codes))
    row = BoardNeeds.objects.create(board=board, content=rules.as_data(needs), stated_at=now, stated_by_id=by.person_id)
    name = str(board.organisation)
    record(NeedsStated(organisation_id=board.organisation_id, tender_id=tender_id, board=name), by=by)
    return row


@transaction.atomic
def ask_board(*, tender_id: int, board_id: int, text: str, now: datetime, by: Actor) -> NeedQuestion:
    """Ask a board something about its needs: it hears of it."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).get(pk=tender_id)
    board = tender.boards.select_related("organisation").get(pk=board_id)
    refuse_if(reasons.over(tender.state))
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your question."), "text")])
    row = NeedQuestion.objects.create(board=board, text=text.strip(), asked_at=now, asked_by_id=by.person_id)
    record(NeedAsked(organisation_id=board.organisation_id, tender_id=tender.pk, board=str(board.organisation)), by=by)
    notices.notify(
        kind="tenders.needs",
        organisation_id=board.organisation_id,
        to=people_of.members(board.organisation_id, people_of.Role.ICT_MANAGER),
        title=_("A question about what your board needs of “%(title)s”"),
        params={"title": tender.title},
        detail=row.text,
        url=reverse("tenders:needs", args=[tender.pk]),
        now=now,
        by=by,
    )
    return row


@transaction.atomic
def answer_buyer(*, tender_id: int, question_id: int, text: str, now: datetime, by: Actor) -> NeedQuestion:
    """Answer for one's own board."""
    board = access.own_boards(by).select_related("organisation", "tender").get(tender_id=tender_id)
    require(access.may_state_needs(by))
    row = board.questions.select_for_update().get(pk=question_id)
    refuse_if(reasons.over(board.tender.state))
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your answer."), "text")])
    refuse_if([Reason("answered", _("This was answered already."))] if row.answered_at else [])
    row.answer, row.answered_at, row.answered_by_id = text.strip(), now, by.person_id
    row.save(update_fields=["answer", "answered_at", "answered_by_id"])
    record(
        NeedAnswered(organisation_id=board.organisation_id, tender_id=tender_id, board=str(board.organisation)), by=by
    )
    return row


def take_over_quantities(*, tender_id: int, edition: int, margin: int, now: datetime, by: Actor) -> Tender:
    """Put what boards said together into the specification: the sum as presumed quantity, and as the most that can be
    ordered the sum of their mosts with a margin in percent, rounded up to whole units. Items nobody spoke of stay.
    """

    def change(spec: Specification) -> Specification:
        found = {one.item.code: one for one in rules.together(spec.items, queries.needs_said(tender_id))}
        return replace(spec, items=tuple(_as_said(item, found[item.code], margin) for item in spec.items))

    return change_specification(tender_id=tender_id, edition=edition, part=Part.ITEMS, change=change, now=now, by=by)


def _as_said(item: Item, said: rules.Together, margin: int) -> Item:
    if not said.boards:
        return item
    most = said.most * (100 + margin) / 100
    return replace(item, quantity=said.likely, most=most.quantize(Decimal(1), ROUND_UP))


def take_over_wish(*, tender_id: int, edition: int, level: NeedLevel, text: str, now: datetime, by: Actor) -> Tender:
    """Make what boards asked for a requirement of the specification."""
    refuse_if([] if text.strip() else [Reason("no_text", _("Write the requirement."), "text")])

    def change(spec: Specification) -> Specification:
        code = specifications.next_code("E", (one.code for one in spec.requirements))
        added = Requirement(code=code, level=level, text=text.strip())
        return replace(spec, requirements=(*spec.requirements, added))

    return change_specification(
        tender_id=tender_id, edition=edition, part=Part.REQUIREMENTS, change=change, now=now, by=by
    )
