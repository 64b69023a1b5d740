"""What a draft asks about the board itself, and its lists of choices: in the browser and in the workbook by the same rules."""

import pytest
from django.urls import reverse
from pyxform.xls2xform import convert

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.models import DraftStep, QuestionnaireVersion
from steunpunt.assess.scan.questionnaires import asked, published, source_of
from steunpunt.assess.scan.questionnaires.changes import domain_objections, question_objections, question_of
from steunpunt.assess.scan.questionnaires.content import ChoiceContent, FactContent, Texts, content_of
from steunpunt.assess.scan.questionnaires.reading import read_workbook
from steunpunt.assess.scan.questionnaires.remarks import remarks
from steunpunt.assess.scan.questionnaires.writing import workbook_of
from steunpunt.assess.scan.rules.facts import PARTS
from steunpunt.foundation.acting import Denied, Refused
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import NOW


def said(words):
    return Texts(nl=words, en=words, fr=words)


def a_fact(identifier="p_printers", kind="integer", **changed):
    fact = FactContent(id=identifier, kind=kind, list="", required=False, text=said("Aantal printers"))
    return {**fact, **changed}


def a_choice(code, words="Keuze"):
    return ChoiceContent(code=code, text=said(words))


@pytest.fixture
def content():
    return content_of(source_of())


@pytest.fixture
def support_point(db):
    return OrganisationFactory(support_point=True)


@pytest.fixture
def writer(support_point):
    return an_actor(support_point, "adviser")


@pytest.fixture
def draft(writer):
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    return actions.start_draft(number="0.2", version_id=version.pk, now=NOW, by=writer)


@pytest.fixture
def adviser(as_somebody, support_point):
    return as_somebody(support_point, "adviser")


def page_of(draft):
    return reverse("scan:draft_asked", args=[draft.pk])


def text(response):
    return response.content.decode()


def codes_of(objections):
    return [code for code, _detail in objections]


# ── one place decides ────────────────────────────────────────────────────────
FACTS_THAT_CANNOT_BE = [
    (a_fact("met spatie"), "code_wrong", "name_wrong"),
    (a_fact("p_sites"), "code_taken", "name_twice"),
    (a_fact("BEL01"), "code_taken", "name_twice"),
    (a_fact("self_BEL"), "code_taken", "name_twice"),
    (a_fact(kind="choices", list="janee"), "fact_kind", "fact_kind"),
    (a_fact(kind="choice", list="geen"), "list_unknown", "list_unknown"),
    (a_fact(kind="choice", list="BEL01"), "list_unknown", "list_of_question"),
]
"""Each with the reason in the browser, and the one that names the row in the workbook."""


@pytest.mark.parametrize(("fact", "reason", "in_workbook"), FACTS_THAT_CANNOT_BE, ids=lambda each: str(each)[:60])
def test_a_fact_that_cannot_be_is_refused_in_the_browser_and_in_the_workbook(content, fact, reason, in_workbook):
    assert codes_of(asked.fact_objections(content, fact)) == [reason]
    content["facts"].append(fact)
    reading = read_workbook(workbook_of(content), "x.xlsx")
    assert in_workbook in {fault.code for fault in reading.errors}
    assert reading.content is None


@pytest.mark.parametrize(
    ("identifier", "changed", "reason", "heading"),
    [
        ("p_users", {"required": False}, "fact_needed", "required"),
        ("p_users", {"kind": "text"}, "fact_kind_needed", "type"),
        ("p_ict_fte", {"kind": "choice", "list": "janee"}, "fact_kind_needed", "type"),
        ("p_nis", {"kind": "integer"}, "fact_kind_needed", "type"),
    ],
)
def test_what_the_method_needs_stays_as_it_is_in_the_same_words(content, identifier, changed, reason, heading):
    fact = {**asked.fact_of(content, identifier), **changed}
    (objection,) = asked.fact_objections(content, fact, was=identifier)
    assert objection[0] == reason
    content["facts"] = [fact if each["id"] == identifier else each for each in content["facts"]]
    (fault,) = read_workbook(workbook_of(content), "x.xlsx").errors
    assert (fault.code, fault.text, fault.sheet, fault.heading) == (
        reason,
        asked.in_words(objection),
        "survey",
        heading,
    )


