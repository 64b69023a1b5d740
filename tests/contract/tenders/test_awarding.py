"""The award: the authority decides by the record, everybody hears what it may see, and no contract comes too early."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from steunpunt.contract.tenders import access, actions, papers, queries
from steunpunt.contract.tenders.choices import EnvelopeKind, LetterKind, Outcome, PriceVerdict, Regularity, TenderState
from steunpunt.contract.tenders.choices.law import StepCode
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.models import AwardDecision, Conclusion, Letter, Objection, Tender
from steunpunt.contract.tenders.panels import waiting
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.rules.law.answers import act_on
from steunpunt.contract.tenders.values import FrameworkTerms
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.models import Address
from steunpunt.foundation.people.models import Person
from tests.factories.awarding import (
    IRREGULAR,
    LATER,
    MARKS,
    OUT,
    SECOND,
    WINNER,
    AwardRoom,
    a_decision_on_paper,
    a_judged_room,
)
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import a_specification, changed, seen_fingerprint
from tests.kept import kept

pytestmark = pytest.mark.django_db
FREE = date(2011, 5, 31)
"""15 days after 14 May is Sunday 29 May; the last day moves on to Monday."""


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def room():
    return kept(a_judged_room)


def refused(work):
    with pytest.raises(Refused) as raised:
        work()
    return raised.value.codes


def state(room):
    room.tender.refresh_from_db()
    return room.tender.state


# ── deciding ─────────────────────────────────────────────────────────────────
def test_whoever_has_the_mandate_at_the_authority_decides(room):
    row = room.decide()
    assert (row.outcome, row.winners, row.is_from_paper) == (Outcome.AWARDED, [room.offers[WINNER].pk], False)
    assert state(room) == TenderState.AWARDED
    assert Entry.objects.get(fact="tenders.lot_decided").organisation_id == room.authority.pk


def test_a_buyer_writes_down_what_the_authority_decided_from_its_document_and_never_without(room):
    assert refused(lambda: room.decide(by=room.buyer)) == {"no_document"}
    assert not AwardDecision.objects.exists()
    row = room.decide(by=room.buyer, document=a_decision_on_paper())
    assert (row.is_from_paper, row.document.name) == (True, "besluit.pdf")


def test_nobody_else_decides(room):
    others = [
        somebody(room.support, "adviser", "administrator"),
        somebody(room.authority, "policy_maker", mandates=("sign", "order")),
        somebody(room.boards[1], "policy_maker", mandates=("award",)),
        room.supplier_of(WINNER),
        somebody(OrganisationFactory(), "policy_maker", mandates=("award",)),
        replace(room.mayor, looking_in_id=room.buyer.person_id),
        replace(room.mayor, scopes=frozenset({"tenders:read", "tenders:write"})),
    ]
    for one in others:
        with pytest.raises((Denied, Tender.DoesNotExist)):
            room.decide(by=one, document=a_decision_on_paper())
    assert not AwardDecision.objects.exists()
    assert state(room) == TenderState.PRICED


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"motivation": " "}, "no_motivation"),
        ({"body": ""}, "no_body"),
        ({"decided_on": date(2011, 6, 1)}, "in_the_future"),
        ({"decided_on": AFTER.date() - timedelta(days=1)}, "before_opening"),
        ({"winners": []}, "not_first"),
        ({"outcome": Outcome.NOT_AWARDED}, "winners"),
    ],
)
def test_a_decision_is_whole(room, changed, code):
    assert refused(lambda: room.decide(**changed)) == {code}
    assert not AwardDecision.objects.exists()


def test_the_award_goes_to_who_is_first_and_to_nobody_else(room):
    for winners in ([SECOND], [OUT], [SECOND, WINNER], [WINNER, SECOND]):
        ids = [room.offers[place].pk for place in winners]
        assert refused(lambda ids=ids: room.decide(winners=ids)) == {"not_first"}
    assert refused(lambda: room.decide(lot=2)) == {"no_lot"}
    room.decide()
    assert "decided" in refused(room.decide)


def test_a_framework_with_two_suppliers_takes_them_in_order():
    spec = a_specification(framework=replace(a_specification().framework, suppliers=2))
    room = AwardRoom(spec=spec).judged()
    both = [room.offers[place].pk for place in (WINNER, SECOND)]
    assert refused(lambda: room.decide(winners=both[::-1])) == {"not_first"}
    assert room.decide(winners=both).winners == both


def test_what_is_asked_of_a_supplier_waits_on_its_overview_and_on_nobody_elses(room):
    asked = {"text": "Hoe komt u aan deze prijs?", "due_on": date(2011, 5, 20), "now": LATER, "by": room.buyer}
    question = actions.ask_price(tender_id=room.tender.pk, bid_lot_id=room.offers[SECOND].pk, **asked)
    second, winner = room.supplier_of(SECOND), room.supplier_of(WINNER)
    assert [one.due for one in waiting(second)] == [asked["due_on"]]
    assert list(waiting(winner)) == []
    verdict = {"verdict": PriceVerdict.ACCEPTED, "reason": "Eigen datacenter"}
    actions.judge_price(tender_id=room.tender.pk, question_id=question.pk, now=LATER, by=room.buyer, **verdict)
    room.awarded()
    assert [one.detail for one in waiting(second)] == ["Er wacht een brief over de gunning op u"]


def test_nothing_is_decided_while_something_is_open(room):
    asked = actions.ask_price(
        tender_id=room.tender.pk,
        bid_lot_id=room.offers[SECOND].pk,
        text="Hoe komt u aan deze prijs?",
        due_on=date(2011, 5, 20),
        now=LATER,
        by=room.buyer,
    )
    assert refused(room.decide) == {"price_open"}
    actions.judge_price(
        tender_id=room.tender.pk,
        question_id=asked.pk,
        verdict=PriceVerdict.ACCEPTED,
        reason="Eigen datacenter",
        now=LATER,
        by=room.buyer,
    )
    room.decide()


def test_equal_offers_wait_for_the_lot():
    even = {(place, code): 8 for place in (SECOND, WINNER) for code in ("K1", "K2")}
    room = AwardRoom(marks=even, prices=(Decimal(4), Decimal(4), Decimal(5))).judged()
    assert "draw" in refused(room.decide)
    order = [room.offers[WINNER].pk, room.offers[SECOND].pk]
    actions.write_down_draw(
        tender_id=room.tender.pk, lot=1, order=order, witnesses="secretaris", now=LATER, by=room.buyer
    )
    room.decide()


def test_what_led_to_a_decision_stays(room):
    room.decide()
    Tender.objects.update(state=TenderState.PRICED)  # as when another lot is still to be decided
    again = lambda: room.regular(OUT)  # noqa: E731
    assert refused(again) == {"decided"}


# ── letters ──────────────────────────────────────────────────────────────────
def test_everybody_has_its_letter_in_one_go_and_boards_hear_it(room):
    for board in room.boards:
        somebody(board, "ict_manager")
    room.decide()
    sent = room.send()
    assert {letter.bid_lot_id: letter.kind for letter in sent} == {
        room.offers[WINNER].pk: LetterKind.WINNER,
        room.offers[SECOND].pk: LetterKind.OTHER,
        room.offers[OUT].pk: LetterKind.IRREGULAR,
    }
    told = Notice.objects.filter(title__contains="Hosted Mail", created_at=LATER)
    suppliers = {one.organisation_id for one in room.suppliers}
    assert {row.organisation_id for row in told.filter(kind="tenders.market")} == suppliers
    assert {row.organisation_id for row in told.filter(kind="tenders.award")} == {board.pk for board in room.boards}
    assert refused(room.send) == {"sent"}
    with pytest.raises(Denied):
        room.send(by=room.mayor)


def test_no_letter_goes_out_before_the_decision(room):
    assert refused(room.send) == {"not_decided"}
    assert not Letter.objects.exists()


def words_of(paper):
    """Everything that stands in a paper."""
    return repr(paper.blocks)


def letter_to(room, place):
    spec = queries.specification(room.tender)
    record = queries.award_record(room.tender, spec)
    told = queries.told(record, record.of(1).row(room.offers[place].pk))
    return words_of(papers.letter(room.tender, spec, told, sent_on=LATER.date()))


def test_a_loser_reads_its_own_marks_and_reasons_and_of_the_winner_its_points_by_criterion_for_the_price_and_in_all(
    room,
):
    room.decide()
    winner, second, out = (str(room.offers[place].bid.supplier) for place in (WINNER, SECOND, OUT))
    text = letter_to(room, SECOND)
    assert winner in text
    assert out not in text, "not who else made an offer"
    assert "Zo staat het in de nota" in text, "the reasons of its marks"
    assert "15.400,00" in text.replace("\\xa0", " "), "its own price"
    prices = "['Prijs', '€ 15.400,00 · 40', '€ 20.200,00 · 39,8', 'De prijs was niet lager dan de uwe.']"
    assert prices in text.replace("\\xa0", " "), "what it was awarded for is public"
    assert "['Totaal', '84', '95,8', '–']" in text
    assert "'punt 8 · 32', 'punt 10 · 40'" in text
    for secret in ("37.296", "38.296"):
        assert secret not in text, "no price of one that was not chosen"
    assert second in text
    out_text = letter_to(room, OUT)
    assert f"Uw offerte is onregelmatig en werd geweerd. De reden: {IRREGULAR}" in out_text
    assert winner in out_text
    assert "15.400" not in out_text


def test_a_letter_says_where_the_authority_sits_and_by_which_number_it_is_known(room):
    authority = room.tender.authority
    type(authority).objects.filter(pk=authority.pk).update(enterprise_number="0207533874")
    Address.objects.create(
        organisation=authority, street="Voorbeeldlaan 1", postal_code="3000", locality="Leuven", valid_to=LATER.date()
    )
    Address.objects.create(
        organisation=authority,
        street="Kerkstraat 2",
        postal_code="3140",
        locality="Keerbergen",
        valid_from=LATER.date(),
    )
    room.decide()
    assert f"'{authority} · Kerkstraat 2, 3140 Keerbergen · 0207.533.874'" in letter_to(room, SECOND)


def test_a_loser_reads_why_the_winner_has_more_where_it_has_and_nowhere_else():
    room = AwardRoom(marks={(SECOND, "K1"): 10, (SECOND, "K2"): 6, (WINNER, "K1"): 8, (WINNER, "K2"): 10})
    room.opened(Decimal(4), Decimal(3), Decimal(7)).members()
    room.regular(OUT, regularity=Regularity.IRREGULAR, reason=IRREGULAR)
    room.regular(SECOND, WINNER)
    for who in room.assessors:
        room.sheet(who, room.marks)
    room.agree(WINNER, "K2", 10, "Twee mensen staan altijd klaar")
    room.agree(WINNER, "K1", 8, "De back-up blijft algemeen")
    room.freeze()
    room.priced().decide()
    text = letter_to(room, SECOND)
    assert "Twee mensen staan altijd klaar" in text
    assert "De back-up blijft algemeen" not in text
    assert "Twee mensen staan altijd klaar" not in letter_to(room, OUT)


def an_offer_below_the_minimum_and_one_above_the_ceiling():
    """The second offer has a 2 where 6 is asked; the third asks more than 60,000 euros."""
    spec = a_specification()
    criteria = (spec.criteria[0], replace(spec.criteria[1], minimum=Decimal(6)))
    marks = {(place, code): 8 for place in (SECOND, WINNER, OUT) for code in ("K1", "K2")} | {(SECOND, "K2"): 2}
    room = AwardRoom(
        spec=a_specification(criteria=criteria), marks=marks, prices=(Decimal(3), Decimal(4), Decimal("22.5"))
    )
    room.opened(*room.prices).members()
    room.regular()
    for who in room.assessors:
        room.sheet(who, room.marks)
    room.freeze()
    return room.priced()


def test_who_is_put_aside_after_judging_reads_which_number_did_it_with_the_arguments_and_the_report_says_the_same():
    room = an_offer_below_the_minimum_and_one_above_the_ceiling()
    room.decide()
    below = letter_to(room, SECOND)
    for part in (
        "Uw offerte werd beoordeeld en dan geweerd",
        "K2 · Dienstverlening: het punt is 2, en om mee te blijven tellen was minstens 6 gevraagd.",
        "'2', '4 van 20', 'Zo staat het in de nota'",
    ):
        assert part in below, part
    above = letter_to(room, OUT).replace("\\xa0", " ")
    assert "De prijs, € 109.000,00, ligt boven de plafondprijs van € 60.000,00." in above
    for text in (below, above):
        assert "niet geselecteerd" not in text, "no reason that is not the reason"
    spec = queries.specification(room.tender)
    report = words_of(papers.report(room.tender, queries.award_record(room.tender, spec), [], law=act_on(TODAY).value))
    assert report.count("'beoordeeld en geweerd: telt niet mee'") == 2
    assert report.count("'regelmatig: telt mee'") == 1
    assert "het punt is 2" in report


def test_a_supplier_that_was_not_selected_reads_that_and_no_other_reason(room):
    room.regular(OUT, regularity=Regularity.NOT_SELECTED, reason="De referenties ontbreken")
    room.decide()
    text = letter_to(room, OUT)
    assert "Uw onderneming werd niet geselecteerd: haar offerte telt niet mee. De reden: De referenties" in text
    assert "onregelmatig" not in text


def test_under_award_on_value_a_loser_reads_euros():
    spec = a_specification()
    criteria = tuple(replace(one, worth=Decimal(worth)) for one, worth in zip(spec.criteria, (4000, 2000), strict=True))
    method = replace(spec.method, formula=PriceFormula.AWARD_ON_VALUE)
    room = AwardRoom(
        spec=a_specification(criteria=criteria, method=method), prices=(Decimal(4), Decimal(4), Decimal(5))
    )
    room.judged().decide()
    text = letter_to(room, SECOND).replace("\\xa0", " ")
    assert "'punt 8 · € 3.200,00', 'punt 10 · € 4.000,00'" in text
    assert "['Totaal', '€ 15.800,00', '€ 14.600,00', 'Het laagste totaal staat eerst.']" in text


def test_a_letter_says_how_long_the_standstill_lasts_and_where_to_go(room):
    room.decide()
    for place in (WINNER, SECOND, OUT):
        text = letter_to(room, place)
        for part in ("14/05/2011", "15 dagen", "15/05/2011", "30/05/2011", "31/05/2011", "60 dagen", "Raad van State"):
            assert part in text, part
    room.send()
    spec = queries.specification(room.tender)
    report = {"record": queries.award_record(room.tender, spec), "openings": [], "law": act_on(TODAY).value}
    assert "31/05/2011" in words_of(papers.report(room.tender, **report, told_on=LATER.date()))
    assert "31/05/2011" not in words_of(papers.report(room.tender, **report)), "no letter, no standstill"


def test_where_nothing_is_awarded_a_letter_speaks_of_no_standstill(room):
    room.decide(outcome=Outcome.NOT_AWARDED, winners=[])
    text = letter_to(room, WINNER)
    assert "60 dagen" in text
    assert "achttermijn" not in text


def test_the_report_gives_the_method_so_that_everybody_can_reckon_again(room):
    spec = queries.specification(room.tender)
    text = words_of(papers.report(room.tender, queries.award_record(room.tender, spec), [], law=act_on(TODAY).value))
    assert "40 × (€ 60.000,00 − prijs) ÷ (€ 60.000,00 − € 20.000,00)" in text.replace("\\xa0", " ")
    for part in ("K1 · Technische kwaliteit", "uitmuntend", "Wet van 24 december 1993"):
        assert part in text, part


def test_no_letter_names_who_judged(room):
    room.decide()
    names = {Person.objects.get(pk=who.person_id).name for who in room.assessors}
    for place in (WINNER, SECOND, OUT):
        assert not [name for name in names if name in letter_to(room, place)]
    spec = queries.specification(room.tender)
    report = words_of(papers.report(room.tender, queries.award_record(room.tender, spec), [], law=act_on(TODAY).value))
    assert all(name in report for name in names), "the report does"


def test_the_report_tells_everything_that_led_to_the_decision(room):
    room.decide()
    spec = queries.specification(room.tender)
    text = words_of(papers.report(room.tender, queries.award_record(room.tender, spec), [], law=act_on(TODAY).value))
    for place in (WINNER, SECOND, OUT):
        assert str(room.offers[place].bid.supplier) in text
    for part in (IRREGULAR, "Zo staat het in de nota", "De beste verhouding", "College van 12 mei 2011", "20.200,00"):
        assert part in text, part
    assert room.tender.frozen_hash in text.replace(" ", "")


def report_of(room):
    spec = queries.specification(room.tender)
    paper = papers.report(
        room.tender,
        queries.award_record(room.tender, spec),
        [],
        law=act_on(TODAY).value,
        checked=queries.checklist(room.tender, spec, LATER),
        dossier=queries.dossier(room.tender, spec),
    )
    return words_of(paper).replace("\\xa0", " ")


def test_the_report_tells_who_can_order_what_was_received_declared_and_asked_and_has_room_to_sign(room):
    room.decide()
    text = report_of(room)
    for part in (
        *(str(board) for board in room.boards),
        "'Ontvangen offertes', '3'",
        "geen belang in een leverancier die een offerte indiende",
        "Er werd niets rechtgezet",
        "Uit het dossier blijkt niet dat uitsluiting",
        "'Handtekeningen'",
        "College van 12 mei 2011', '', '\\n\\n\\n'",
    ):
        assert part in text, part
    actions.tick(tender_id=room.tender.pk, code="exclusion", label="x", note="Telemarc", now=LATER, by=room.buyer)
    assert "werden nagekeken op 14/05/2011. Telemarc" in report_of(room)


def test_the_report_tells_a_correction_with_old_and_new_and_who_had_handed_in_by_then():
    room = AwardRoom()
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, room.suppliers[0])
    spec = queries.draft(room.tender)
    changed(room.tender, by=room.buyer, estimate=Decimal(950_000), purpose=f"{spec.purpose}, ook voor scholen")
    actions.correct(
        tender_id=room.tender.pk,
        fingerprint=seen_fingerprint(room.tender),
        reason="Ook de scholen",
        now=NOW + timedelta(days=2),
        by=room.buyer,
    )
    text = report_of(room.judged())
    for part in ("toen hadden 3 leveranciers iets ingediend", "Ook de scholen", "€ 900.000,00", "€ 950.000,00"):
        assert part in text, part


def test_the_report_tells_how_far_members_agreed_what_came_of_the_talk_and_the_marks_of_who_left():
    room = AwardRoom()
    room.opened(*room.prices).members()
    room.regular(OUT, regularity=Regularity.IRREGULAR, reason=IRREGULAR)
    room.regular(SECOND, WINNER)
    for place, who in enumerate(room.assessors):
        for key, mark in MARKS.items():
            room.mark(who, *key, 2 if place == 0 and key == (WINNER, "K1") else mark)
        actions.hand_in_marks(tender_id=room.tender.pk, now=AFTER, by=who)
    gone = room.tender.assessors.order_by("-pk").first()
    actions.leave_room(tender_id=room.tender.pk, assessor_id=gone.pk, reason="Kan niet komen", now=AFTER, by=room.buyer)
    room.agree(WINNER, "K1", 10, "De meting staat in bijlage 3")
    room.freeze()
    text = report_of(room.priced())
    winner, board = room.offers[WINNER].bid.supplier, gone.organisation
    for part in (
        "'K1 · Technische kwaliteit', '-0,60', '-3,00', 'laag: eerst praten'",
        f"'{winner} · K1', '2 – 10', '6', '10'",
        f"({board}), die niet meetellen",
        "Kan niet komen",
    ):
        assert part in text, part


def test_a_supplier_opens_its_own_letter_and_that_it_did_stands_on_record_once(room):
    room.awarded()
    letter = room.letter_of(SECOND)
    for day in (1, 2):
        actions.read_letter(letter_id=letter.pk, now=LATER + timedelta(days=day), by=room.supplier_of(SECOND))
    letter.refresh_from_db()
    assert letter.read_at == LATER + timedelta(days=1)
    assert Entry.objects.filter(fact="tenders.letter_read").count() == 1
    with pytest.raises(Letter.DoesNotExist):
        actions.read_letter(letter_id=letter.pk, now=LATER, by=room.supplier_of(WINNER))


# ── objections, withdrawing ──────────────────────────────────────────────────
def test_a_supplier_objects_to_what_its_own_letter_tells_and_is_answered(room):
    room.awarded()
    row = room.object()
    assert row.supplier_id == room.supplier_of(SECOND).organisation_id
    entry = Entry.objects.get(fact="tenders.objection_brought")
    assert (entry.organisation_id, entry.person_id, entry.on_behalf_of_id) == (room.authority.pk, None, None)
    name = str(row.supplier)
    outside = [line for line in queries.history(room.tender) if line.fact == "tenders.objection_brought"]
    assert [(line.on_behalf_of_id, name in line.sentence) for line in outside] == [(None, False)], "boards read this"
    inside = [line.sentence for line in queries.course(room.tender) if line.fact == "tenders.objection_brought"]
    assert inside == [f"{name} maakte bezwaar tegen de beslissing over perceel 1: {row.text}"], "the buyer reads whose"
    with pytest.raises(Letter.DoesNotExist):
        actions.bring_objection(
            letter_id=room.letter_of(SECOND).pk, text="Ook wij", now=LATER, by=room.supplier_of(WINNER)
        )
    answer = {"tender_id": room.tender.pk, "objection_id": row.pk, "now": LATER, "by": room.buyer}
    assert refused(lambda: actions.answer_objection(**answer, text=" ")) == {"no_text"}
    actions.answer_objection(**answer, text="Zie de motivering")
    assert refused(lambda: actions.answer_objection(**answer, text="Nog eens")) == {"answered"}
    assert refused(lambda: room.object(text="")) == {"no_text"}


def test_the_authority_takes_its_decision_back_and_decides_again_with_new_letters(room):
    room.awarded()
    take = {"tender_id": room.tender.pk, "lot": 1, "now": LATER}
    assert refused(lambda: actions.withdraw_decision(**take, reason="Fout", by=room.buyer)) == {"no_document"}
    assert refused(lambda: actions.withdraw_decision(**take, reason=" ", by=room.mayor)) == {"no_reason"}
    actions.withdraw_decision(**take, reason="Een punt was fout overgenomen", by=room.mayor)
    assert state(room) == TenderState.PRICED
    assert refused(
        lambda: actions.bring_objection(
            letter_id=Letter.objects.get(bid_lot=room.offers[SECOND]).pk,
            text="x",
            now=LATER,
            by=room.supplier_of(SECOND),
        )
    ) == {"withdrawn"}
    room.decide()
    assert len(room.send()) == 3
    assert Letter.objects.count() == 6


# ── concluding ───────────────────────────────────────────────────────────────
def test_a_contract_is_concluded_after_the_standstill_and_not_a_day_before(room):
    room.decide()
    assert refused(lambda: room.conclude(on=FREE)) == {"not_told"}
    room.send()
    assert refused(lambda: room.conclude(on=FREE - timedelta(days=1))) == {"standstill"}
    assert not Conclusion.objects.exists()
    row = room.conclude(on=FREE)
    assert state(room) == TenderState.CONCLUDED
    with pytest.raises(IntegrityError), transaction.atomic():
        Conclusion.objects.filter(pk=row.pk).update(ends_on=FREE)


def test_below_the_threshold_no_standstill_is_asked():
    small = FrameworkTerms(most_amount=Decimal(60_000))
    room = AwardRoom(spec=a_specification(estimate=Decimal(60_000), framework=small)).judged()
    room.decide()
    assert "liggen onder de Europese drempel" in letter_to(room, SECOND)
    winner = letter_to(room, WINNER)
    assert "Dat is nog geen contract: dat wordt nog gesloten." in winner
    assert "na de wachttermijn" not in winner
    page = browser_of(room.buyer.person_id).get(reverse("tenders:award", args=[room.tender.pk])).content.decode()
    assert "Vanaf de dag erna loopt de wachttermijn" not in page
    room.send()
    spec = queries.specification(room.tender)
    step = next(one for one in queries.checklist(room.tender, spec, LATER) if one.step.code == StepCode.STANDSTILL)
    assert (step.is_done, step.by_day) == (True, None)
    room.conclude(on=LATER.date() + timedelta(days=1))
    assert state(room) == TenderState.CONCLUDED


def test_a_framework_of_which_more_can_be_ordered_than_the_threshold_waits_and_its_letters_say_why():
    most = FrameworkTerms(most_amount=Decimal(260_000))
    room = AwardRoom(spec=a_specification(estimate=Decimal(60_000), framework=most)).judged()
    room.decide()
    text = letter_to(room, SECOND).replace("\\xa0", " ")
    for part in ("30/05/2011", "Die wachttermijn geldt", "€ 260.000,00", "€ 193.000,00"):
        assert part in text, part
    assert "60.000,00 zonder btw" not in text.replace("260.000,00 zonder btw", ""), "not the estimate"
    room.send()
    assert refused(lambda: room.conclude(on=LATER.date() + timedelta(days=1))) == {"standstill"}
    room.conclude(on=FREE)


def test_without_an_estimate_waiting_is_the_safe_way(room):
    room.awarded()
    spec = replace(queries.specification(room.tender), estimate=None)
    assert answers.standstill(spec, LATER.date()).is_required is None


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"on": FREE, "place": SECOND}, {"no_winner"}),
        ({"on": date(2012, 1, 1)}, {"in_the_future"}),
        ({"on": FREE, "starts_on": date(2011, 5, 1)}, {"starts_early"}),
        ({"on": FREE, "ends_on": date(2011, 5, 1)}, {"ends_early"}),
        ({"on": FREE, "ends_on": date(2015, 5, 31)}, {"ends_late"}),
    ],
)
def test_a_contract_has_a_winner_and_dates_in_order(room, changed, codes):
    room.awarded()
    assert refused(lambda: room.conclude(**changed)) == codes
    assert not Conclusion.objects.exists()


def test_no_contract_while_an_objection_is_open_and_no_objection_after_the_contract(room):
    room.awarded()
    row = room.object()
    assert refused(lambda: room.conclude(on=FREE)) == {"objection"}
    actions.answer_objection(tender_id=room.tender.pk, objection_id=row.pk, text="Neen", now=LATER, by=room.buyer)
    with pytest.raises(Denied):
        room.conclude(on=FREE, by=room.mayor)
    room.conclude(on=FREE)
    assert refused(room.object) == {"concluded"}
    assert Objection.objects.count() == 1


# ── awarding nothing ─────────────────────────────────────────────────────────
def test_after_the_opening_the_authority_stops_a_tender_and_letters_follow(room):
    stop = {"tender_id": room.tender.pk, "now": LATER}
    assert refused(lambda: actions.stop(**stop, reason="Te duur", by=room.buyer)) == {"opened"}
    ruling = room.ruling(winners=[], motivation="Te duur")
    assert refused(lambda: actions.stop_after_opening(**stop, ruling=ruling, by=room.buyer)) == {"no_document"}
    actions.stop_after_opening(**stop, ruling=ruling, by=room.mayor)
    assert state(room) == TenderState.STOPPED
    assert {letter.bid_lot_id: letter.kind for letter in room.send()} == {
        room.offers[WINNER].pk: LetterKind.STOPPED,
        room.offers[SECOND].pk: LetterKind.STOPPED,
        room.offers[OUT].pk: LetterKind.IRREGULAR,
    }
    assert not Notice.objects.filter(kind="tenders.award").exists()


def test_marks_need_not_be_fixed_to_stop_and_a_stop_that_is_taken_back_goes_on_where_it_was():
    room = AwardRoom().opened()
    ruling = room.ruling(winners=[], motivation="Geen budget")
    actions.stop_after_opening(tender_id=room.tender.pk, ruling=ruling, now=LATER, by=room.mayor)
    assert len(room.send()) == 3
    actions.withdraw_decision(tender_id=room.tender.pk, lot=1, reason="Er is budget", now=LATER, by=room.mayor)
    assert state(room) == TenderState.OPENED
    assert room.tender.over_reason == ""


def test_a_lot_that_goes_to_nobody_ends_the_tender_when_there_is_no_other(room):
    room.decide(outcome=Outcome.NOT_AWARDED, winners=[], motivation="Geen enkele offerte voldoet")
    assert state(room) == TenderState.STOPPED


# ── who reads what ───────────────────────────────────────────────────────────
def test_the_report_is_for_buyers_assessors_and_who_decides(room):
    readers = [room.buyer, room.assessors[0], room.mayor]
    others = [
        somebody(room.support, "adviser"),
        somebody(room.boards[1], "secretary"),
        somebody(room.boards[1], "policy_maker", mandates=("award",)),
        room.supplier_of(WINNER),
    ]
    assert [access.reads_report(one, room.tender) for one in readers] == [True] * 3
    assert [access.reads_report(one, room.tender) for one in others] == [False] * 4


def test_a_supplier_has_its_own_letters_alone(room):
    room.awarded()
    for place in (WINNER, SECOND, OUT):
        assert list(access.own_letters(room.supplier_of(place))) == [room.letter_of(place)]
    assert not access.own_letters(somebody(OrganisationFactory(supplier=True), "bidder")).exists()
    assert not access.own_letters(room.buyer).exists(), "buyers read letters as documents"
