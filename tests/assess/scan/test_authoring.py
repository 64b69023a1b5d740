"""Writing a questionnaire: what may be done, by whom, and what stays."""

import pytest
from django.db import IntegrityError, transaction

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.models import DraftStep, QuestionnaireDraft, QuestionnaireVersion
from steunpunt.assess.scan.questionnaires import published, source_of
from steunpunt.assess.scan.questionnaires.changes import question_of
from steunpunt.assess.scan.questionnaires.content import Texts, new_question
from steunpunt.assess.scan.questionnaires.remarks import blocking, remarks
from steunpunt.assess.scan.rules import comparable_questions
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from tests.assess.scan.workbooks import a_workbook, changed, small_form
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import NOW, a_round

pytestmark = pytest.mark.django_db
NONE = Texts(nl="", en="", fr="")


@pytest.fixture
def support_point():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def adviser(support_point):
    return an_actor(support_point, "adviser")


@pytest.fixture
def version():
    return actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)


@pytest.fixture
def draft(version, adviser):
    return actions.start_draft(number="0.2", version_id=version.pk, now=NOW, by=adviser)


def content_of(draft):
    draft.refresh_from_db()
    return draft.content


def edited(draft, adviser, identifier, **changed):
    question = {**question_of(content_of(draft), identifier)[1], **changed}
    actions.edit_question(
        draft_id=draft.pk, identifier=identifier, question=question, domain="BEL", seen=None, now=NOW, by=adviser
    )


# ── starting ─────────────────────────────────────────────────────────────────
def test_a_new_version_takes_everything_over_and_compares_each_question_with_itself(draft, version):
    assert draft.based_on == version
    assert (draft.content["version"], draft.content["based_on"]) == ("0.2", "0.1")
    questions = [question for domain in draft.content["domains"] for question in domain["questions"]]
    assert len(questions) == 96
    assert all(question["comparable_with"] == question["id"] for question in questions)
    assert remarks(draft.content, published()) == []


def test_an_empty_questionnaire_keeps_the_facts_and_says_what_is_missing(adviser):
    draft = actions.start_draft(number="1.0", version_id=None, now=NOW, by=adviser)
    assert {remark.code for remark in remarks(draft.content, None)} == {"title_missing", "no_domains"}


@pytest.mark.parametrize(
    ("number", "code"), [(" ", "number_missing"), ("1" * 21, "number_long"), ("0.1", "number_taken")]
)
def test_a_number_that_cannot_be_is_refused_and_nothing_is_kept(version, adviser, number, code):
    told = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        actions.start_draft(number=number, version_id=version.pk, now=NOW, by=adviser)
    assert refused.value.codes == {code}
    assert not QuestionnaireDraft.objects.exists()
    assert Entry.objects.count() == told


# ── who ──────────────────────────────────────────────────────────────────────
def test_only_advisers_and_editors_of_the_support_point_write(draft, support_point):
    board = OrganisationFactory()
    for actor in (
        an_actor(support_point, "helpdesk_agent", "buyer", "finance"),
        an_actor(board, "ict_manager", "secretary", "adviser", "editor"),
        an_actor(support_point, "adviser", looking_in_id=7),
        an_actor(support_point, "adviser", scopes=frozenset({"scan:read"})),
    ):
        with pytest.raises(Denied):
            actions.add_question(draft_id=draft.pk, domain="BEL", now=NOW, by=actor)
        with pytest.raises(Denied):
            actions.import_workbook(content=a_workbook(small_form()), name="x.xlsx", now=NOW, by=actor)
        with pytest.raises(Denied):
            actions.publish_draft(draft_id=draft.pk, now=NOW, by=actor)
    assert not DraftStep.objects.exists()


def test_an_editor_prepares_and_an_adviser_publishes(draft, support_point, adviser):
    editor = an_actor(support_point, "editor")
    actions.add_question(draft_id=draft.pk, domain="BEL", now=NOW, by=editor)
    actions.undo_step(draft_id=draft.pk, now=NOW, by=editor)
    with pytest.raises(Denied):
        actions.publish_draft(draft_id=draft.pk, now=NOW, by=editor)
    assert actions.publish_draft(draft_id=draft.pk, now=NOW, by=adviser).number == "0.2"


def test_boards_see_versions_and_never_drafts(draft, version):
    board = OrganisationFactory()
    assert list(access.visible_versions(an_actor(board, "ict_manager"))) == [version]
    assert not access.visible_versions(an_actor(board, "clerk")).exists()
    assert not access.visible_versions(an_actor(OrganisationFactory(supplier=True), "contact")).exists()
    assert not access.visible_drafts(an_actor(board, "ict_manager", "secretary")).exists()