@pytest.mark.parametrize(
    ("name", "entries", "reason"),
    [
        ("p_role", [a_choice("ict")], "list_short"),
        ("p_type", [a_choice("gemeente"), a_choice("ocmw")], "codes_needed"),
        ("p_type", [a_choice(code) for code in ("gemeente", "ocmw", "politiezone", "provincie")], "codes_only"),
        ("p_shared_ict", [a_choice("nee"), a_choice("deels")], "codes_needed"),
        ("zelf", [a_choice(str(level)) for level in range(5)], "codes_needed"),
        ("janee", [a_choice(code) for code in ("ja", "nee", "misschien")], "codes_only"),
        ("met_wie", [a_choice("GG"), a_choice("GO")], "codes_needed"),
    ],
)
def test_a_list_that_cannot_be_is_refused_in_the_same_words_by_both(content, name, entries, reason):
    (objection,) = asked.list_objections(content, name, entries)
    assert objection[0] == reason
    content["lists"][name] = entries
    (fault,) = read_workbook(workbook_of(content), "x.xlsx").errors
    assert (fault.code, fault.text, fault.sheet, fault.heading) == (
        reason,
        asked.in_words(objection),
        "choices",
        "list_name",
    )


def test_choices_that_cannot_be_named_so_are_refused(content):
    found = asked.list_objections(content, "p_role", [a_choice("twee woorden"), a_choice("ict"), a_choice("ict")])
    assert list(found) == [("choice_code_wrong", ""), ("choice_twice", "ict")]


def test_what_is_asked_per_domain_cannot_be_filled_in_otherwise(content):
    for prompt in content["prompts"]:
        assert not list(asked.prompt_objections(prompt["code"], prompt["kind"]))
    content["prompts"][0]["kind"] = "choices"
    (fault,) = read_workbook(workbook_of(content), "x.xlsx").errors
    assert (fault.code, fault.heading) == ("prompt_kind", "type")


def test_the_questionnaire_that_ships_stands_up_to_its_own_rules(content):
    for fact in content["facts"]:
        assert not list(asked.fact_objections(content, fact, was=fact["id"]))
    for name, entries in content["lists"].items():
        assert not list(asked.list_objections(content, name, entries))


def test_every_part_of_a_ratio_has_to_stay_a_number():
    assert set(asked.KIND_NEEDED) >= PARTS


def test_a_question_and_a_domain_cannot_carry_the_name_of_a_fact(content):
    question = question_of(content, "BEL01")[1]
    assert list(question_objections(content, {**question, "id": "p_users"}, was="BEL01")) == ["code_taken"]
    content["facts"].append(a_fact("self_NEW"))
    assert list(domain_objections(content, "NEW")) == ["code_taken"]


# ── changing, each step undone ───────────────────────────────────────────────
def test_facts_and_lists_come_change_move_and_go_and_every_step_can_be_undone(draft, writer):
    before = draft.content
    common = {"draft_id": draft.pk, "now": NOW, "by": writer}
    actions.add_fact(fact=a_fact(), **common)
    actions.edit_fact(
        identifier="p_printers", fact=a_fact("p_cloud", kind="choice", required=True), seen=None, **common
    )
    entries = [a_choice("", "Nog niet"), a_choice("ja", "Volop"), a_choice("weg", "")]
    actions.edit_list(name="p_cloud", entries=entries, seen=None, **common)
    actions.move_fact(identifier="p_cloud", step=-1, **common)
    actions.remove_fact(identifier="p_role", **common)
    draft.refresh_from_db()
    assert [fact["id"] for fact in draft.content["facts"]][-2:] == ["p_cloud", "p_shared_ict"]
    assert [entry["code"] for entry in draft.content["lists"]["p_cloud"]] == ["nog_niet", "ja"]
    assert "p_role" not in draft.content["lists"], "a list that nothing uses goes by itself"
    assert DraftStep.objects.count() == 5
    while actions.undo_step(draft_id=draft.pk, now=NOW, by=writer):
        pass
    draft.refresh_from_db()
    assert draft.content == before


