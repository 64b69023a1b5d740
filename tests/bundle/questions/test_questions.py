"""A question is asked, answered and closed: one voice per board, by its mandate, and by nobody of the support point."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from steunpunt.bundle.questions import access, actions, tasks
from steunpunt.bundle.questions.actions import Answer, Paper, Proposal
from steunpunt.bundle.questions.choices import Kind, Majority, Shows
from steunpunt.bundle.questions.models import Option, Question, Voice, Voter
from steunpunt.foundation.access.models import Mandate, Membership
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Organisation, Relation
from tests.bundle.partnerships.conftest import a_person
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db


class Noord:
    """A partnership of three boards, with people, and a neighbour."""

    def __init__(self):
        self.group = OrganisationFactory(name="Samenwerking Noord", kind="partnership")
        self.boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo")]
        self.neighbour = OrganisationFactory(name="Buurdorp")
        self.adviser = a_person(OrganisationFactory(support_point=True), "adviser")
        from steunpunt.bundle.partnerships.public import adopt_partnership

        self.today, self.now = timezone.localdate(), timezone.now()
        adopt_partnership(
            organisation_id=self.group.pk, state="active", since=self.today, now=self.now, by=the_platform()
        )
        for board in self.boards:
            organisations.relate_organisations(
                source_id=board.pk,
                target_id=self.group.pk,
                kind=organisations.RelationKind.MEMBER_OF,
                on=self.today - timedelta(days=30),
                by=PLATFORM,
            )
        self.mayors = [a_person(board, "policy_maker", mandates=("vote",)) for board in self.boards]
        self.managers = [a_person(board, "ict_manager") for board in self.boards]

    def ask(self, by=None, **changed):
        values = {
            "kind": Kind.DECISION,
            "title": "Samen een veiligheidsconsulent?",
            "text": "Voorstel: samen één consulent zoeken.",
            "options": ["Ja", "Nee"],
            "deadline_on": self.today + timedelta(days=14),
            "quorum": 2,
        }
        return actions.ask_question(
            partnership_id=self.group.pk,
            proposal=Proposal(**(values | changed)),
            now=self.now,
            today=self.today,
            by=by or self.adviser,
        )

    def answer(self, question, by, label="Ja", *, today=None, now=None):
        option = question.options.get(label=label).pk if label else None
        today = today or self.today
        return actions.give_voice(
            question_id=question.pk,
            answer=Answer(option_id=option, decided_on=today),
            now=now or self.now,
            today=today,
            by=by,
        )

    def from_paper(self, question, board, by, *, paper=True, **changed):
        voter = Voter.objects.get(question=question, organisation=board)
        values = {"option_id": question.options.get(label="Nee").pk, "decided_on": self.today} | changed
        return actions.record_voice_from_paper(
            voter_id=voter.pk,
            answer=Answer(**values),
            paper=Paper(name="besluit.txt", content=ContentFile(b"Besluit")) if paper else None,
            now=self.now,
            today=self.today,
            by=by,
        )

    def leave(self, board):
        Relation.objects.filter(source=board, target=self.group).update(valid_to=self.today)


@pytest.fixture
def noord():
    return Noord()


def closed(question, noord):
    after = question.deadline_on + timedelta(days=1)
    actions.close_due_questions(now=noord.now + timedelta(days=15), today=after, by=the_platform())
    question.refresh_from_db()
    return question


# ── from question to outcome ─────────────────────────────────────────────────
def test_boards_answer_change_their_answer_and_the_outcome_is_recorded_by_itself(noord):
    question = noord.ask()
    assert set(Notice.objects.filter(kind="questions.asked").values_list("person_id", flat=True)) == {
        mayor.person_id for mayor in noord.mayors
    }
    noord.answer(question, noord.mayors[0], "Nee")
    noord.answer(question, noord.mayors[0], "Ja")
    noord.answer(question, noord.mayors[1], "Ja")
    assert Voice.objects.count() == 3, "the first answer of Haacht stays on record"
    assert actions.close_due_questions(now=noord.now, today=question.deadline_on, by=the_platform()) == 0
    closed(question, noord)
    assert (question.state, question.result, question.carried.label) == ("closed", "carried", "Ja")
    assert Notice.objects.filter(kind="questions.closed").count() == 3


def test_too_few_voices_have_no_outcome(noord):
    question = noord.ask(quorum=3)
    noord.answer(question, noord.mayors[0])
    noord.answer(question, noord.mayors[1], None)
    assert closed(question, noord).result == "no_quorum"


def test_it_closes_early_only_once_everybody_answered(noord):
    question = noord.ask()
    asked = {"question_id": question.pk, "now": noord.now, "today": noord.today, "by": noord.adviser}
    noord.answer(question, noord.mayors[0])
    with pytest.raises(Refused, match="antwoordde"):
        actions.close_question(**asked)
    for mayor in noord.mayors[1:]:
        noord.answer(question, mayor, "Nee")
    assert actions.close_question(**asked).carried.label == "Nee"


def test_the_night_closes_and_reminds_once(noord):
    soon = noord.ask(deadline_on=noord.today + timedelta(days=2))
    noord.answer(soon, noord.mayors[0])
    for _night in range(2):
        tasks.every_night(timestamp=0)
    reminded = Notice.objects.filter(kind="questions.reminded").values_list("organisation_id", flat=True)
    assert sorted(reminded) == [board.pk for board in noord.boards[1:]]


def test_advice_counts_people_and_binds_nobody(noord):
    question = noord.ask(kind=Kind.ADVICE, quorum=1)
    noord.answer(question, noord.managers[0])
    with pytest.raises(Denied):
        noord.answer(question, noord.mayors[0])
    assert closed(question, noord).carried.label == "Ja"


# ── attacks ──────────────────────────────────────────────────────────────────
def test_nobody_of_the_support_point_gives_a_voice(noord):
    question = noord.ask()
    for adviser in (
        noord.adviser,
        a_person(noord.boards[0], "policy_maker"),
        a_person(noord.neighbour, "policy_maker", mandates=("vote",)),
    ):
        with pytest.raises(Denied):
            noord.answer(question, adviser)
    with pytest.raises(Refused, match="document"):
        noord.from_paper(question, noord.boards[0], noord.adviser, paper=False)
    for stranger in (noord.mayors[1], noord.managers[0]):
        with pytest.raises(Denied):
            noord.from_paper(question, noord.boards[0], stranger)
    with pytest.raises(Refused) as refused:
        noord.from_paper(question, noord.boards[0], noord.adviser, decided_on=noord.today - timedelta(days=400))
    assert "overtaken" in refused.value.codes
    voice = noord.from_paper(question, noord.boards[0], noord.adviser)
    assert (voice.is_from_paper, voice.organisation, voice.document.name) == (True, noord.boards[0], "besluit.txt")


def test_a_person_with_two_roles_has_one_voice(noord):
    both = a_person(noord.boards[0], "policy_maker", "ict_manager", mandates=("vote",))
    question = noord.ask()
    noord.answer(question, both)
    noord.answer(question, both)
    noord.answer(question, noord.mayors[0], "Nee")
    assert closed(question, noord).result == "no_quorum", "three answers of one board are one voice"


def test_who_advises_for_two_boards_has_one_voice(noord):
    question = noord.ask(kind=Kind.ADVICE, quorum=1)
    noord.answer(question, noord.managers[0])
    second = Membership.objects.create(
        person_id=noord.managers[0].person_id, organisation=noord.boards[1], valid_from=noord.today
    )
    elsewhere = a_person(noord.boards[1], "ict_manager")
    elsewhere = type(elsewhere)(**{**_as_data(elsewhere), "person_id": second.person_id})
    with pytest.raises(Refused, match="één stem"):
        noord.answer(question, elsewhere)


def _as_data(actor):
    return {name: getattr(actor, name) for name in actor.__slots__}


def test_nothing_is_answered_after_the_last_day(noord):
    question = noord.ask()
    late = question.deadline_on + timedelta(days=1)
    with pytest.raises(Refused, match="voorbij"):
        noord.answer(question, noord.mayors[0], today=late)
    with pytest.raises(Refused, match="na de laatste dag"):
        actions.record_voice_from_paper(
            voter_id=question.voters.first().pk,
            answer=Answer(option_id=None, decided_on=late),
            paper=Paper(name="b.txt", content=ContentFile(b"b")),
            now=noord.now,
            today=late,
            by=noord.adviser,
        )
    closed(question, noord)
    with pytest.raises(Refused):
        noord.from_paper(question, noord.boards[0], noord.adviser)


def test_a_board_that_left_reads_and_answers_no_more(noord):
    question = noord.ask()
    noord.leave(noord.boards[0])
    assert not access.visible_questions(noord.mayors[0], noord.today).exists()
    with pytest.raises(Denied):
        noord.answer(question, noord.mayors[0])


def test_the_database_itself_refuses(noord):
    question, other = noord.ask(), noord.ask(title="Anders", kind=Kind.ADVICE, quorum=1)
    voter = question.voters.get(organisation=noord.boards[0])
    voice = {
        "voter": voter,
        "organisation": noord.boards[0],
        "given_for": noord.boards[0],
        "given_by_id": noord.mayors[0].person_id,
        "given_at": noord.now,
        "decided_on": noord.today,
    }
    adviser = noord.adviser
    wrong = [
        ({"given_by_id": adviser.person_id}, "voice_by_mandate"),
        ({"given_by_id": noord.managers[0].person_id}, "voice_by_mandate"),
        ({"given_for_id": adviser.organisation_id}, "voice_by_the_board_itself"),
        ({"given_at": noord.now + timedelta(days=30)}, "voice_in_time"),
        ({"option": other.options.first()}, "voice_for_an_option"),
        ({"organisation": noord.boards[1], "given_for": noord.boards[1]}, "voice_of_its_board"),
    ]
    for changed, why in wrong:
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            Voice.objects.create(**(voice | changed))
    given = Voice.objects.create(**voice)
    for attack in (
        lambda: Voice.objects.filter(pk=given.pk).update(reason="anders"),
        lambda: Question.objects.filter(pk=question.pk).update(quorum=1),
        lambda: Option.objects.filter(question=question).update(label="Ja, altijd"),
        lambda: question.voters.first().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attack()
    Mandate.objects.filter(membership__person_id=noord.mayors[1].person_id).update(valid_to=noord.today)
    with pytest.raises(IntegrityError, match="voice_by_mandate"), transaction.atomic():
        Voice.objects.create(
            **(
                voice
                | {
                    "voter": question.voters.get(organisation=noord.boards[1]),
                    "organisation": noord.boards[1],
                    "given_for": noord.boards[1],
                    "given_by_id": noord.mayors[1].person_id,
                }
            )
        )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"text": ""}, "text_missing"),
        ({"options": ["Ja", " "]}, "few_options"),
        ({"options": ["Ja", "ja"]}, "same_options"),
        ({"options": [str(number) for number in range(13)]}, "many_options"),
        ({"quorum": 4}, "quorum"),
        ({"quorum": 0}, "quorum"),
    ],
)
def test_a_question_that_is_not_clear_is_refused(noord, changed, code):
    with pytest.raises(Refused) as refused:
        noord.ask(**changed)
    assert refused.value.codes == {code}
    with pytest.raises(Refused):
        noord.ask(deadline_on=noord.today)
    assert not Question.objects.exists()


# ── pages ────────────────────────────────────────────────────────────────────
def page(client, question, word=""):
    return client.get(f"/samenwerken/vragen/{question.pk}/{word}")


@pytest.mark.parametrize(
    ("shows", "sees_who", "sees_what"),
    [(Shows.NOTHING, False, False), (Shows.WHO, True, False), (Shows.ALL, True, True)],
)
def test_while_it_runs_all_see_what_was_agreed_and_nobody_more(noord, shows, sees_who, sees_what):
    question = noord.ask(shows=shows, majority=Majority.HALF)
    actions.give_voice(
        question_id=question.pk,
        answer=Answer(
            option_id=question.options.get(label="Nee").pk, decided_on=noord.today, reason="te duur voor ons"
        ),
        now=noord.now,
        today=noord.today,
        by=noord.mayors[0],
    )
    for client in (logged_in(noord.boards[1], "policy_maker"), logged_in(organisation_of(noord.adviser), "adviser")):
        text = page(client, question).content.decode()
        assert ("Wie antwoordde" in text) is sees_who
        assert ("te duur voor ons" in text) is sees_what
        assert ("tally-label" in text) is sees_what
        assert "1 van 3 besturen antwoordde" in text
    closed(question, noord)
    assert "te duur voor ons" in page(logged_in(noord.boards[1], "policy_maker"), question).content.decode()


def organisation_of(actor):
    return Organisation.objects.get(pk=actor.organisation_id)


def test_from_the_page_of_the_partnership_to_an_answer(noord):
    secretary = logged_in(noord.boards[0], "secretary", mandates=("vote",))
    group = f"/samenwerken/verbanden/{noord.group.pk}/"
    assert "Vragen aan de besturen" in secretary.get(group).content.decode()
    day = noord.today + timedelta(days=7)
    asked = {
        "title": "Samen telefonie?", "text": "Waarom wel", "kind": "decision", "options": "Ja\nNee", "deadline_on": f"{day:%Y-%m-%d}",
        "quorum": "9", "majority": "half", "shows": "who",
    }  # fmt: skip
    wrong = secretary.post(f"{group}vragen/nieuw/", asked)
    assert wrong.status_code == 422
    assert "Kies een getal van 1 tot 3" in wrong.content.decode()
    assert "Waarom wel" in wrong.content.decode(), "what was typed is kept"
    made = secretary.post(f"{group}vragen/nieuw/", asked | {"quorum": "2"}, follow=True)
    question = Question.objects.get()
    assert "Samen telefonie?" in made.content.decode()
    yes = question.options.get(label="Ja")
    assert secretary.post(f"/samenwerken/vragen/{question.pk}/antwoord/", {"option": "999"}).status_code == 422
    done = secretary.post(f"/samenwerken/vragen/{question.pk}/antwoord/", {"option": yes.pk, "reason": ""}, follow=True)
    assert "Uw antwoord is opgetekend" in done.content.decode()
    assert (
        "Samen telefonie?" in logged_in(noord.boards[1], "policy_maker", mandates=("vote",)).get("/").content.decode()
    )


def test_pages_are_for_people_within_the_partnership(noord):
    question = noord.ask()
    voter = question.voters.first()
    paths = [
        f"/samenwerken/vragen/{question.pk}/",
        f"/samenwerken/verbanden/{noord.group.pk}/vragen/nieuw/",
        f"/samenwerken/vragen/papier/{voter.pk}/",
    ]
    visitors = {
        "neighbour": logged_in(noord.neighbour, "policy_maker", "ict_manager", mandates=("vote",)),
        "supplier": logged_in(OrganisationFactory(supplier=True), "contact"),
        "clerk": logged_in(noord.boards[0], "clerk"),
        "helpdesk": logged_in(OrganisationFactory(support_point=True), "helpdesk_agent"),
    }
    for name, client in visitors.items():
        assert [client.get(path).status_code for path in paths] == [404, 404, 404], name
        for word in ("antwoord", "intrekken", "afsluiten"):
            assert client.post(f"/samenwerken/vragen/{question.pk}/{word}/", {"option": "none"}).status_code == 404, (
                name
            )
    mayor = logged_in(noord.boards[0], "policy_maker")
    assert [mayor.get(path).status_code for path in paths] == [200, 200, 404]
    assert mayor.post(f"/samenwerken/vragen/{question.pk}/antwoord/", {"option": "none"}).status_code == 404, (
        "no mandate"
    )
    adviser = logged_in(organisation_of(noord.adviser), "adviser")
    assert adviser.post(f"/samenwerken/vragen/{question.pk}/antwoord/", {"option": "none"}).status_code == 404
    assert not Voice.objects.exists()


@pytest.mark.parametrize("kind", Kind)
def test_the_page_asks_as_many_queries_for_more_voices(noord, kind, django_assert_num_queries):
    question = noord.ask(shows=Shows.ALL, kind=kind, quorum=1)
    people = noord.mayors if kind is Kind.DECISION else noord.managers
    client = logged_in(noord.boards[0], "policy_maker", "ict_manager", mandates=("vote",))
    noord.answer(question, people[0])
    page(client, question)
    with CaptureQueriesContext(connection) as once:
        page(client, question)
    for somebody in people[1:]:
        noord.answer(question, somebody)
    for board in noord.boards:
        a_person(board, "ict_manager")
    with django_assert_num_queries(len(once)):
        page(client, question)
