"""Walks every address of the platform as people who must not get there: covered the day an address is born.

A new address fails here until it stands in one of the lists below, with the reason, or gives nothing to anybody who
has no business there.
"""

import io
import zipfile

import pytest

from steunpunt.assess.scan.models import HelpRequest
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.people.models import Person
from tests.house.addresses import addresses, filled
from tests.house.world import CANARY, browser, person

pytestmark = pytest.mark.django_db

FOR_EVERYBODY = {
    "tenders:open_data": "tenders that were published, as open data",
    "tenders:open_record": "a tender that was published, as open data",
    "tenders:market_pdf": "a tender that was published: what the market reads",
    "tenders:market_docx": "a tender that was published: what the market reads",
    "ui:home": "the front page; for people their own cockpit",
    "ui:help": "help is public",
    "ui:help_page": "help is public",
    "ui:language": "anybody may choose a language",
    "access:accept": "a link that only its receiver has",
    "access:register": "a supplier registers itself: a form that answers everybody the same",
    "access:register_sent": "says to look in one's mailbox",
    "access:join_sent": "says who answers",
    "access:register_confirm": "a link that only its receiver has",
    "meetings:feed": "an address that only its owner has, and its calendar program",
    "scan:open_data": "what was published for everybody",
    "scan:open_data_dictionary": "what the columns of the open figures mean",
    "scan:open_data_csv": "what was published for everybody",
    "scan:open_data_json": "what was published for everybody",
    "api:open_files": "what was published for everybody",
    "api:open_figures": "what was published for everybody",
    "tenders:market_list": "tenders that were published",
    "tenders:market": "a tender that was published: what the market reads",
    "api:contracts": "tenders that were published",
    "api:contract": "a tender that was published: what the market reads",
    "api:contract_questions": "what was answered about a tender that was published",
    "api_docs": "the description of the API is public",
    "api:openapi-json": "the description of the API is public",
    "partnerships:check": "reckons the hash of a PDF that somebody has already, and keeps nothing",
    "partnerships:checked": "tells of a hash that only who has the PDF knows; names no person",
    "partnerships:public_list": "only partnerships that show themselves to everybody",
    "operations:live": "tells only that the process answers",
    "operations:ready": "tells only whether parts are ready",
    "operations:metrics": "guarded by its own token or loopback",
}
FOR_WHOEVER_IS_LOGGED_IN = {
    "access:switch": "chooses among one's own organisations",
    "access:me": "one's own account",
    "access:look_in_stop": "ends one's own look",
    "access:details": "one's own details",
    "access:keys": "one's own keys",
    "access:my_data": "what is kept of oneself",
    "access:colleagues": "one's own colleagues, for whoever works there",
    "access:invite": "one's own organisation",
    "api:me": "who one is",
    "jobs:list": "one's own work",
    "meetings:feed_page": "the address of one's own calendar",
    "documents:list": "documents of one's own organisation, or none",
    "api:document_list": "documents of one's own organisation, or none",
    "notices:list": "one's own notices",
    "notices:read": "marks one's own notices",
    "notices:preferences": "one's own wishes",
    "api:job_list": "one's own work",
    "search:page": "finds only what one may see",
    "api:search": "finds only what one may see",
    "scan:index": "one's own scans, or none",
    "api:share": "with whom one's own board shows itself by name",
    "scan:action_points": "those of one's own board",
    "api:circles": "with whom one's own board shows itself by name",
    "hooks:list": "web hooks of one's own organisation, for whoever may hear of something",
    "api:hook_make": "the same address",
    "api:round_start": "the same address",
    "api:hook_list": "web hooks of one's own organisation, or none",
    "api:rounds": "rounds for advisers, or none",
    "scan:sharing": "with whom one's own board shows itself by name",
    "api:points": "those of one's own board, or none",
    "api:asked_of_me": "what colleagues asked of oneself",
    "api:projects": "those for which one's own board was asked, or none",
    "api:scans": "one's own scans, or none",
    "api:draft_begin": "writes one for the support point",
    "api:draft_list": "drafts, for whoever writes questionnaires, or none",
    "api:drafts": "the same address",
    "api:project_propose": "among boards of one's own partnerships, for whoever may propose",
    "api:versions": "published questionnaires, for whoever fills one in, or none",
    "api:version": "published questionnaires, for whoever fills one in",
    "api:version_workbook": "published questionnaires, for whoever fills one in",
    "scan:version_workbook": "published questionnaires, for whoever fills one in",
    "partnerships:list": "partnerships of one's own board, and public parts, for whoever works on the inside of a board",
    "partnerships:start": "public facts of boards, for whoever may ask others to explore",
    "partnerships:partners": "public facts of boards, and one's own searches, for whoever may look for partners",
    "partnerships:group": "public facts of boards, and levels only of those seen by name",
    "projects:list": "those for which one's own board was asked, or none",
    "projects:needs": "those of one's own board and of boards of its partnerships, or none",
    "projects:need_new": "for one's own board",
    "projects:propose": "among boards of one's own partnerships, for whoever may propose",
    "inventory:contracts": "those of one's own board, for whoever may read them",
    "inventory:contract_new": "writes one down for one's own board",
    "api:asset_list": "things of one's own board, or none",
    "inventory:assets": "those of one's own board, for whoever may read them",
    "inventory:asset_new": "writes one down for one's own board",
    "inventory:imports": "files for one's own board",
    "inventory:labels": "labels of things of one's own board",
    "inventory:twins": "records of one's own board",
    "inventory:agent_keys": "keys of one's own board",
    "inventory:estate_choice": "what one's own board chose",
    "inventory:software": "what one's own board uses, or for advisers names of products",
    "inventory:application_new": "writes one down for one's own board",
    "inventory:support_ends": "what one's own board has",
    "inventory:landscape": "what one's own board uses, and boards that show theirs",
    "inventory:products": "names of products, for advisers",
    "inventory:together": "those of one's own board and that its partners show, or that boards share with advisers",
    "inventory:price_level": "the level of one's own board, from figures of groups released to it",
    "inventory:index": "the index of prices, for whoever reads contracts",
    "inventory:replies": "what one's own organisation, a supplier, replied",
    "tenders:my_key": "one's own key, for whoever works on the inside of a board or of the support point",
    "api:tenders": "those for which is bought for one's own board, or none",
    "api:offers": "receipts of one's own supplier, or none",
    "tenders:list": "those for which is bought for one's own board, or none",
    "competitions:list": "those of one's own board, or in which one's own supplier was asked, or none",
    "frameworks:list": "those under which one's own organisation orders or supplies, or none",
    "api:frameworks": "those under which one's own organisation orders or supplies, or none",
    "api:catalogue": "what one's own board can order, or nothing",
    "api:competitions": "mini-competitions of one's own board, or none",
    "api:basket": "one's own basket",
    "api:orders": "orders of one's own board, or that one's own organisation got",
    "api:savings": "what one's own board saved, or nothing",
    "api:committed": "what one's own board committed to, or nothing",
    "orders:list": "orders of one's own board, or that one's own organisation got",
    "orders:catalogue": "what one's own board can order, or nothing",
    "orders:compare": "what one's own board can order, or nothing",
    "orders:basket": "one's own basket",
    "orders:limits": "who may order for one's own board",
    "orders:accounting": "what one's own board committed to, or nothing",
    "orders:savings": "what one's own board saved, or nothing",
    "orders:savings_pdf": "what one's own board saved, or nothing",
    "orders:ledger": "what one's own board saved, or nothing",
    "knowledge:threads": "questions that one is asked, or none",
    "knowledge:ask": "asks for one's own organisation",
    "knowledge:alike": "among the questions that one is asked",
    "knowledge:people": "those who show themselves to one's own board, for whoever may look",
    "knowledge:me": "what one knows oneself",
    "knowledge:board": "what one's own board knows",
    "organisations:list": "the directory of public facts, for boards and the support point",
    "organisations:map": "the directory of public facts",
    "organisations:detail": "the public facts of a board",
    "organisations:history": "what happened to a board's public facts",
    "api:organisation_list": "the directory of public facts",
    "api:organisation_detail": "the public facts of a board",
    "api:organisation_boundaries": "the public boundaries of boards",
}
AT_WORK = {
    "buyer": (
        "tenders:",
        "api:tender",
        "frameworks:",
        "api:framework",
        "orders:",
        "competitions:",
        "api:competition",
        "api:order",
        "api:savings",
    ),
    "helpdesk": (
        "frameworks:",
        "api:framework",
        "orders:",
        "competitions:",
        "api:competition",
        "api:order",
        "api:savings",
    ),
}
"""Addresses that are the visitor's own work: buyers run tenders and contracts, who makes invoices reads orders."""
EXPORT = {"export": "csv", "q": CANARY[:-2]}
"""As a file, and looking for it by a part of the word, which a page may say again."""
METHODS = {True: ("get", "post", "put", "patch", "delete"), False: ("get", "post")}
"""Of the API, and of pages, which browsers send no others."""
GONE = {301, 302, 400, 401, 403, 404, 405, 415, 422}