def test_a_list_that_another_fact_uses_stays(draft, writer):
    common = {"draft_id": draft.pk, "now": NOW, "by": writer}
    actions.add_fact(fact=a_fact(kind="choice", list="p_role"), **common)
    actions.remove_fact(identifier="p_role", **common)
    draft.refresh_from_db()
    assert asked.users_of(draft.content, "p_role") == ["p_printers"]


def test_what_was_edited_goes_out_as_a_workbook_comes_back_and_is_published(draft, writer, tmp_path):
    common = {"draft_id": draft.pk, "now": NOW, "by": writer}
    actions.add_fact(fact=a_fact(), **common)
    actions.add_fact(fact=a_fact("p_cloud", kind="choice"), **common)
    entries = [a_choice("", "=Nog niet"), a_choice("", "Volop, of bijna"), a_choice("", "Volop, of bijna")]
    actions.edit_list(name="p_cloud", entries=entries, seen=None, **common)
    actions.remove_fact(identifier="p_net_second", **common)
    draft.refresh_from_db()
    file = tmp_path / "vragenlijst.xlsx"
    file.write_bytes(workbook_of(draft.content))
    reading = read_workbook(file.read_bytes(), file.name)
    assert (reading.faults, reading.content) == ((), draft.content)
    assert convert(xlsform=str(file), validate=False).warnings == []
    assert remarks(draft.content, published()) == []
    version = actions.publish_draft(draft_id=draft.pk, now=NOW, by=writer)
    assert "p_cloud" in version.source


