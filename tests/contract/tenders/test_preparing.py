"""A tender is prepared: from what boards need to a specification that is fixed when it goes out."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from steunpunt.contract.tenders import access, actions, queries, reasons
from steunpunt.contract.tenders.choices import NeedLevel, Part, Procedure, TenderState
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.forms.wholes import GeneralForm
from steunpunt.contract.tenders.models import BoardNeeds, Publication, Tender
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.rules.needs import Needs, Wanted, together
from steunpunt.contract.tenders.rules.versions import Difference, differences
from steunpunt.contract.tenders.values import Lot
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import a_project, an_adviser_of, somebody
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import (
    OFFERS_UNTIL,
    a_buyer,
    a_specification,
    a_tender,
    changed,
    seen_fingerprint,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def buyer(support):
    return a_buyer(support)


@pytest.fixture
def boards():
    return [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo", "Rotselaar")]


def said(tender, board, by=None, **values):
    needs = Needs(**({"likely": {"P1": Decimal(50)}} | values))
    return actions.state_needs(tender_id=tender.pk, needs=needs, now=NOW, by=by or somebody(board, "ict_manager"))


def codes(spec, *, boards=2, officers=3, now=NOW):
    return [reason.code for reason in reasons.gaps(spec, boards=boards, officers=officers, now=now)]


# ── beginning ────────────────────────────────────────────────────────────────
def test_a_tender_begins_with_the_boards_of_its_project_which_are_asked_what_they_need(boards, buyer, support):
    project = a_project(*boards[:2], by=an_adviser_of(support))
    project.participations.update(standing="signed")
    for board in boards[:2]:
        somebody(board, "ict_manager")
    tender = a_tender(by=buyer, project_id=project.pk)
    assert [line.name for line in queries.board_lines(tender)] == ["Haacht", "Keerbergen"]
    assert sorted(Notice.objects.filter(kind="tenders.needs").values_list("organisation_id", flat=True)) == sorted(
        board.pk for board in boards[:2]
    )


@pytest.mark.parametrize("role", ["adviser", "helpdesk_agent", "finance"])
def test_nobody_but_a_buyer_begins_one(support, boards, role):
    with pytest.raises(Denied):
        a_tender(*boards, by=somebody(support, role))
    assert not Tender.objects.exists()


def test_a_reference_is_there_once_and_is_bought_for_boards_alone(boards, buyer):
    a_tender(*boards, by=buyer)
    with pytest.raises(Refused) as refused:
        a_tender(OrganisationFactory(supplier=True), by=buyer)
    assert refused.value.codes == {"reference_taken", "not_boards"}
    assert Tender.objects.count() == 1


# ── needs ────────────────────────────────────────────────────────────────────
def test_needs_add_up_and_show_how_they_spread():
    items = a_specification().items
    found = together(
        items,
        [
            Needs(likely={"P1": Decimal(50)}, most={"P1": Decimal(80)}),
            Needs(likely={"P1": Decimal(10)}),
            Needs(likely={"P1": Decimal(0)}, most={"P1": Decimal(5)}),
            Needs(),
        ],
    )
    one = found[0]
    assert (one.boards, one.likely, one.most) == (3, 60, 95)
    assert (one.least_of_one, one.median_of_one, one.most_of_one) == (0, 10, 50)
    assert (found[1].boards, found[1].likely) == (0, 0)


def test_a_board_says_what_it_needs_and_what_it_said_before_stays(boards, buyer):
    tender = a_tender(*boards, by=buyer)
    manager = somebody(boards[0], "ict_manager")
    said(tender, boards[0], manager)
    said(tender, boards[0], manager, likely={"P1": Decimal(60)})
    assert BoardNeeds.objects.count() == 2
    assert queries.needs_said(tender.pk) == [Needs(likely={"P1": Decimal(60)})]
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardNeeds.objects.update(content={})


def test_who_is_not_of_the_board_or_has_no_need_says_nothing(boards, buyer, support):
    tender = a_tender(*boards[:2], by=buyer)
    with pytest.raises(Denied):
        said(tender, boards[0], somebody(boards[0], "finance_officer"))
    for stranger in (somebody(boards[2], "ict_manager"), buyer):
        with pytest.raises(tender.boards.model.DoesNotExist):
            said(tender, boards[0], stranger)
    assert not BoardNeeds.objects.exists()


def test_quantities_of_boards_come_over_with_a_margin_and_silent_items_stay(boards, buyer):
    tender = a_tender(*boards, by=buyer)
    said(tender, boards[0], likely={"P1": Decimal(50)}, most={"P1": Decimal(71)})
    said(tender, boards[1], likely={"P1": Decimal(30)})
    actions.take_over_quantities(tender_id=tender.pk, edition=1, margin=20, now=NOW, by=buyer)
    tender.refresh_from_db()
    first, second = queries.draft(tender).items
    assert (first.quantity, first.most) == (80, 122)  # 101 and a fifth more is 121.2, in whole units
    assert (second.quantity, second.most) == (2, 4)


def test_two_people_in_one_draft_do_not_overwrite_one_another(boards, buyer):
    tender = a_tender(*boards, by=buyer)
    actions.take_over_wish(tender_id=tender.pk, edition=1, level=NeedLevel.MUST, text="Spamfilter", now=NOW, by=buyer)
    with pytest.raises(Refused) as refused:
        actions.take_over_wish(tender_id=tender.pk, edition=1, level=NeedLevel.MUST, text="Back-ups", now=NOW, by=buyer)
    assert refused.value.codes == {"changed_meanwhile"}
    tender.refresh_from_db()
    assert [(one.code, one.text) for one in queries.draft(tender).requirements[2:]] == [("E3", "Spamfilter")]


def test_the_buyer_asks_a_board_on_and_only_that_board_answers_once(boards, buyer):
    tender = a_tender(*boards, by=buyer)
    board = tender.boards.get(organisation=boards[0])
    row = actions.ask_board(tender_id=tender.pk, board_id=board.pk, text="Ook de OCMW-diensten?", now=NOW, by=buyer)
    with pytest.raises(board.questions.model.DoesNotExist):
        actions.answer_buyer(
            tender_id=tender.pk, question_id=row.pk, text="Ja", now=NOW, by=somebody(boards[1], "ict_manager")
        )
    manager = somebody(boards[0], "ict_manager")
    actions.answer_buyer(tender_id=tender.pk, question_id=row.pk, text="Ja", now=NOW, by=manager)
    with pytest.raises(Refused):
        actions.answer_buyer(tender_id=tender.pk, question_id=row.pk, text="Nee", now=NOW, by=manager)
    row.refresh_from_db()
    assert row.answer == "Ja"


# ── what is missing ──────────────────────────────────────────────────────────
def test_a_whole_specification_misses_nothing():
    assert codes(a_specification()) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"purpose": " "}, ["purpose"]),
        ({"cpv": ()}, ["cpv"]),
        ({"estimate": None}, ["estimate"]),
        ({"lots": (*a_specification().lots, Lot(number=2, title="Mobiel"))}, ["items"]),
        ({"lots": (), "items": ()}, ["lots"]),
        ({"criteria": (replace(a_specification().criteria[0], scale="S9"), a_specification().criteria[1])}, ["scale"]),
        (
            {"criteria": (a_specification().criteria[0], replace(a_specification().criteria[1], minimum=Decimal(5)))},
            ["minimum"],
        ),
        ({"criteria": a_specification().criteria[:1]}, ["points"]),
        (
            {
                "criteria": (
                    a_specification().criteria[0],
                    a_specification().criteria[1],
                    replace(a_specification().criteria[0], code="K3", parent="K1", points=Decimal(30)),
                )
            },
            ["sub_points"],
        ),
        ({"method": replace(a_specification().method, floor=Decimal(60_000))}, ["range"]),
        ({"method": replace(a_specification().method, formula=PriceFormula.LOGARITHMIC)}, ["spread"]),
        ({"method": replace(a_specification().method, tie_breaks=(TieBreak.CRITERION, TieBreak.DRAW))}, ["tie"]),
        ({"method": replace(a_specification().method, tie_breaks=(TieBreak.LOWEST_PRICE,))}, ["draw"]),
        ({"calendar": replace(a_specification().calendar, offers_until=None)}, ["deadline"]),
        ({"calendar": replace(a_specification().calendar, offers_until=NOW)}, ["deadline_past", "questions_late"]),
        ({"procedure": Procedure.RESTRICTED}, ["selection", "candidates"]),
        (
            {
                "framework": replace(a_specification().framework, most_amount=None),
                "items": (replace(a_specification().items[0], most=None), a_specification().items[1]),
            },
            ["maximum"],
        ),
        ({"items": (replace(a_specification().items[0], most=Decimal(9)), a_specification().items[1])}, ["most"]),
    ],
)
def test_each_thing_that_is_missing_is_said(changes, missing):
    assert codes(a_specification(**changes)) == missing


def test_boards_and_people_who_open_offers_are_needed():
    assert codes(a_specification(), boards=0, officers=2) == ["boards", "officers"]


# ── publication ──────────────────────────────────────────────────────────────
@pytest.fixture
def complete(monkeypatch):
    """Officers with keys come with the sealing of offers; here nobody opens anything."""
    monkeypatch.setattr(queries.preparing, "officers_with_key", lambda tender: 3)


def published(tender, by, now=NOW):
    return actions.publish(tender_id=tender.pk, fingerprint=seen_fingerprint(tender), now=now, by=by)


def test_where_only_the_invited_read_it_the_page_says_that_nobody_is_invited_yet(boards, buyer):
    tender = a_tender(*boards, by=buyer, spec=a_specification(procedure=Procedure.NEGOTIATED_UNPUBLISHED))
    address = f"/aankopen/bestekken/{tender.pk}/bekendmaking/"
    said = "Er is nog geen leverancier uitgenodigd"
    assert said in browser_of(buyer.person_id).get(address).content.decode()
    supplier = OrganisationFactory(supplier=True)
    actions.invite(tender_id=tender.pk, organisation_id=supplier.pk, now=NOW, by=buyer)
    assert said not in browser_of(buyer.person_id).get(address).content.decode()


def test_what_is_missing_leads_to_where_it_can_be_filled_in(boards, buyer):
    tender = a_tender(*boards, by=buyer, spec=a_specification(cpv=()))
    page = browser_of(buyer.person_id).get(f"/aankopen/bestekken/{tender.pk}/bekendmaking/").content.decode()
    for place in ("bestek/general", "openen"):
        assert f'<a href="/aankopen/bestekken/{tender.pk}/{place}/">' in page, place


def test_a_tender_without_lots_has_one_that_goes_by_its_name_until_it_gets_one_of_its_own():
    spec = a_specification()
    form = GeneralForm(spec=spec)
    form.cleaned_data = GeneralForm.initial_of(spec) | {"title": "Mail en agenda", "cpv": spec.cpv, "estimate": None}
    form.cleaned_data |= {"most_amount": None}
    assert [lot.title for lot in form.change(spec).lots] == ["Mail en agenda"]
    named = replace(spec, lots=(Lot(number=1, title="Postbussen"),))
    assert [lot.title for lot in form.change(named).lots] == ["Postbussen"]


def test_what_goes_out_is_what_was_looked_at_and_stays(boards, buyer, complete):
    tender = a_tender(*boards, by=buyer)
    seen = seen_fingerprint(tender)
    changed(tender, by=buyer, purpose="Iets anders")
    with pytest.raises(Refused) as refused:
        actions.publish(tender_id=tender.pk, fingerprint=seen, now=NOW, by=buyer)
    assert refused.value.codes == {"changed_meanwhile"}
    row = published(tender, buyer)
    tender.refresh_from_db()
    assert (tender.state, tender.offers_until, tender.published_at) == (TenderState.PUBLISHED, OFFERS_UNTIL, NOW)
    assert row.fingerprint == specifications.fingerprint(row.content)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(fingerprint="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.all().delete()


def test_what_is_not_whole_does_not_go_out_and_nothing_is_left_behind(boards, buyer):
    tender = a_tender(*boards, by=buyer)
    told = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        published(tender, buyer)
    assert refused.value.codes == {"officers"}
    assert not Publication.objects.exists()
    assert Entry.objects.count() == told


def test_nobody_is_named_who_would_hold_no_part_of_the_key(boards, buyer, complete):
    tender = a_tender(*boards, by=buyer)
    officer = somebody(boards[3], "ict_manager")
    actions.name_officer(
        tender_id=tender.pk, person_id=officer.person_id, organisation_id=boards[3].pk, now=NOW, by=buyer
    )
    with pytest.raises(Refused, match="Rotselaar heeft nog geen sleutel") as refused:
        published(tender, buyer)
    assert refused.value.codes == {"keyless"}
    phrase = "een lange zin van niemand anders"
    actions.make_officer_key(phrase=phrase, again=phrase, now=NOW, by=officer)
    assert published(tender, buyer)


def test_a_correction_says_why_and_what_it_changes_is_told(boards, buyer, complete):
    tender = a_tender(*boards, by=buyer)
    published(tender, buyer)
    later = OFFERS_UNTIL + timedelta(days=10)
    spec = queries.draft(tender)
    changed(tender, by=buyer, part=Part.CALENDAR, calendar=replace(spec.calendar, offers_until=later))
    with pytest.raises(Refused) as refused:
        actions.correct(tender_id=tender.pk, fingerprint=seen_fingerprint(tender), reason=" ", now=NOW, by=buyer)
    assert refused.value.codes == {"no_reason"}
    row = actions.correct(
        tender_id=tender.pk, fingerprint=seen_fingerprint(tender), reason="Meer tijd", now=NOW, by=buyer
    )
    tender.refresh_from_db()
    assert (row.number, tender.offers_until, tender.rounds.get().offers_until) == (2, later, later)
    found = differences(spec, queries.published(row))
    assert [(one.part, one.code, one.field) for one in found] == [(Part.CALENDAR, "", "offers_until")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"calendar": replace(a_specification().calendar, offers_until=OFFERS_UNTIL - timedelta(days=1))},
            "deadline_earlier",
        ),
        ({"criteria": tuple(reversed(a_specification().criteria))}, "more_time"),
        ({"procedure": Procedure.NEGOTIATED_UNPUBLISHED}, "other_tender"),
    ],
)
def test_some_things_no_correction_changes(boards, buyer, complete, changes, code):
    tender = a_tender(*boards, by=buyer)
    published(tender, buyer)
    changed(tender, by=buyer, **changes)
    with pytest.raises(Refused) as refused:
        actions.correct(tender_id=tender.pk, fingerprint=seen_fingerprint(tender), reason="Anders", now=NOW, by=buyer)
    assert refused.value.codes == {code}
    assert tender.publications.count() == 1


def test_after_the_deadline_nothing_changes_and_nobody_comes_in(boards, buyer, complete):
    tender = a_tender(*boards[:2], by=buyer)
    published(tender, buyer)
    with pytest.raises(Refused):
        actions.name_boards(tender_id=tender.pk, boards=[boards[2].pk], now=NOW, by=buyer)
    with pytest.raises(Refused) as refused:
        changed(tender, by=buyer, now=OFFERS_UNTIL, purpose="Te laat")
    assert refused.value.codes == {"closed"}


def test_versions_beside_one_another_say_what_came_went_and_changed():
    before = a_specification()
    item = replace(before.items[0], quantity=Decimal(120))
    after = a_specification(
        items=(item,), requirements=(*before.requirements, replace(before.requirements[0], code="E3"))
    )
    assert differences(before, before) == []
    assert differences(before, after) == [
        Difference(Part.ITEMS, "dropped", "P2", "", "Migratie", ""),
        Difference(Part.ITEMS, "changed", "P1", "quantity", "100", "120"),
        Difference(Part.REQUIREMENTS, "added", "E3", "", "", "Beschikbaarheid van 99,9 %"),
    ]


# ── who sees what ────────────────────────────────────────────────────────────
def test_a_board_sees_the_tenders_in_which_it_takes_part(boards, buyer, support):
    tender = a_tender(*boards[:2], by=buyer)
    for who in (somebody(boards[0], "ict_manager"), buyer, somebody(support, "adviser")):
        assert list(access.visible_tenders(who)) == [tender]
    for who in (
        somebody(boards[2], "ict_manager"),
        somebody(boards[0], "clerk"),
        somebody(OrganisationFactory(supplier=True), "bidder", "contact"),
        somebody(support, "helpdesk_agent"),
    ):
        assert not access.visible_tenders(who).exists()


def test_what_was_said_before_stays_the_same_as_data():
    needs = Needs(
        likely={"P1": Decimal("12.5")},
        wanted=(Wanted(level=NeedLevel.WISH, text="Blackberry"),),
        contract_ends_on=TODAY,
    )
    from steunpunt.contract.tenders.rules import needs as rules

    assert rules.read(rules.as_data(needs)) == needs
    spec = a_specification()
    assert specifications.read(specifications.as_data(spec)) == spec