VISITORS = {
    "stranger": lambda world: None,
    "neighbour": lambda world: person(
        world.others["neighbour"], "buur", "ict_manager", "secretary", "local_administrator", mandates=("submit_scan",)
    ),
    "supplier": lambda world: person(
        world.others["supplier"], "leverancier", "contact", "bidder", "local_administrator"
    ),
    "helpdesk": lambda world: person(
        world.others["support_point"],
        "helpdesk",
        "helpdesk_agent",
        "finance",
        "network_engineer",
        "consultant",
    ),
    "buyer": lambda world: person(world.others["support_point"], "aankoper", "buyer"),
    "clerk": lambda world: person(world.keerbergen, "onthaal", "clerk"),
    "nobody's": lambda world: person_without_organisation(),
}


def person_without_organisation():
    from steunpunt.foundation.people.models import Person

    return Person.objects.create(email="weg@x.example", name="Vertrokken")


def words_of(response):
    """Everything that can be read in an answer: text, and the text inside workbooks and archives."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("visitor", sorted(VISITORS))
def test_nobody_gets_what_is_not_theirs(world, visitor):
    client = browser(VISITORS[visitor](world))
    told = Entry.objects.count()
    got = []
    for address in addresses():
        if not address.is_ours or address.name.startswith(AT_WORK.get(visitor, ("-",))):
            continue
        path = filled(address, world.values)
        for method in METHODS[address.route.startswith("api/")]:
            response = getattr(client, method)(path)
            if CANARY in words_of(response) or (method == "get" and CANARY in words_of(client.get(path, EXPORT))):
                got.append(f"{method} {path} ({address.name}) shows something private")
            is_meant = address.name in FOR_EVERYBODY or (
                visitor != "stranger" and address.name in FOR_WHOEVER_IS_LOGGED_IN
            )
            if not is_meant and response.status_code not in GONE:
                got.append(f"{method} {path} ({address.name}) answers {response.status_code}")
            if (
                response.status_code in {301, 302}
                and visitor == "stranger"
                and not is_meant
                and "/account/login/" not in response["Location"]
            ):
                got.append(f"{method} {path} ({address.name}) sends a stranger to {response['Location']}")
            if response.status_code >= 500:
                got.append(f"{method} {path} ({address.name}) crashes with {response.status_code}")
    assert got == []
    assert Entry.objects.count() == told, "a visitor without business wrote something"


def test_the_board_itself_does_get_it(world):
    """The walk can fail: Keerbergen's own secretary meets the private texts that the others must not meet."""
    client = browser(person(world.keerbergen, "secretaris", "secretary", mandates=("submit_scan",)))
    met = {
        address.name
        for address in addresses()
        if address.is_ours and CANARY in words_of(client.get(filled(address, world.values)))
    }
    assert met == {
        "inventory:agent_keys",
        "inventory:application_change",
        "inventory:application_end",
        "inventory:application_link",
        "inventory:application_new",
        "inventory:asset",
        "inventory:asset_change",
        "inventory:asset_cover",
        "inventory:assets",
        "inventory:brief",
        "inventory:compare",
        "inventory:options",
        "inventory:import",
        "inventory:import_report",
        "inventory:imports",
        "inventory:labels",
        "inventory:landscape",
        "inventory:product",
        "inventory:software",
        "inventory:contracts",
        "inventory:contract",
        "inventory:contract_change",
        "inventory:give_notice",
        "inventory:agree_end",
        "inventory:renew",
        "inventory:withdraw_notice",
        "competitions:answer_question",
        "competitions:detail",
        "competitions:file",
        "competitions:list",
        "competitions:offers",
        "competitions:put_aside",
        "competitions:questions",
        "competitions:stop",
        "api:competition",
        "api:competitions",
        "ui:home",
        "frameworks:detail",
        "frameworks:history",
        "frameworks:list",
        "frameworks:prices",
        "frameworks:versions",
        "orders:catalogue",
        "orders:delivery",
        "orders:item",
        "orders:ledger",
        "orders:limits",
        "orders:list",
        "orders:order",
        "orders:order_xml",
        "orders:purchase",
        "orders:savings",
        "orders:tiers",
        "api:framework",
        "api:framework_prices",
        "api:frameworks",
        "api:catalogue",
        "api:order",
        "api:orders",
        "api:savings",
        "api:tender",
        "api:tender_needs",
        "api:tender_needs_state",
        "tenders:detail",
        "tenders:needs",
        "tenders:needs_state",
        "tenders:specification",
        "tenders:specification_docx",
        "knowledge:help",
        "knowledge:help_requests",
        "knowledge:hours",
        "knowledge:thread",
        "knowledge:threads",
        "knowledge:together",
        "api:answers",
        "api:domain_views",
        "api:ask_colleague",
        "api:asset_detail",
        "api:asset_list",
        "api:change_point",
        "api:help_requests",
        "api:plan_point",
        "api:start_review",
        "api:point",
        "api:points",
        "api:points_of_scan",
        "api:review",
        "scan:evidence",
        "api:evidence_add",
        "api:evidence_all",
        "api:evidence_of",
        "scan:review_domain",
        "api:document_detail",
        "api:document_file",
        "api:document_list",
        "documents:download",
        "documents:list",
        "api:document_remove",
        "partnerships:agreement",
        "partnerships:compare",
        "partnerships:partners",
        "partnerships:partnership",
        "partnerships:seat",
        "projects:list",
        "projects:detail",
        "projects:history",
        "projects:documents",
        "projects:places",
        "projects:interest",
        "projects:decide",
        "projects:draft_decision",
        "projects:costs",
        "projects:case",
        "projects:rollout",
        "questions:question",
        "meetings:meeting",
        "meetings:list",
        "meetings:ics",
        "meetings:pdf",
        "api:projects",
        "api:project",
        "api:project_participations",
        "projects:needs",
        "projects:need",
        "projects:risks",
        "projects:risk",
        "scan:beforehand",
        "scan:domain",
        "scan:facts",
        "scan:who",
        "scan:discuss",
        "scan:domain_result",
        "scan:overview",
        "scan:plan",
        "scan:history",
        "scan:links",
        "api:links",
        "api:link_make",
        "api:hook_make",
        "hooks:list",
        "api:hook_list",
        "scan:action_point",
        "scan:action_points",
        "scan:workbook",
        "api:scan_workbook",
        "api:who_is_where",
        "api:project_propose",
    }