# ── changing ─────────────────────────────────────────────────────────────────
def test_a_domain_and_a_question_come_change_move_and_go_and_every_step_can_be_undone(draft, adviser):
    before = draft.content
    common = {"draft_id": draft.pk, "now": NOW, "by": adviser}
    actions.add_domain(code="TST", text=Texts(nl="Test", en="Test", fr="Test"), **common)
    code = actions.add_question(domain="TST", **common)
    question = new_question(code)
    question["text"] = Texts(nl="Wat?", en="What?", fr="Quoi ?")
    empty = Texts(nl="", en="", fr="")
    question["options"] = [
        {"code": "", "level": level, "text": Texts(nl=str(level), en="", fr=""), "explanation": empty}
        for level in (0, 5, 5)
    ] + [{"code": "", "level": 3, "text": empty, "explanation": empty}]
    actions.edit_question(identifier=code, question=question, domain="TST", seen=None, **common)
    kept = question_of(content_of(draft), code)[1]["options"]
    assert [(option["code"], option["level"]) for option in kept] == [("a0", 0), ("a5", 5), ("a5_2", 5)]
    actions.move_domain(code="TST", step=-1, **common)
    actions.move_question(identifier="BEL02", step=-1, **common)
    actions.edit_domain(code="TST", new_code="TEST", text=Texts(nl="T", en="T", fr="T"), **common)
    actions.remove_question(identifier="BEL01", **common)
    actions.remove_domain(code="KOS", **common)
    actions.edit_heading(title=Texts(nl="S", en="S", fr="S"), number="2.0", **common)
    codes = [domain["code"] for domain in content_of(draft)["domains"]]
    assert codes[-2:] == ["TEST", "SAM"]
    assert [question["id"] for question in draft.content["domains"][0]["questions"]][:2] == ["BEL02", "BEL03"]
    steps = DraftStep.objects.count()
    assert steps == 9
    while actions.undo_step(draft_id=draft.pk, now=NOW, by=adviser):
        pass
    assert content_of(draft) == before
    assert DraftStep.objects.count() == steps


def test_saving_what_did_not_change_is_no_step(draft, adviser):
    edited(draft, adviser, "BEL01")
    assert not DraftStep.objects.exists()


