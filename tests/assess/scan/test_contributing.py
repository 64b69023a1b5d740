"""Asking a colleague: who is asked, who sees what, what is taken over, what is to be discussed."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from steunpunt.assess.scan import access, actions, listeners
from steunpunt.assess.scan.facts import ColleagueAsked, ColleagueDone
from steunpunt.assess.scan.models import Answer, BoardFact, Contribution, HelpRequest, Scan
from steunpunt.assess.scan.queries import contributions
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules import contributing
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member
from tests.factories.scan import NOW, TODAY, a_scan, an_adviser

QUESTION = published().questions["BEL01"]
LOW = min(QUESTION.options, key=lambda option: option.level).code
HIGH = max(QUESTION.options, key=lambda option: option.level).code
ELSEWHERE = next(code for code, question in published().questions.items() if question.domain != "BEL")


# ── rules ────────────────────────────────────────────────────────────────────
def test_two_levels_apart_is_to_be_discussed_and_not_knowing_never():
    by_level = {option.level: option.code for option in QUESTION.options}
    lowest = min(by_level)
    for level, code in by_level.items():
        assert contributing.is_to_discuss(QUESTION, by_level[lowest], code) == (level - lowest >= 2)
    assert not contributing.is_to_discuss(QUESTION, "wn", HIGH)


def test_a_colleague_is_reminded_the_day_before_or_else_on_the_day():
    due = [contributing.is_reminder_due(TODAY + timedelta(days=days), TODAY) for days in (2, 1, 0, -1)]
    assert due == [False, True, True, False]


# ── actions ──────────────────────────────────────────────────────────────────
@pytest.fixture
def scan(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return a_scan()


@pytest.fixture
def colleague(scan):
    return a_member(scan.organisation)


@pytest.fixture
def filler(scan):
    return acting(scan.organisation, a_member(scan.organisation, "ict_manager"), "ict_manager")


def acting(organisation, person, *roles, **changed):
    return an_actor(organisation, *roles, person_id=person.pk, person_name=person.name, **changed)


def ask(scan, colleague, by, **changed):
    given = {"domain": "BEL", "message": "Weet jij dit?", "due_on": TODAY + timedelta(days=5)} | changed
    return actions.ask_colleague(scan_id=scan.pk, colleague_id=colleague.pk, **given, now=NOW, today=TODAY, by=by)


def answer(asked, by, **changed):
    given = {"question": "BEL01", "answer": HIGH, "explanation": "", "seen_revision": 0} | changed
    return actions.contribute(request_id=asked.pk, **given, now=NOW, today=TODAY, by=by)


def take(row, by, seen=0):
    return actions.take_over(contribution_id=row.pk, seen_revision=seen, now=NOW, today=TODAY, by=by)


def test_a_colleague_is_asked_answers_and_the_board_takes_it_over(scan, colleague, filler):
    asked = ask(scan, colleague, filler)
    row = answer(asked, acting(scan.organisation, colleague), explanation="Nagekeken")
    assert not Answer.objects.exists(), "the colleague answers apart"
    actions.finish_contributing(request_id=asked.pk, now=NOW, today=TODAY, by=acting(scan.organisation, colleague))
    take(row, filler)
    kept = Answer.objects.get()
    assert (kept.answer, kept.explanation, kept.answered_by_id) == (HIGH, "Nagekeken", filler.person_id)
    facts = Entry.objects.filter(fact__startswith="scan.co").order_by("pk").values_list("fact", flat=True)
    assert list(facts) == [
        "scan.colleague_asked", "scan.contribution_given", "scan.colleague_done", "scan.contribution_taken_over",
    ]  # fmt: skip


def test_taking_over_never_overwrites_unseen_and_keeps_the_own_explanation(scan, colleague, filler):
    row = answer(ask(scan, colleague, filler), acting(scan.organisation, colleague))
    for text in ("eerst", "dan"):
        actions.save_answer(
            scan_id=scan.pk, question="BEL01", answer=LOW, explanation=text, now=NOW, today=TODAY, by=filler
        )
    with pytest.raises(Refused) as refused:
        take(row, filler, seen=1)
    assert refused.value.codes == {"changed_meanwhile"}
    assert Answer.objects.get().answer == LOW
    assert not Entry.objects.filter(fact="scan.contribution_taken_over").exists()
    take(row, filler, seen=2)
    assert (Answer.objects.get().answer, Answer.objects.get().explanation) == (HIGH, "dan")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"domain": "XXX"}, "unknown_domain"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_past"),
        ({"due_on": TODAY + timedelta(days=300)}, "due_late"),
        ({"message": "x" * 1001}, "too_long"),
    ],
)
def test_what_cannot_be_asked(scan, colleague, filler, changed, code):
    with pytest.raises(Refused) as refused:
        ask(scan, colleague, filler, **changed)
    assert refused.value.codes == {code}
    assert not HelpRequest.objects.exists()


def test_only_somebody_else_of_the_board_is_asked_and_once_at_a_time(scan, colleague, filler):
    class Oneself:
        pk = filler.person_id

    for person, code in ((a_member(OrganisationFactory()), "not_a_colleague"), (Oneself, "oneself")):
        with pytest.raises(Refused) as refused:
            ask(scan, person, filler)
        assert refused.value.codes == {code}
    ask(scan, colleague, filler)
    with pytest.raises(Refused) as refused:
        ask(scan, colleague, filler)
    assert refused.value.codes == {"asked_already"}
    assert ask(scan, colleague, filler, domain="LEV").is_open


def test_what_cannot_be_answered(scan, colleague, filler):
    asked, by = ask(scan, colleague, filler), acting(scan.organisation, colleague)
    for changed, code in (
        ({"question": ELSEWHERE, "answer": "wn"}, "unknown_question"),
        ({"answer": "zomaar"}, "unknown_answer"),
        ({"explanation": "x" * 2001}, "too_long"),
        ({"seen_revision": 3}, "changed_meanwhile"),
    ):
        with pytest.raises(Refused) as refused:
            answer(asked, by, **changed)
        assert refused.value.codes == {code}
    with pytest.raises(Refused) as refused:
        actions.finish_contributing(request_id=asked.pk, now=NOW, today=TODAY, by=by)
    assert refused.value.codes == {"nothing_answered"}
    assert not Contribution.objects.exists()


def test_answering_the_same_twice_is_once_and_after_done_nothing_changes(scan, colleague, filler):
    asked, by = ask(scan, colleague, filler), acting(scan.organisation, colleague)
    answer(asked, by)
    assert answer(asked, by, seen_revision=0).revision == 1
    assert answer(asked, by, answer=LOW, seen_revision=1).revision == 2
    actions.finish_contributing(request_id=asked.pk, now=NOW, today=TODAY, by=by)
    with pytest.raises(Refused) as refused:
        answer(asked, by, seen_revision=2)
    assert refused.value.codes == {"done"}
    assert ask(scan, colleague, filler).is_open, "the board can ask again"


def test_withdrawn_is_gone_for_the_colleague_and_what_was_answered_stays(scan, colleague, filler):
    asked, by = ask(scan, colleague, filler), acting(scan.organisation, colleague)
    row = answer(asked, by)
    actions.withdraw_help_request(request_id=asked.pk, now=NOW, by=filler)
    with pytest.raises(HelpRequest.DoesNotExist):
        answer(asked, by, answer=LOW, seen_revision=1)
    with pytest.raises(Refused):
        actions.withdraw_help_request(request_id=asked.pk, now=NOW, by=filler)
    assert take(row, filler).revision == 1


def test_a_submitted_scan_takes_nothing_any_more(scan, colleague, filler):
    asked, by = ask(scan, colleague, filler), acting(scan.organisation, colleague)
    Scan.objects.update(state="submitted", submitted_at=NOW, submitted_by_id=1)
    for attempt in (lambda: answer(asked, by), lambda: ask(scan, colleague, filler, domain="LEV")):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.codes == {"submitted"}


# ── who ──────────────────────────────────────────────────────────────────────
def test_nobody_without_business_sees_or_does_anything(scan, colleague, filler):
    asked = ask(scan, colleague, filler)
    row = answer(asked, acting(scan.organisation, colleague))
    neighbour, supplier = OrganisationFactory(), OrganisationFactory(supplier=True)
    others = {
        "neighbour": acting(neighbour, a_member(neighbour, "ict_manager"), "ict_manager"),
        "supplier": acting(supplier, a_member(supplier, "contact"), "contact", "ict_manager"),
        "adviser": an_adviser(),
        "colleague without request": acting(scan.organisation, a_member(scan.organisation, "clerk"), "clerk"),
        "the colleague for another board": acting(neighbour, colleague),
        "looking in as the colleague": acting(scan.organisation, colleague, looking_in_id=7),
        "looking in as who fills in": an_actor(
            scan.organisation, "ict_manager", person_id=filler.person_id, looking_in_id=7
        ),
    }
    seen = {
        name: access.visible_help_requests(by).exists() or access.answerable_help_requests(by).exists()
        for name, by in others.items()
    }
    assert seen == dict.fromkeys(others, False)
    for by in others.values():
        for attempt in (
            lambda by=by: ask(scan, colleague, by, domain="LEV"),
            lambda by=by: answer(asked, by, answer=LOW, seen_revision=1),
            lambda by=by: actions.finish_contributing(request_id=asked.pk, now=NOW, today=TODAY, by=by),
            lambda by=by: actions.withdraw_help_request(request_id=asked.pk, now=NOW, by=by),
            lambda by=by: take(row, by),
        ):
            with pytest.raises((Denied, HelpRequest.DoesNotExist, Contribution.DoesNotExist, Scan.DoesNotExist)):
                attempt()
    assert (HelpRequest.objects.count(), Contribution.objects.get().answer, Answer.objects.count()) == (1, HIGH, 0)


def test_who_asked_does_not_answer_for_the_colleague_and_the_colleague_asks_and_takes_nothing(scan, colleague, filler):
    asked, by = ask(scan, colleague, filler), acting(scan.organisation, colleague)
    with pytest.raises(HelpRequest.DoesNotExist):
        answer(asked, filler)
    row = answer(asked, by)
    with pytest.raises(Contribution.DoesNotExist):
        take(row, by)
    with pytest.raises(Scan.DoesNotExist):
        ask(scan, a_member(scan.organisation), by)


def test_a_key_for_reading_answers_nothing(scan, colleague, filler):
    asked = ask(scan, colleague, filler)
    with pytest.raises(Denied):
        answer(asked, acting(scan.organisation, colleague, scopes=frozenset({"scan:read"})))


@pytest.mark.parametrize("changed", [{"done_at": NOW, "withdrawn_at": NOW}, {"asked_by_id": 5, "colleague_id": 5}])
def test_the_database_keeps_requests_true(scan, colleague, filler, changed):
    asked = ask(scan, colleague, filler)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.filter(pk=asked.pk).update(**changed)


def test_the_database_keeps_one_open_request_and_one_answer(scan, colleague, filler):
    asked = ask(scan, colleague, filler)
    row = answer(asked, acting(scan.organisation, colleague))
    for again in (asked, row):
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.update(answer="")


# ── told and reminded ────────────────────────────────────────────────────────
def told(asked):
    fact = {"organisation_id": asked.scan.organisation_id, "scan_id": asked.scan_id, "request_id": asked.pk}
    listeners.tell_colleague(ColleagueAsked(**fact, domain=asked.domain, due_on=asked.due_on))
    listeners.tell_asker(ColleagueDone(**fact, domain=asked.domain))


def test_the_colleague_is_told_with_a_link_and_the_asker_when_it_is_done(scan, colleague, filler):
    asked = ask(scan, colleague, filler)
    told(asked)
    notices = {row.person_id: (row.url, row.detail) for row in Notice.objects.order_by("pk")}
    assert notices == {
        colleague.pk: (f"/scan/bijdragen/{asked.pk}/", "Weet jij dit?"),
        filler.person_id: (f"/scan/{scan.pk}/domein/BEL/", ""),
    }


def test_who_left_or_was_withdrawn_is_not_told(scan, colleague, filler):
    asked = ask(scan, colleague, filler)
    Membership.objects.filter(person=colleague).update(valid_to=TODAY - timedelta(days=1))
    told(asked)
    other = ask(scan, a_member(scan.organisation), filler)
    actions.withdraw_help_request(request_id=other.pk, now=NOW, by=filler)
    listeners.tell_colleague(
        ColleagueAsked(
            organisation_id=scan.organisation_id, scan_id=scan.pk, request_id=other.pk, domain="BEL", due_on=TODAY
        )
    )
    assert set(Notice.objects.values_list("person_id", flat=True)) == {filler.person_id}


def test_a_reminder_goes_out_once_the_day_before(scan, colleague, filler):
    ask(scan, colleague, filler)
    sent = [
        actions.remind_colleagues(now=NOW, today=TODAY + timedelta(days=days), by=PLATFORM) for days in (0, 3, 4, 4, 5)
    ]
    assert sent == [0, 0, 1, 0, 0]


def test_nobody_is_reminded_of_a_scan_that_was_submitted(scan, colleague, filler):
    ask(scan, colleague, filler)
    Scan.objects.update(state="submitted", submitted_at=NOW, submitted_by_id=1)
    assert actions.remind_colleagues(now=NOW, today=TODAY + timedelta(days=4), by=PLATFORM) == 0


# ── pages ────────────────────────────────────────────────────────────────────
def browser(client, person_id):
    from steunpunt.foundation.people.models import Person

    client.force_login(Person.objects.get(pk=person_id))
    return client


def test_the_pages_ask_answer_take_over_and_discuss(scan, colleague, filler, client):
    path = f"/scan/{scan.pk}/domein/BEL/"
    browser(client, filler.person_id)
    sent = {"colleague": colleague.pk, "due_on": "2011-04-10", "message": "<b>Kan jij?</b>"}
    wrong = client.post(path + "collega/", sent | {"due_on": "2010-01-01"})
    assert wrong.status_code == 422
    assert "Kan jij?" in wrong.content.decode(), "what was typed is kept"
    assert client.post(path + "collega/", sent).status_code == 302
    asked = HelpRequest.objects.get()

    browser(client, colleague.pk)
    assert client.get(path).status_code == 404
    home = f"/scan/bijdragen/{asked.pk}/"
    page = client.get(home).content.decode()
    assert "&lt;b&gt;Kan jij?&lt;/b&gt;" in page
    assert ELSEWHERE not in page
    assert home in client.get("/").content.decode(), "it waits on the cockpit"
    assert client.post(home, {"do": "done"}).status_code == 422
    assert client.post(home, {"q_BEL01": HIGH, "r_BEL01": "0", "x_BEL01": "Zeker", "do": "done"}).status_code == 302
    assert "disabled" in client.get(home).content.decode()
    assert client.get(f"/scan/{scan.pk}/te-bespreken/").status_code == 404

    browser(client, filler.person_id)
    client.post(path, {"q_BEL01": LOW, "r_BEL01": "0"})
    page = client.get(path).content.decode()
    row = Contribution.objects.get()
    take_path = f"/scan/{scan.pk}/overnemen/{row.pk}/"
    assert colleague.name in page
    assert take_path in page
    assert f"/scan/{scan.pk}/te-bespreken/" in client.get(f"/scan/{scan.pk}/").content.decode()
    assert "Zeker" in client.get(f"/scan/{scan.pk}/te-bespreken/").content.decode()
    assert (
        "Over 1 antwoord staan u en een collega ver uit elkaar"
        in client.get(f"/scan/{scan.pk}/indienen/").content.decode()
    )
    answered = client.post(take_path, {"r_BEL01": "1", "q_BEL02": "wn", "r_BEL02": "0"})
    assert answered["Location"] == f"{path}#BEL01"
    assert dict(Answer.objects.values_list("question", "answer")) == {"BEL01": HIGH, "BEL02": "wn"}
    assert "Zeker" not in client.get(f"/scan/{scan.pk}/te-bespreken/").content.decode()


def test_asking_about_the_board_itself_reads_as_a_sentence(scan, colleague, filler, client):
    browser(client, filler.person_id)
    page = client.get(f"/scan/{scan.pk}/domein/facts/collega/").content.decode()
    assert "Uw collega ziet wat u over de gegevens van uw bestuur vraagt" in page
    asked = ask(scan, colleague, filler, domain="facts")
    told(asked)
    assert Notice.objects.order_by("pk")[0].title.endswith(": de gegevens van uw bestuur")
    browser(client, colleague.pk)
    assert "De gegevens van uw bestuur" in client.get(f"/scan/bijdragen/{asked.pk}/").content.decode()


def test_an_explanation_without_an_answer_is_said_and_stays_on_the_page(scan, colleague, filler, client):
    asked = ask(scan, colleague, filler)
    page = browser(client, colleague.pk).post(
        f"/scan/bijdragen/{asked.pk}/", {"x_BEL01": "Ik twijfel", "q_BEL02": "wn", "r_BEL02": "0", "do": "done"}
    )
    assert page.status_code == 422
    assert "Ik twijfel" in page.content.decode()
    assert list(Contribution.objects.values_list("question", flat=True)) == ["BEL02"]
    assert HelpRequest.objects.get().is_open


def test_the_enter_key_never_takes_over(scan, colleague, filler, client):
    answer(ask(scan, colleague, filler), acting(scan.organisation, colleague))
    page = browser(client, filler.person_id).get(f"/scan/{scan.pk}/domein/BEL/").content.decode()
    form = page[page.index("data-autosave") :]
    assert "formaction" in form
    assert "formaction" not in form[: form.index("<button") + 100]


def test_withdrawing_from_the_page(scan, colleague, filler, client):
    asked = ask(scan, colleague, filler)
    browser(client, filler.person_id)
    assert client.post(f"/scan/bijdragen/{asked.pk}/intrekken/").status_code == 302
    assert client.get(f"/scan/{scan.pk}/domein/BEL/collega/").status_code == 200
    assert browser(client, colleague.pk).get(f"/scan/bijdragen/{asked.pk}/").status_code == 404


def test_the_pages_ask_the_same_queries_however_many_answered(scan, filler, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    paths = [f"/scan/{scan.pk}/{rest}" for rest in ("", "domein/BEL/", "domein/BEL/collega/", "te-bespreken/")]
    browser(client, filler.person_id)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            person = a_member(scan.organisation)
            answer(ask(scan, person, filler), acting(scan.organisation, person))
        for path in paths:
            client.get(path)
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


# ── one question, one figure ─────────────────────────────────────────────────
def test_one_question_is_asked_and_nothing_else_of_the_domain_is_answered(scan, colleague, filler):
    asked = ask(scan, colleague, filler, questions=["BEL02", "BEL01"])
    assert asked.questions == ["BEL01", "BEL02"], "in the order of the screen"
    by = acting(scan.organisation, colleague)
    assert answer(asked, by).question == "BEL01"
    with pytest.raises(Refused):
        answer(asked, by, question="BEL03")


def test_a_question_of_another_domain_is_not_asked_and_nothing_twice(scan, colleague, filler):
    with pytest.raises(Refused):
        ask(scan, colleague, filler, questions=[ELSEWHERE])
    ask(scan, colleague, filler, questions=["BEL01", "BEL02"])
    ask(scan, colleague, filler, questions=["BEL03"])
    with pytest.raises(Refused):
        ask(scan, colleague, filler, questions=["BEL02"])
    ask(scan, colleague, filler)
    with pytest.raises(Refused):
        ask(scan, colleague, filler, questions=["BEL04"])
    assert [row.questions for row in HelpRequest.objects.order_by("pk")] == [["BEL01", "BEL02"], ["BEL03"], []]


def asked_figure(scan, colleague, filler):
    return ask(scan, colleague, filler, domain="facts", questions=["p_users"])


def test_a_message_about_one_figure_reads_as_a_sentence_in_the_language_of_the_colleague(scan, colleague, filler):
    Person.objects.filter(pk=colleague.pk).update(language="fr")
    told(asked_figure(scan, colleague, filler))
    title = Notice.objects.order_by("pk")[0].title
    assert (
        "vous pose une question pour le scan, pour le 06/04/2011\u00a0: Nombre d’utilisateurs d’un ordinateur" in title
    )


def test_a_figure_of_the_board_is_asked_answered_and_taken_over(scan, colleague, filler):
    asked = asked_figure(scan, colleague, filler)
    by = acting(scan.organisation, colleague)
    for typed in ("", "veel", "-3"):
        with pytest.raises(Refused):
            answer(asked, by, question="p_users", answer=typed)
    with pytest.raises(Refused):
        answer(asked, by, question="p_staff_fte", answer="3")
    row = answer(asked, by, question="p_users", answer="1.250", explanation="Uit de lijst van postbussen")
    assert (row.answer, BoardFact.objects.filter(fact="p_users").exists()) == ("1250", False)
    actions.take_over(contribution_id=row.pk, seen_revision=None, seen_fact=[""], now=NOW, today=TODAY, by=filler)
    assert BoardFact.objects.get(fact="p_users").number == 1250


def test_a_figure_is_not_taken_over_what_a_colleague_filled_in_meanwhile(scan, colleague, filler):
    row = answer(
        asked_figure(scan, colleague, filler),
        acting(scan.organisation, colleague),
        question="p_users",
        answer="12",
    )
    actions.save_board_fact(scan_id=scan.pk, fact="p_users", typed="1250", now=NOW, today=TODAY, by=filler)

    def taken(*seen):
        return actions.take_over(
            contribution_id=row.pk, seen_revision=None, seen_fact=seen, now=NOW, today=TODAY, by=filler
        )

    with pytest.raises(Refused):
        taken("", "9")
    assert BoardFact.objects.get(fact="p_users").number == 1250
    taken("", "1.250")
    assert BoardFact.objects.get(fact="p_users").number == 12


def test_two_figures_that_differ_are_to_be_discussed(scan, colleague, filler):
    row = answer(
        asked_figure(scan, colleague, filler), acting(scan.organisation, colleague), question="p_users", answer="9"
    )
    given = contributions.given_answers(scan, filler, {}, language="nl")
    assert [item.contribution.pk for item in given["p_users"]] == [row.pk]
    found = [contributions.differences(scan, {"p_users": board}, given, language="nl") for board in ("9", "12")]
    assert [[item.code for item in items] for items in found] == [[], ["p_users"]]


def test_the_colleague_sees_only_that_question_or_figure(scan, colleague, filler, client):
    client.force_login(colleague)
    one = ask(scan, colleague, filler, questions=["BEL02"])
    page = client.get(reverse("scan:contribute", args=[one.pk])).content.decode()
    assert ('name="q_BEL02"' in page, 'name="q_BEL01"' in page) == (True, False)
    figure = reverse("scan:contribute", args=[asked_figure(scan, colleague, filler).pk])
    page = client.get(figure).content.decode()
    assert ('name="q_p_users"' in page, "p_staff_fte" in page) == (True, False)
    assert "vraagt u één gegeven voor de scan van" in page
    assert re.findall(r'name="do" value="(\w+)"', page) == ["done"], "there is nothing to go on with later"
    refused = client.post(figure, {"q_p_users": "veel", "x_p_users": "Ik denk", "r_p_users": "0", "do": "save"})
    assert (refused.status_code, 'value="veel"' in refused.content.decode()) == (422, True)
    kept = client.post(figure, {"q_p_users": "12", "x_p_users": "", "r_p_users": "0", "do": "done"})
    assert (kept.status_code, Contribution.objects.get().answer) == (302, "12")
    page = client.get(figure).content.decode()
    assert "Zou u nu anders antwoorden?" in page
    assert "Antwoord op wat u weet" not in page


def test_a_link_at_the_question_opens_the_form_with_it_ticked(scan, colleague, client):
    client.force_login(a_member(scan.organisation, "ict_manager"))
    page = client.get(reverse("scan:domain", args=[scan.pk, "BEL"])).content.decode()
    link = reverse("scan:ask", args=[scan.pk, "BEL"]) + "?vraag=BEL02"
    assert link in page
    form = client.get(link).content.decode()
    assert [
        code
        for code in ("BEL01", "BEL02")
        if f'value="{code}" id' in form and f'value="{code}" id="id_questions_' in form
    ] == [
        "BEL01",
        "BEL02",
    ]
    assert form.count(" checked") == 1
    facts = client.get(reverse("scan:facts", args=[scan.pk])).content.decode()
    figure = reverse("scan:ask", args=[scan.pk, "facts"]) + "?vraag=p_users"
    assert figure in facts
    asked = {"colleague": colleague.pk, "questions": ["p_users"], "due_on": TODAY.isoformat(), "message": ""}
    assert client.post(figure, asked)["Location"] == reverse("scan:facts", args=[scan.pk])
    assert HelpRequest.objects.get().questions == ["p_users"]
    assert colleague.name in client.get(reverse("scan:facts", args=[scan.pk])).content.decode()