def test_the_colleague_who_was_asked_gets_the_questions_and_nothing_else(world):
    """Without any role: the page with the questions, with what was asked and answered."""
    client = browser(person(world.keerbergen, "gevraagd"))
    HelpRequest.objects.filter(pk=world.values["help_id"]).update(
        colleague_id=Person.objects.get(name__startswith="gevraagd").pk
    )
    met = {
        address.name
        for address in addresses()
        if address.is_ours and CANARY in words_of(client.get(filled(address, world.values)))
    }
    assert met == {"scan:contribute", "api:contribution"}
    assert CANARY not in words_of(client.get("/"))


def test_its_local_administrator_does_get_the_people(world):
    client = browser(person(world.keerbergen, "beheerder", "local_administrator"))
    met = {
        address.name
        for address in addresses()
        if address.is_ours and CANARY in words_of(client.get(filled(address, world.values)))
    }
    assert met == {
        "access:colleagues",
        "access:colleague",
        "access:roles",
        "access:mandate",
        "access:leave",
        "access:second_step",
        "access:join_request",
        "api:people",
        "orders:limits",
        "organisations:detail",
        "ui:home",
    }
    assert CANARY in words_of(client.get("/collegas/", EXPORT))
    assert CANARY in words_of(client.get("/zoeken/", {"q": CANARY[:-2]}))


def test_an_administrator_of_the_support_point_gets_the_people_and_nothing_of_the_scan(world):
    """Who works where is needed to let boards in; what a board answered is not."""
    client = browser(person(world.others["support_point"], "baas", "administrator"))
    met = {
        address.name
        for address in addresses()
        if address.is_ours and CANARY in words_of(client.get(filled(address, world.values)))
    }
    assert met == {
        "access:colleague",
        "access:leave",
        "access:look_in",
        "access:appoint",
        "access:without_administrator",
        "access:join_request",
        "access:second_step",
        "api:people",
        "organisations:detail",
        "ui:home",
    }


def test_the_lists_name_no_address_that_is_gone():
    names = {address.name for address in addresses()}
    assert sorted((FOR_EVERYBODY.keys() | FOR_WHOEVER_IS_LOGGED_IN.keys()) - names) == []