def test_a_refused_change_leaves_nothing_behind(draft, writer):
    common = {"draft_id": draft.pk, "now": NOW, "by": writer}
    before = draft.content
    changed_meanwhile = digest_of(a_fact())
    for code, change in (
        ("code_taken", lambda: actions.add_fact(fact=a_fact("p_sites"), **common)),
        ("gone", lambda: actions.edit_fact(identifier="weg", fact=a_fact(), seen=None, **common)),
        (
            "changed_meanwhile",
            lambda: actions.edit_fact(
                identifier="p_users", fact=asked.fact_of(before, "p_users"), seen=changed_meanwhile, **common
            ),
        ),
        ("gone", lambda: actions.move_fact(identifier="weg", step=1, **common)),
        ("fact_needed", lambda: actions.remove_fact(identifier="p_users", **common)),
        ("gone", lambda: actions.edit_list(name="weg", entries=[], seen=None, **common)),
        ("list_short", lambda: actions.edit_list(name="p_role", entries=[], seen=None, **common)),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.codes == {code}
    draft.refresh_from_db()
    assert draft.content == before
    assert not DraftStep.objects.exists()


def test_only_who_writes_changes_them_and_never_in_what_is_published(draft, writer):
    common = {"draft_id": draft.pk, "now": NOW}
    board = an_actor(OrganisationFactory(), "ict_manager", "adviser")
    for change in (
        lambda by: actions.add_fact(fact=a_fact(), by=by, **common),
        lambda by: actions.remove_fact(identifier="p_role", by=by, **common),
        lambda by: actions.edit_list(name="p_role", entries=[], seen=None, by=by, **common),
    ):
        with pytest.raises(Denied):
            change(board)
    source = actions.publish_draft(draft_id=draft.pk, now=NOW, by=writer).source
    with pytest.raises(Refused) as refused:
        actions.add_fact(fact=a_fact(), by=writer, **common)
    assert refused.value.codes == {"published"}
    assert QuestionnaireVersion.objects.get(number="0.2").source == source


# ── the page ─────────────────────────────────────────────────────────────────
def fact_typed(**changed):
    return {
        "do": "add_fact",
        "place": "nieuw",
        "code": "p_printers",
        "kind": "integer",
        "text_nl": "Aantal printers",
        "text_en": "Number of printers",
        "text_fr": "Nombre d’imprimantes",
        **changed,
    }


def test_a_fact_is_added_on_the_page_and_seen_in_the_preview(adviser, draft):
    assert "Een bestuur vult 16 gegevens over zichzelf in" in text(adviser.get(page_of(draft)))
    assert text(adviser.get(page_of(draft), {"bewerk": "nieuw"})).count('name="text_nl"') == 1
    made = adviser.post(page_of(draft), fact_typed())
    assert made["Location"].endswith("?bewaard=fact.p_printers#fact.p_printers")
    preview = reverse("scan:draft_preview", args=[draft.pk])
    assert "Aantal printers" in text(adviser.get(preview, {"domein": "-gegevens"}))
    assert "Nombre d’imprimantes" in text(adviser.get(preview, {"domein": "-gegevens", "taal": "fr"}))
    assert "Hoe ver denkt u" in text(adviser.get(preview, {"domein": "-vooraf"}))


def test_a_choice_without_a_list_leads_on_to_a_list_of_its_own(adviser, draft):
    made = adviser.post(page_of(draft), fact_typed(kind="choice"))
    assert made["Location"].endswith("?bewerk=list.p_printers#list.p_printers")
    form = text(adviser.get(made["Location"].partition("#")[0]))
    assert ('value="Ja"' in form, form.count('name="c4_nl"')) == (True, 1)
    draft.refresh_from_db()
    typed = {"do": "edit_list", "place": "list.p_printers", "list": "p_printers", "choices": 3}
    typed |= {"seen": digest_of(draft.content["lists"]["p_printers"])}
    for at, (code, order, words) in enumerate([("ja", "2", "Zelf"), ("nee", "3", ""), ("", "1", "Gehuurd")]):
        typed |= {f"c{at}_code": code, f"c{at}_order": order, f"c{at}_nl": words}
    assert adviser.post(page_of(draft), typed).status_code == 302
    draft.refresh_from_db()
    assert [entry["code"] for entry in draft.content["lists"]["p_printers"]] == ["gehuurd", "ja"]


def test_what_is_refused_on_the_page_stays_as_it_was_typed(adviser, draft):
    refused = adviser.post(page_of(draft), fact_typed(code="p_nis", text_nl="<b>Getypt</b>"))
    page = text(refused)
    assert (refused.status_code, "&lt;b&gt;Getypt" in page, "Deze code is al in gebruik" in page) == (422, True, True)
    listed = {"do": "edit_list", "place": "list.zelf", "list": "zelf", "choices": 1, "c0_code": "0", "c0_nl": "Getypt"}
    refused = adviser.post(page_of(draft), listed)
    assert (refused.status_code, 'value="Getypt"' in text(refused)) == (422, True)
    assert adviser.post(page_of(draft), {"do": "iets"}).status_code == 404


def test_the_other_buttons_of_the_page_do_their_work(adviser, draft):
    for data in (
        {"do": "move_fact", "fact": "p_role", "step": "omhoog"},
        fact_typed(do="edit_fact", fact="p_sites", place="fact.p_sites", code="p_sites"),
        {"do": "remove_fact", "fact": "p_role"},
        {"do": "undo"},
    ):
        assert adviser.post(page_of(draft), data).status_code == 302, data
    draft.refresh_from_db()
    assert [fact["id"] for fact in draft.content["facts"]][2:4] == ["p_role", "p_nis"]
    assert asked.fact_of(draft.content, "p_sites")["text"]["nl"] == "Aantal printers"


def test_a_draft_that_was_published_shows_them_and_changes_nothing(adviser, draft, writer):
    actions.publish_draft(draft_id=draft.pk, now=NOW, by=writer)
    page = text(adviser.get(page_of(draft), {"bewerk": "nieuw"}))
    assert ("p_users" in page, 'name="do"' in page) == (True, False)
    assert adviser.post(page_of(draft), fact_typed()).status_code == 422