def test_a_colleagues_change_is_not_overwritten(draft, adviser):
    question = question_of(draft.content, "BEL01")[1]
    seen = digest_of(question)
    edited(draft, adviser, "BEL01", weight=3)
    with pytest.raises(Refused) as refused:
        actions.edit_question(
            draft_id=draft.pk,
            identifier="BEL01",
            question={**question, "weight": 1},
            domain="BEL",
            seen=seen,
            now=NOW,
            by=adviser,
        )
    assert refused.value.codes == {"changed_meanwhile"}
    assert question_of(content_of(draft), "BEL01")[1]["weight"] == 3


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"id": "BEL02"}, "code_taken"),
        ({"id": "met spatie"}, "code_wrong"),
        ({"id": "met_wie"}, "code_taken"),
        ({"weight": 0}, "weight_wrong"),
        ({"who": ["provincie"]}, "who_wrong"),
        ({"tags": {"GG": 4, "GO": 0, "OO": 0, "PZ": 0}}, "tag_wrong"),
        ({"text": {"nl": "x" * 2_001, "en": "", "fr": ""}}, "text_long"),
        ({"options": [{"code": "wn", "level": 1, "text": Texts(nl="x", en="", fr=""), "explanation": NONE}]}, "option_wrong"),
        ({"options": [{"code": "a6", "level": 6, "text": Texts(nl="x", en="", fr=""), "explanation": NONE}]}, "level_wrong"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_is_refused_and_nothing_is_kept(draft, adviser, wrong, code):
    with pytest.raises(Refused) as refused:
        edited(draft, adviser, "BEL01", **wrong)
    assert refused.value.codes == {code}
    assert not DraftStep.objects.exists()


def test_what_is_gone_is_said_to_be_gone(draft, adviser):
    common = {"draft_id": draft.pk, "now": NOW, "by": adviser}
    for work in (
        lambda: actions.remove_question(identifier="ZZZ", **common),
        lambda: actions.move_domain(code="ZZZ", step=1, **common),
        lambda: actions.add_question(domain="ZZZ", **common),
    ):
        with pytest.raises(Refused) as refused:
            work()
        assert refused.value.codes == {"gone"}


# ── publishing ───────────────────────────────────────────────────────────────
def test_a_draft_with_gaps_is_not_published(draft, adviser):
    actions.add_question(draft_id=draft.pk, domain="BEL", now=NOW, by=adviser)
    with pytest.raises(Refused) as refused:
        actions.publish_draft(draft_id=draft.pk, now=NOW, by=adviser)
    assert refused.value.codes == {"not_ready"}
    assert QuestionnaireVersion.objects.count() == 1


def test_a_published_version_never_changes_and_says_what_is_comparable(draft, adviser, version):
    edited(draft, adviser, "BEL01", id="BEL11", comparable_with="BEL01")
    edited(draft, adviser, "BEL02", id="BEL12", comparable_with="")
    made = actions.publish_draft(draft_id=draft.pk, now=NOW, by=adviser)
    questionnaire = queries.questionnaire_of_version(made)
    assert questionnaire.based_on == "0.1"
    versions = queries.versions_by_number()
    compared = comparable_questions(questionnaire, versions["0.1"], versions)
    assert (compared["BEL11"], "BEL12" in compared, compared["BEL03"], len(compared)) == ("BEL01", False, "BEL03", 95)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionnaireVersion.objects.filter(pk=made.pk).update(number="9")
    with pytest.raises(Refused) as refused:
        actions.add_question(draft_id=draft.pk, domain="BEL", now=NOW, by=adviser)
    assert refused.value.codes == {"published"}
    again = actions.start_draft(number="0.3", version_id=made.pk, now=NOW, by=adviser)
    third = actions.publish_draft(draft_id=again.pk, now=NOW, by=adviser)
    versions = queries.versions_by_number()
    through = comparable_questions(queries.questionnaire_of_version(third), versions["0.1"], versions)
    assert (through["BEL11"], len(through)) == ("BEL01", 95)
    assert comparable_questions(versions["0.1"], versions["0.2"], versions) == {}


def test_a_code_is_not_used_again_for_another_question(draft, adviser):
    edited(draft, adviser, "BEL01", comparable_with="")
    edited(draft, adviser, "BEL02", comparable_with="BEL03")
    found = blocking(remarks(content_of(draft), published()))
    assert [(remark.code, remark.question or remark.detail) for remark in found] == [
        ("comparable_twice", "BEL03"),
        ("id_reused", "BEL01"),
        ("id_reused", "BEL02"),
    ]


def test_advice_names_what_can_be_published_but_should_be_looked_at(draft, adviser):
    options = [option for option in question_of(draft.content, "BEL01")[1]["options"] if option["level"] != 0]
    edited(draft, adviser, "BEL01", weight=4, options=options[::-1], tags={"GG": 0, "GO": 0, "OO": 0, "PZ": 0})
    found = remarks(content_of(draft), published())
    assert blocking(found) == []
    assert [remark.code for remark in found] == [
        "levels_not_rising",
        "level_gap",
        "heavy",
        "no_tags",
        "answers_changed",
    ]


def test_a_draft_put_aside_comes_back_and_is_not_written_in_meanwhile(draft, adviser):
    actions.put_draft_aside(draft_id=draft.pk, now=NOW, by=adviser)
    with pytest.raises(Refused) as refused:
        actions.add_question(draft_id=draft.pk, domain="BEL", now=NOW, by=adviser)
    assert refused.value.codes == {"put_aside"}
    actions.take_draft_up(draft_id=draft.pk, by=adviser)
    actions.take_draft_up(draft_id=draft.pk, by=adviser)
    assert actions.add_question(draft_id=draft.pk, domain="BEL", now=NOW, by=adviser) == "BEL09"


def test_a_draft_cannot_be_both_published_and_put_aside(draft, version):
    with pytest.raises(IntegrityError, match="draft_published_is_not_put_aside"), transaction.atomic():
        QuestionnaireDraft.objects.update(published_as=version, put_aside_at=NOW)


def test_a_version_published_from_a_draft_starts_a_round(draft, adviser):
    actions.publish_draft(draft_id=draft.pk, now=NOW, by=adviser)
    board = OrganisationFactory()
    round_ = a_round(board)
    assert round_.scans.get().asked == 95


# ── workbooks ────────────────────────────────────────────────────────────────
def test_a_workbook_becomes_a_draft_beside_the_others(draft, adviser):
    reading, made = actions.import_workbook(content=a_workbook(small_form()), name="net.xlsx", now=NOW, by=adviser)
    assert (reading.errors, reading.questions) == ([], 1)
    assert made.content["version"] == "1.0"
    assert QuestionnaireDraft.objects.count() == 2
    assert actions.publish_draft(draft_id=made.pk, now=NOW, by=adviser).number == "1.0"


def test_a_broken_workbook_keeps_nothing(adviser):
    told = Entry.objects.count()
    reading, made = actions.import_workbook(content=changed("choices", 3, 6, 8), name="net.xlsx", now=NOW, by=adviser)
    assert (made, [fault.code for fault in reading.errors]) == (None, ["level_wrong"])
    assert not QuestionnaireDraft.objects.exists()
    assert Entry.objects.count() == told
