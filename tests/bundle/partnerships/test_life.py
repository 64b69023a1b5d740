"""The life of a partnership: boards are invited, each binds only itself, and whoever left reads nothing any more."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from steunpunt.bundle.partnerships import access, actions
from steunpunt.bundle.partnerships.models import Conversation, MembershipRecord, Partnership, Seat
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.documents.access import readable_documents
from steunpunt.foundation.documents.public import documents_of
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Relation
from steunpunt.foundation.ui import papers
from tests.bundle.partnerships.conftest import a_person
from tests.factories.organisations import an_administrator


def paper_of(title):
    data = dict.fromkeys(("kicker", "foot", "between", "sha256", "check"), "") | {"articles": [], "signatures": []}
    return papers.pdf("steunpunt.bundle.partnerships", "agreement", data | {"title": title}, made_at=timezone.now())


def paper(name="besluit.pdf"):
    return ContentFile(paper_of("Besluit"), name=name)


def to_intention(explored):
    return actions.move_partnership(
        **explored.asked(), state="intention", on=timezone.localdate(), reason="allen willen", by=explored.adviser
    )


def come_in(explored, *mayors):
    for mayor in mayors:
        actions.enter_partnership(**explored.asked(), on=timezone.localdate(), by=mayor)


def members(explored, on=None):
    return organisations.members_of(explored.pk, on or timezone.localdate())


def test_who_is_invited_sees_what_is_explored_and_is_no_member(explored):
    today = timezone.localdate()
    assert members(explored) == []
    assert list(access.visible_partnerships(explored.mayors[0], today)) == [explored.row]
    assert not access.visible_partnerships(a_person(explored.neighbour, "policy_maker"), today).exists()
    assert not access.within_partnerships(explored.mayors[0], today).exists()


def test_a_policy_maker_begins_for_the_own_board_and_says_yes_to_exploring_alone(explored):
    mayor = explored.mayors[0]
    row = actions.start_partnership(
        name="Nog een",
        purpose="",
        board_ids=[explored.neighbour.pk],
        now=timezone.now(),
        today=timezone.localdate(),
        by=mayor,
    )
    said = {one.organisation_id: one.answer for one in row.invitations.all()}
    assert said == {mayor.organisation_id: "interested", explored.neighbour.pk: ""}
    assert organisations.members_of(row.pk, timezone.localdate()) == []
    with pytest.raises(Denied):
        actions.start_partnership(
            name="X", purpose="", board_ids=[], now=timezone.now(), today=timezone.localdate(),
            by=a_person(explored.neighbour, "ict_manager"),
        )  # fmt: skip


def test_a_name_stands_once_and_a_partnership_is_of_boards(explored):
    with pytest.raises(Refused) as refused:
        actions.start_partnership(
            name="samenwerking noord", purpose="", board_ids=[explored.adviser.organisation_id], now=timezone.now(),
            today=timezone.localdate(), by=explored.adviser,
        )  # fmt: skip
    assert refused.value.codes == {"name_taken", "boards", "kind"}
    assert Partnership.objects.count() == 1


def test_each_board_answers_for_itself_and_may_change_its_mind(explored):
    mayor = explored.mayors[0]
    own = explored.row.invitations.get(organisation_id=mayor.organisation_id)
    with pytest.raises(Denied):
        actions.answer_invitation(invitation_id=own.pk, answer="interested", now=timezone.now(), by=explored.mayors[1])
    with pytest.raises(Denied):
        actions.answer_invitation(invitation_id=own.pk, answer="interested", now=timezone.now(), by=explored.adviser)
    actions.answer_invitation(invitation_id=own.pk, answer="not_now", now=timezone.now(), by=mayor)
    assert not access.visible_partnerships(mayor, timezone.localdate()).exists()
    actions.answer_invitation(invitation_id=own.pk, answer="interested", now=timezone.now(), by=mayor)
    assert access.visible_partnerships(mayor, timezone.localdate()).exists()


def test_a_board_comes_in_by_its_own_mandated_person_alone(explored):
    to_intention(explored)
    without = a_person(explored.boards[0], "policy_maker")
    for somebody in (without, explored.adviser):
        with pytest.raises(Denied):
            come_in(explored, somebody)
    assert members(explored) == []
    come_in(explored, explored.mayors[0])
    assert members(explored) == [explored.boards[0].pk]
    entry = MembershipRecord.objects.get()
    assert (entry.way, entry.basis, entry.step) == ("platform", "decision of the council", "entry")
    with pytest.raises(Refused):
        come_in(explored, explored.mayors[0])


def test_an_uninvited_board_sees_nothing_to_come_into(explored):
    to_intention(explored)
    with pytest.raises(Denied):
        come_in(explored, a_person(explored.neighbour, "policy_maker", mandates=("sign",)))


def test_the_support_point_records_only_from_paper_with_the_document(explored):
    to_intention(explored)
    asked = explored.asked() | {
        "organisation_id": explored.boards[1].pk,
        "on": timezone.localdate(),
        "basis": "gemeenteraad van 28 maart 2011",
    }
    with pytest.raises(Refused) as refused:
        actions.record_entry_from_paper(**asked, document=None, by=explored.adviser)
    assert refused.value.codes == {"document"}
    assert members(explored) == []
    with pytest.raises(Denied):
        actions.record_entry_from_paper(**asked, document=paper(), by=explored.mayors[0])
    actions.record_entry_from_paper(**asked, document=paper(), by=explored.adviser)
    assert members(explored) == [explored.boards[1].pk]
    assert "op papier" in lines(entries_about(f"partnership:{explored.pk}"))[0].sentence


def test_the_database_refuses_what_no_board_decided(explored):
    """Whatever the code would do: somebody without that board's mandate, and paper without its document."""
    asked = {
        "partnership": explored.row,
        "organisation": explored.boards[0],
        "step": "entry",
        "on": timezone.localdate(),
        "recorded_at": timezone.now(),
        "basis": "besluit",
    }
    wrong = [
        {"way": "platform", "recorded_by_id": explored.adviser.person_id},
        {"way": "platform", "recorded_by_id": explored.mayors[1].person_id},
        {"way": "paper", "recorded_by_id": explored.adviser.person_id},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipRecord.objects.create(**asked, **values)
    row = MembershipRecord.objects.create(**asked, way="platform", recorded_by_id=explored.mayors[0].person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipRecord.objects.filter(pk=row.pk).update(basis="iets anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


def test_nobody_ties_a_board_to_a_partnership_by_hand(explored):
    with pytest.raises(Refused) as refused:
        organisations.relate_organisations(
            source_id=explored.boards[0].pk,
            target_id=explored.pk,
            kind=organisations.RelationKind.MEMBER_OF,
            on=timezone.localdate(),
            by=an_administrator(),
        )
    assert refused.value.codes == {"membership_is_decided"}
    assert not Relation.objects.exists()


def test_a_member_that_left_reads_nothing_any_more(explored):
    """Documents that it added itself included; before its last day it reads on."""
    to_intention(explored)
    come_in(explored, *explored.mayors[:2])
    mayor, today = explored.mayors[0], timezone.localdate()
    actions.move_partnership(
        **explored.asked(), state="agreement", on=today, reason="allen willen", document=paper("verslag.pdf"),
        by=explored.adviser,
    )  # fmt: skip
    subject = f"partnership:{explored.pk}"
    assert [line.name for line in documents_of(mayor, subject).lines] == ["verslag.pdf"]
    last = today + timedelta(days=30)
    with pytest.raises(Denied):
        actions.give_notice(**explored.asked(), on=last, by=explored.adviser)
    actions.give_notice(**explored.asked(), on=last, by=mayor)
    assert access.visible_partnerships(mayor, last - timedelta(days=1)).exists()
    assert not access.visible_partnerships(mayor, last).exists()
    Relation.objects.filter(source_id=mayor.organisation_id).update(valid_to=today)
    assert not access.visible_partnerships(mayor, today).exists()
    assert documents_of(mayor, subject).lines == []
    assert not readable_documents(mayor).exists()
    assert readable_documents(explored.mayors[1]).exists()


def test_to_let_it_end_takes_the_members_decision_and_ends_every_membership(explored):
    to_intention(explored)
    come_in(explored, *explored.mayors)
    asked = explored.asked() | {"state": "ended", "on": timezone.localdate(), "reason": "klaar"}
    with pytest.raises(Refused) as refused:
        actions.move_partnership(**asked, by=explored.adviser)
    assert refused.value.codes == {"document"}
    with pytest.raises(Denied):
        actions.move_partnership(**asked, document=paper(), by=explored.mayors[0])
    actions.move_partnership(**asked, document=paper(), by=explored.adviser)
    assert members(explored) == []
    assert not access.visible_partnerships(explored.mayors[0], timezone.localdate()).exists()


def test_each_organisation_gives_its_own_seats_and_the_support_point_has_no_vote(explored):
    to_intention(explored)
    come_in(explored, explored.mayors[0])
    mayor, adviser = explored.mayors[0], explored.adviser
    asked = {"partnership_id": explored.pk, "body": "steering", "leads": True, "today": timezone.localdate()}
    with pytest.raises(Refused):
        actions.give_seat(**asked, person_id=explored.mayors[1].person_id, by=mayor)
    actions.give_seat(**asked, person_id=mayor.person_id, by=mayor)
    actions.give_seat(**asked, person_id=adviser.person_id, by=adviser)
    found = {seat.person_id: (seat.leads, seat.has_vote) for seat in Seat.objects.all()}
    assert found == {mayor.person_id: (True, True), adviser.person_id: (False, False)}
    with pytest.raises(Denied):
        actions.leave_seat(seat_id=Seat.objects.get(person_id=mayor.person_id).pk, today=asked["today"], by=adviser)
    with pytest.raises(Denied):
        actions.give_seat(**asked, person_id=explored.mayors[1].person_id, by=explored.mayors[1])


def test_what_a_board_said_is_for_advisers_and_that_board(explored):
    to_intention(explored)
    come_in(explored, *explored.mayors[:2])
    today = timezone.localdate()
    asked = explored.asked() | {"organisation_id": explored.boards[0].pk, "held_on": today, "text": "wil eerst GIS"}
    with pytest.raises(Denied):
        actions.note_conversation(**asked, by=explored.mayors[0])
    note = actions.note_conversation(**asked, by=explored.adviser)
    for somebody, expected in (
        (explored.adviser, [note]),
        (explored.mayors[0], [note]),
        (explored.mayors[1], []),
        (a_person(explored.neighbour, "policy_maker"), []),
    ):
        assert list(access.visible_conversations(somebody, today)) == expected
    assert Conversation.objects.get().text not in "".join(
        line.sentence for line in lines(entries_about(f"partnership:{explored.pk}"))
    )
