"""A small world for the walk: Keerbergen with something private in every place, and visitors who must not get it.

Every private text holds the word CANARY: whoever it is not meant for may meet it nowhere, in no page, file or answer.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from steunpunt.assess.inventory import actions as inventory_actions
from steunpunt.assess.inventory.actions import take_step
from steunpunt.assess.inventory.choices import Hosting, StepKind
from steunpunt.assess.scan import actions as scan_actions
from steunpunt.assess.scan.models import (
    Answer,
    Contribution,
    DomainView,
    HelpRequest,
    Presence,
    ReportArchive,
    ResultLink,
    Scan,
)
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules.groups import Criteria
from steunpunt.bundle.meetings import actions as meeting_actions
from steunpunt.bundle.partnerships.choices import Body
from steunpunt.bundle.partnerships.models import (
    Agreement,
    AgreementVersion,
    Conversation,
    PartnerInvitation,
    PartnerSearch,
    Partnership,
    Remark,
    Seat,
    Signature,
)
from steunpunt.bundle.partnerships.queries import wanted_as_data
from steunpunt.bundle.partnerships.values import Wanted
from steunpunt.bundle.projects import actions as project_actions
from steunpunt.bundle.projects.actions.money import Assumption
from steunpunt.bundle.projects.rules.business_case import Part, Timing, Way
from steunpunt.bundle.questions import actions as question_actions
from steunpunt.bundle.questions.actions import Proposal
from steunpunt.bundle.questions.choices import Kind, Shows
from steunpunt.contract.competitions import actions as competition_actions
from steunpunt.contract.orders import actions as order_actions
from steunpunt.contract.orders.choices import Answer as OrderAnswer
from steunpunt.contract.orders.models import Order
from steunpunt.contract.tenders import actions as tender_actions
from steunpunt.contract.tenders.choices import EnvelopeKind, OpeningStage
from steunpunt.contract.tenders.models import BidLot, SealedFile
from steunpunt.contract.tenders.rules.needs import Needs
from steunpunt.exchange.knowledge import actions as knowledge_actions
from steunpunt.exchange.knowledge.actions import Ask, Said, Statement
from steunpunt.exchange.knowledge.choices import Audience, Duty, ShownTo
from steunpunt.exchange.knowledge.models import HelpHours, SpecialismRole, Topic
from steunpunt.foundation.access.models import (
    ApiToken,
    Invitation,
    LookIn,
    Mandate,
    Membership,
    Registration,
    RoleGrant,
)
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.hooks.models import Hook
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import Organisation, Relation
from steunpunt.foundation.people.models import Person
from tests.factories.competing import Arena, a_laptop
from tests.factories.estate import an_asset
from tests.factories.inventory import a_contract
from tests.factories.ordering import a_framework, listed
from tests.factories.ordering import seen as amount_seen
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.projects import PER_UNIT, a_call, a_paper, a_project, a_risk, a_stand
from tests.factories.rooms import AFTER, handed_in
from tests.factories.scan import NOW, TODAY, a_round, filled
from tests.factories.tenders import a_specification, a_tender, seen_fingerprint

CANARY = "kanarievogel"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(slots=True)
class World:
    keerbergen: Organisation
    others: dict[str, Organisation]
    values: dict[str, Any] = field(default_factory=dict)
    """What fills the parameters of addresses: always something of Keerbergen."""


def person(organisation: Organisation, name: str, *roles: str, mandates: tuple[str, ...] = ()) -> Person:
    somebody = Person.objects.create(email=f"{name}{organisation.pk}@x.example", name=f"{name} van {organisation.pk}")
    membership = Membership.objects.create(person=somebody, organisation=organisation, valid_from=TODAY)
    for role in roles:
        RoleGrant.objects.create(membership=membership, role=role, valid_from=TODAY)
    for kind in mandates:
        Mandate.objects.create(membership=membership, kind=kind, basis="Besluit", valid_from=TODAY)
    return somebody


def browser(somebody: Person | None) -> Client:
    client = Client(raise_request_exception=False)
    if somebody:
        client.force_login(somebody, backend=BACKEND)
    return client


def make_world() -> World:
    keerbergen = OrganisationFactory(name="Keerbergen")
    peers = [OrganisationFactory() for _ in range(6)]
    others = {
        "neighbour": peers[0],
        "supplier": OrganisationFactory(supplier=True),
        "support_point": OrganisationFactory(support_point=True),
    }
    round_ = a_round(keerbergen, *peers, is_synthetic=True)
    scan, ict = Scan.objects.get(round=round_, organisation=keerbergen), person(keerbergen, "ict", "ict_manager")
    document = add_document(
        subject=f"scan:{scan.pk}",
        part="BEL01",
        name=f"{CANARY} verslag.txt",
        content=ContentFile(f"{CANARY} inhoud".encode()),
        now=NOW,
        by=an_actor(keerbergen, "ict_manager", person_id=ict.pk),
    )
    scan_actions.load_generated_scans(
        round_id=round_.pk,
        scans=[filled(board, level=2 + index % 3) for index, board in enumerate([keerbergen, *peers])],
        person_id=1,
        now=NOW,
        by=PLATFORM,
    )
    scan.refresh_from_db()
    choice = scan_actions.release_choice(
        scan_id=scan.pk, criteria=Criteria(), now=NOW, by=an_actor(keerbergen, "ict_manager")
    )
    Answer.objects.filter(scan=scan).update(explanation=f"{CANARY} uitleg")
    DomainView.objects.filter(scan=scan).update(note=f"{CANARY} opmerking")
    job = Job.objects.create(
        kind="test.walk",
        title=f"{CANARY} werk",
        person_id=ict.pk,
        organisation=keerbergen,
        created_at=NOW,
    )
    Presence.objects.create(scan=scan, person_id=job.person_id, section=f"{CANARY} deel", seen_at=timezone.now())
    notice = Notice.objects.create(
        person_id=job.person_id,
        organisation=keerbergen,
        kind="scan.submitted",
        title=f"{CANARY} melding",
        url="/",
        created_at=NOW,
        mail="now",
    )
    draft = scan_actions.start_draft(
        number=f"{CANARY}",
        version_id=round_.version_id,
        now=NOW,
        by=an_actor(others["support_point"], "adviser"),
    )
    zone = OrganisationFactory(police_zone=True)
    relation = Relation.objects.create(source=keerbergen, target=zone, kind=RelationKind.MEMBER_OF)
    partnership = OrganisationFactory(partnership=True)
    for board in (keerbergen, peers[1]):
        Relation.objects.create(source=board, target=partnership, kind="member_of")
    kept = _partnership(partnership, keerbergen, peers[2], job.person_id)
    point = scan_actions.plan_action_point(
        scan_id=scan.pk,
        domain="LEV",
        title=f"{CANARY} actiepunt",
        why="",
        owner_id=None,
        due_on=None,
        now=NOW,
        by=an_actor(keerbergen, "ict_manager", person_id=job.person_id),
    )
    archive = ReportArchive.objects.create(
        round=round_,
        place=default_storage.save("scan/reports/walk.zip", ContentFile(f"{CANARY} verslagen".encode())),
        asked_at=NOW,
        made_at=NOW,
    )
    asked = HelpRequest.objects.create(
        scan=scan,
        domain="BEL",
        colleague_id=job.person_id,
        message=f"{CANARY} vraag",
        due_on=TODAY,
        asked_at=NOW,
        asked_by_id=person(keerbergen, f"{CANARY}-vrager", "secretary").pk,
    )
    options = published().questions["BEL01"].options
    farthest = max(options, key=lambda item: abs(item.level - 2))
    given = Contribution.objects.create(
        request=asked, question="BEL01", answer=farthest.code, explanation=f"{CANARY} bijdrage", answered_at=NOW
    )
    _review(scan.pk, an_actor(others["support_point"], "adviser"), an_actor(keerbergen, "ict_manager"))
    link = ResultLink.objects.create(
        scan=scan,
        for_whom=f"{CANARY} schepen",
        token_hash="2" * 64,
        made_at=NOW,
        made_by_id=job.person_id,
        expires_at=NOW.replace(year=2100),
    )
    hook = Hook.objects.create(
        organisation=keerbergen,
        address=f"https://{CANARY}.example/",
        events=["scan.submitted"],
        made_at=NOW,
        made_by_id=job.person_id,
    )
    search = PartnerSearch.objects.create(
        organisation=keerbergen,
        kind="municipality",
        province=f"{CANARY} provincie",
        wanted=wanted_as_data(Wanted()),
        region={"candidates": [[keerbergen.pk, 12_000, {}]], "borders": [], "ties": []},
        asked_at=NOW,
        asked_by_id=job.person_id,
        found={
            "feasible": 0,
            "complete_to": 8,
            "bound": 0,
            "is_proven": True,
            "divisions": [],
            "best_of": {},
            "blocking": [],
        },
        found_at=NOW,
    )
    values = {
        **kept,
        **_project(keerbergen, peers[2], others["support_point"]),
        **_question(partnership, keerbergen),
        **_knowledge(partnership, keerbergen, others["support_point"]),
        **_meeting(partnership, keerbergen, others["support_point"]),
        "contract_id": _contract(keerbergen),
        **_tender(keerbergen, others["support_point"]),
        **_judged(keerbergen, others["support_point"], others["supplier"]),
        **_ordered(keerbergen, others["support_point"]),
        **_competed(keerbergen, others["support_point"]),
        **_estate(keerbergen),
        "link_id": link.pk,
        "hook_id": hook.pk,
        "search_id": search.pk,
        "help_id": asked.pk,
        "contribution_id": given.pk,
        "version_id": round_.version_id,
        "draft_id": draft.pk,
        "relation_id": relation.pk,
        "archive_id": archive.pk,
        "choice_id": choice.pk,
        **_people(keerbergen),
        "point_id": point.pk,
        "group_id": partnership.pk,
        "token": "geen-bestaande-link",
        "notice_id": notice.pk,
        "document_id": document.pk,
        "subject": document.subject,
        "job_id": job.pk,
        "scan_id": scan.pk,
        "round_id": round_.pk,
        "code": "BEL",
        "domain": "BEL",
        "question": "BEL01",
        "fact": "p_users",
        "pk": keerbergen.pk,
        "organisation_id": keerbergen.pk,
        "slug": "geen-pagina",
        "letter_id": 1,
        "objection_id": 1,
    }
    return World(keerbergen, others, values)


def _partnership(
    organisation: Organisation, member: Organisation, guest: Organisation, person_id: int
) -> dict[str, int]:
    """What only the members and the advisers read of a partnership."""
    row = Partnership.objects.create(
        organisation=organisation, state="active", state_since=TODAY, purpose=f"{CANARY} doel", started_at=NOW
    )
    Conversation.objects.create(
        partnership=row, organisation=member, held_on=TODAY, text=f"{CANARY} gesprek", written_at=NOW, written_by_id=1
    )
    seat = Seat.objects.create(
        partnership=row, body="working", organisation=member, person_id=person_id, valid_from=TODAY
    )
    asked = PartnerInvitation.objects.create(
        partnership=row, organisation=guest, invited_at=NOW, invited_by_id=person_id
    )
    agreement = Agreement.objects.create(
        partnership=row, kind="agreement", title=f"{CANARY} akkoord", enters_on=TODAY, created_at=NOW, created_by_id=1
    )
    AgreementVersion.objects.create(
        agreement=agreement, number=1, articles=[{"title": "A", "text": f"{CANARY} artikel"}], made_at=NOW, made_by_id=1
    )
    Remark.objects.create(
        agreement=agreement, version=1, article=1, organisation=member, text=f"{CANARY} opmerking", made_at=NOW,
        made_by_id=person_id,
    )  # fmt: skip
    Signature.objects.create(
        agreement=agreement, organisation=member, way="own_paper", sha256="1" * 64, basis=f"{CANARY} besluit",
        document_id=1, signed_at=NOW, signed_by_id=person_id, signer=f"{CANARY} tekenaar",
    )  # fmt: skip
    return {"seat_id": seat.pk, "asked_id": asked.pk, "agreement_id": agreement.pk, "sha256": "0" * 64}


def _question(partnership: Organisation, keerbergen: Organisation) -> dict[str, int]:
    """A question to the members of a partnership, and what Keerbergen answered."""
    mayor = person(keerbergen, "stemmer", "policy_maker", mandates=("vote",))
    by = an_actor(keerbergen, "policy_maker", person_id=mayor.pk, mandates=frozenset({"vote"}))
    proposal = Proposal(
        kind=Kind.DECISION,
        title=f"{CANARY} groepsvraag",
        text=f"{CANARY} voorstel",
        options=[f"{CANARY} ja", "nee"],
        deadline_on=TODAY + timedelta(days=7),
        quorum=1,
        shows=Shows.ALL,
    )
    asked = question_actions.ask_question(partnership_id=partnership.pk, proposal=proposal, now=NOW, today=TODAY, by=by)
    answer = question_actions.Answer(option_id=None, decided_on=TODAY, reason=f"{CANARY} beweegreden")
    voice = question_actions.give_voice(question_id=asked.pk, answer=answer, now=NOW, today=TODAY, by=by)
    return {"question_id": asked.pk, "voter_id": voice.voter_id}


def _meeting(partnership: Organisation, keerbergen: Organisation, support: Organisation) -> dict[str, Any]:
    """A meeting of a partnership that was held, with minutes that were sent."""
    mayor = person(keerbergen, f"{CANARY}-zetel", "policy_maker")
    Seat.objects.create(
        partnership_id=partnership.pk, body="steering", organisation=keerbergen, person_id=mayor.pk, valid_from=TODAY
    )
    adviser = an_actor(support, "adviser", person_id=person(support, "verslaggever", "adviser").pk)
    begun = NOW - timedelta(days=1)
    row = meeting_actions.convene_meeting(
        partnership_id=partnership.pk,
        body=Body.STEERING,
        plan=meeting_actions.Plan(
            title=f"{CANARY} vergadering",
            starts_at=begun,
            ends_at=begun + timedelta(hours=1),
            place=f"{CANARY} zaal",
            agenda=[f"{CANARY} punt"],
        ),
        now=NOW,
        today=TODAY,
        by=adviser,
        is_past=True,
    )
    minutes = meeting_actions.Minutes(
        present=[one.pk for one in row.invitees.all()],
        points={point.pk: meeting_actions.Said(f"{CANARY} gezegd", f"{CANARY} besluit") for point in row.points.all()},
        new=[meeting_actions.NewPoint(f"{CANARY} te doen", mayor.pk)],
    )
    meeting_actions.write_minutes(meeting_id=row.pk, minutes=minutes, now=NOW, today=TODAY, by=adviser)
    meeting_actions.send_minutes(meeting_id=row.pk, now=NOW, today=TODAY, by=adviser)
    return {
        "meeting_id": row.pk,
        "action_point_id": row.action_points.get().pk,
        "feed_token": "geen-bestaand-adres",
    }


def _estate(keerbergen: Organisation) -> dict[str, int]:
    """Things of Keerbergen: one that two records were of, one that an agent told of, a file, a key for agents."""
    by = an_actor(keerbergen, "ict_manager", person_id=person(keerbergen, "inventaris", "ict_manager").pk)
    kept = an_asset(by=by, name=f"{CANARY} laptop", serial=f"{CANARY}-1", place=f"{CANARY} kelder")
    gone = an_asset(by=by, name=f"{CANARY} dubbel", serial=f"{CANARY}-2", note=f"{CANARY} opmerking")
    other = an_asset(by=by, name=f"{CANARY} scherm", serial=f"{CANARY}-3")
    merge = inventory_actions.merge_assets(kept_id=kept.pk, gone_id=gone.pk, now=NOW, by=by)
    content = f"Naam;Serienummer\n{CANARY} toestel;{CANARY}-4\n".encode()
    row = inventory_actions.give_file(name=f"{CANARY}.csv", content=content, now=NOW, by=by)
    inventory_actions.try_file(import_id=row.pk, now=NOW, step=lambda *_n: None, by=by)
    used = inventory_actions.Used(name=f"{CANARY} toepassing", hosting=Hosting.OWN, note=f"{CANARY} nota")
    application = inventory_actions.keep_application(used=used, now=NOW, by=by)
    key, _secret = inventory_actions.make_agent_key(name=f"{CANARY} agenten", now=NOW, by=by)
    return {
        "asset_id": kept.pk,
        "other_id": other.pk,
        "merge_id": merge.pk,
        "import_id": row.pk,
        "key_id": key.pk,
        "application_id": application.pk,
        "product_id": application.product_id,
    }


def _contract(keerbergen: Organisation) -> int:
    """A contract of Keerbergen that it shares with nobody, with a notice."""
    by = an_actor(keerbergen, "ict_manager", person_id=person(keerbergen, f"{CANARY}-aankoper", "ict_manager").pk)
    row = a_contract(
        by=by, title=f"{CANARY} contract", supplier=f"{CANARY} leverancier", covers=f"{CANARY} wat het dekt"
    )
    take_step(contract_id=row.pk, kind=StepKind.NOTICE, on=TODAY, note=f"{CANARY} brief", now=NOW, today=TODAY, by=by)
    return row.pk


def _knowledge(partnership: Organisation, keerbergen: Organisation, support: Organisation) -> dict[str, Any]:
    """What somebody of Keerbergen says to know, shown to nobody, and asks of a partnership, with its answer."""
    by = an_actor(keerbergen, "ict_manager", person_id=person(keerbergen, f"{CANARY}-kenner", "ict_manager").pk)
    topic = Topic.objects.create(name="Onderwerp", kind="field")
    statement = Statement(
        skills=[Said(topic_id=topic.pk, knows=5, helps=True)], shown_to=ShownTo.NOBODY, note=f"{CANARY} kennis"
    )
    row = knowledge_actions.keep_profile(of="me", statement=statement, now=NOW, today=TODAY, by=by)
    what = Ask(
        title=f"{CANARY} vraag",
        text=f"{CANARY} wat wij willen weten",
        audience=Audience.PARTNERSHIP,
        partnership_id=partnership.pk,
        topics=[topic.pk],
    )
    asked = knowledge_actions.ask(what=what, now=NOW, today=TODAY, by=by)
    answer = knowledge_actions.answer(thread_id=asked.pk, text=f"{CANARY} antwoord", now=NOW, today=TODAY, by=by)
    adviser = an_actor(support, "adviser", person_id=person(support, "kennisadviseur", "adviser").pk)
    wanted = [knowledge_actions.Wanted(topic_id=topic.pk, duty=Duty.LEAD, person_id=by.person_id or 0, days=Decimal(3))]
    (role,) = knowledge_actions.propose_roles(
        partnership_id=partnership.pk, wanted=wanted, now=NOW, today=TODAY, by=adviser
    )
    SpecialismRole.objects.filter(pk=role.pk).update(reason=f"{CANARY} waarom")
    helped = knowledge_actions.ask_help(
        partnership_id=partnership.pk,
        topic_id=topic.pk,
        title=f"{CANARY} hulpvraag",
        text=f"{CANARY} wat er moet gebeuren",
        now=NOW,
        today=TODAY,
        by=by,
    )
    HelpHours.objects.create(
        request=helped, on=TODAY, amount=1, note=f"{CANARY} gedaan", given_by_id=1, given_for=support, logged_at=NOW
    )
    return {
        "profile_id": row.pk,
        "topic_id": topic.pk,
        "thread_id": asked.pk,
        "answer_id": answer.pk,
        "role_id": role.pk,
        "what": "terugnemen",
        "help_request_id": helped.pk,
    }


def _project(keerbergen: Organisation, partner: Organisation, support: Organisation) -> dict[str, int]:
    """A project of Keerbergen and one other, in a call, with what only they and the advisers read."""
    adviser = an_actor(support, "adviser", person_id=person(support, "projectadviseur", "adviser").pk)
    project = a_project(
        keerbergen, partner, by=adviser, title=f"{CANARY} project", purpose=f"{CANARY} doel", unit=f"{CANARY} stuks"
    )
    mayor = person(keerbergen, "burgemeester", "policy_maker", mandates=("opt_in", "sign"))
    by = an_actor(keerbergen, "policy_maker", "ict_manager", person_id=mayor.pk, mandates=frozenset({"opt_in"}))
    project_actions.say_interest(
        project_id=project.pk, is_interested=True, units=40, wishes=f"{CANARY} wens", now=NOW, today=TODAY, by=by
    )
    a_call(project, by=adviser, text=f"{CANARY} oproep", cost=replace(PER_UNIT, label=f"{CANARY} kost"))
    project_actions.decide(
        project_id=project.pk,
        stand=a_stand(reason=f"{CANARY} beweegreden"),
        paper=a_paper(f"{CANARY} uittreksel.txt", f"{CANARY} uittreksel"),
        now=NOW,
        today=TODAY,
        by=by,
    )
    todo = project_actions.add_todo(
        project_id=project.pk, title=f"{CANARY} taak", who="", due_on=None, now=NOW, by=adviser
    )
    line = project_actions.keep_business_line(
        project_id=project.pk,
        assumption=Assumption(
            label=f"{CANARY} aanname",
            way=Way.ALONE,
            part=Part.SUPPLIER,
            timing=Timing.YEARLY,
            low=Decimal(1),
            likely=Decimal(2),
            high=Decimal(3),
        ),
        by=by,
    )
    participation = project.participations.get(organisation=keerbergen)
    return {
        "project_id": project.pk,
        "act_id": participation.acts.get().pk,
        "participation_id": participation.pk,
        "todo_id": todo.pk,
        "line_id": line.pk,
        "need_id": project_actions.raise_need(
            title=f"{CANARY} behoefte", why=f"{CANARY} waarom", is_shared=True, now=NOW, by=by
        ).pk,
        "risk_id": a_risk(project, by=adviser, title=f"{CANARY} risico").pk,
    }


def _review(scan_id: int, adviser: Actor, board: Actor) -> None:
    """A review half done, with what only the board and the advisers read."""
    scan_actions.start_review(scan_id=scan_id, now=NOW, by=adviser)
    question = published().questions["BEL02"]
    farthest = max(question.options, key=lambda item: abs(item.level - 2))
    scan_actions.review_answer(
        scan_id=scan_id,
        question=question.id,
        answer=farthest.code,
        motivation=f"{CANARY} motivering",
        seen_revision=0,
        now=NOW,
        by=adviser,
    )
    scan_actions.react_to_review(scan_id=scan_id, question=question.id, text=f"{CANARY} reactie", now=NOW, by=board)


def _people(keerbergen: Organisation) -> dict[str, int]:
    """Somebody who works at Keerbergen, and what only Keerbergen's own administrator may know of it."""
    somebody = person(keerbergen, f"{CANARY}-collega", "ict_manager", mandates=("submit_scan",))
    Person.objects.filter(pk=somebody.pk).update(phone=f"{CANARY} 016")
    membership = Membership.objects.get(person=somebody)
    Membership.objects.filter(pk=membership.pk).update(job_title=f"{CANARY} functie")
    Mandate.objects.filter(membership=membership).update(basis=f"{CANARY} besluit")
    invitation = Invitation.objects.create(
        organisation=keerbergen,
        email=f"{CANARY}@x.example",
        name=f"{CANARY} genodigde",
        roles=["clerk"],
        token_hash="0" * 64,
        invited_by=somebody,
        invited_at=NOW,
        expires_at=NOW.replace(year=2100),
    )
    key = ApiToken.objects.create(
        person=somebody,
        organisation=keerbergen,
        name=f"{CANARY} sleutel",
        prefix="abc",
        token_hash="1" * 64,
        created_at=NOW,
        expires_on=TODAY.replace(year=2100),
    )
    LookIn.objects.create(
        looker=person(OrganisationFactory(support_point=True, name="Ander steunpunt"), "kijker", "administrator"),
        person=somebody,
        organisation=keerbergen,
        reason=f"{CANARY} reden",
        started_at=NOW,
        ends_at=NOW + timedelta(minutes=30),
    )
    request = Registration.objects.create(
        enterprise_number="0207515464",
        organisation_name=f"{CANARY} onderneming",
        street=f"{CANARY} straat",
        name=f"{CANARY} vrager",
        email=f"{CANARY}2@x.example",
        language="nl",
        token_hash="3" * 64,
        asked_at=NOW,
        expires_at=NOW.replace(year=2100),
        confirmed_at=NOW,
        organisation=keerbergen,
    )
    return {
        "registration_id": request.pk,
        "membership_id": membership.pk,
        "mandate_id": Mandate.objects.get(membership=membership).pk,
        "invitation_id": invitation.pk,
        "token_id": key.pk,
    }


def _tender(keerbergen: Organisation, support: Organisation) -> dict[str, Any]:
    """A tender in preparation for Keerbergen, which said what it needs and is asked on."""
    buyer = an_actor(support, "buyer")
    spec = a_specification(purpose=f"{CANARY} aankoop")
    tender = a_tender(keerbergen, by=buyer, authority=keerbergen, spec=spec)
    board = tender.boards.get()
    tender_actions.state_needs(
        tender_id=tender.pk,
        needs=Needs(likely={"P1": Decimal(50)}, remark=f"{CANARY} behoefte"),
        now=NOW,
        by=an_actor(keerbergen, "ict_manager"),
    )
    asked = tender_actions.ask_board(
        tender_id=tender.pk, board_id=board.pk, text=f"{CANARY} vraag van de aankoper", now=NOW, by=buyer
    )
    return {"tender_id": tender.pk, "board_id": board.pk, "need_question_id": asked.pk, "part": "items", "number": 1}


def _ordered(keerbergen: Organisation, support: Organisation) -> dict[str, Any]:
    """What Keerbergen orders under a contract of its own: a basket that waits, an order that came with remarks."""
    supplier = OrganisationFactory(supplier=True, name="Leverancier van raamcontracten")
    contact = an_actor(supplier, "contact", person_id=person(supplier, f"{CANARY}-besteldesk", "contact").pk)
    buyer = an_actor(support, "buyer", person_id=person(support, "raamkoper", "buyer").pk)
    manager, director, absent = (
        an_actor(
            keerbergen,
            role,
            person_id=person(keerbergen, f"{CANARY}-{name}", role, mandates=("order",)).pk,
            mandates=frozenset({"order"}),
        )
        for name, role in (("besteller", "ict_manager"), ("goedkeurder", "secretary"), ("afwezig", "secretary"))
    )
    framework = a_framework(
        listed(title=f"{CANARY} postbus"),
        supplier=supplier,
        boards=(keerbergen,),
        by=buyer,
        reference="RC-KAN",
        title=f"{CANARY} raamcontract",
    )
    item = framework.items.get()
    keeper = an_actor(keerbergen, "local_administrator", person_id=manager.person_id)
    order_actions.set_limit(person_id=manager.person_id or 0, most_amount=Decimal(0), today=TODAY, now=NOW, by=keeper)
    stand_in = order_actions.name_stand_in(
        person_id=absent.person_id or 0,
        stand_in_id=director.person_id or 0,
        valid_from=TODAY,
        valid_to=TODAY,
        today=TODAY,
        now=NOW,
        by=absent,
    )

    def asked() -> Any:
        basket = order_actions.put_in_basket(item_id=item.pk, quantity=2, today=TODAY, now=NOW, by=manager)
        order_actions.say_of_basket(note=f"{CANARY} doel", deliver_to=f"{CANARY} adres", by=manager)
        return order_actions.submit(
            purchase_id=basket.pk, amount_seen=amount_seen(basket), today=TODAY, now=NOW, by=manager
        )

    done = asked()
    order_actions.approve(purchase_id=done.pk, amount_seen=amount_seen(done), today=TODAY, now=NOW, by=director)
    order = done.orders.get()
    (link,) = order_actions.give_links(order_id=order.pk, now=NOW, by=contact)
    order_actions.answer(order_id=order.pk, reply=order_actions.Reply(answer=OrderAnswer.CONFIRM), now=NOW, by=contact)
    Order.objects.filter(pk=order.pk).update(answered_by_mail=link.email)
    delivery = order_actions.deliver(
        order_id=order.pk,
        delivered_on=TODAY,
        quantities={1: 1},
        is_accepted=False,
        remarks=f"{CANARY} deuk",
        today=TODAY,
        now=NOW,
        by=manager,
    )
    return {
        "framework_id": framework.pk,
        "entitlement_id": framework.entitlements.get().pk,
        "change_id": framework.price_changes.get().pk,
        "item_id": item.pk,
        "purchase_id": asked().pk,
        "order_id": order.pk,
        "delivery_id": delivery.pk,
        "stand_in_row_id": stand_in.pk,
        "secret": "geen-bestaande-link",
    }


def _competed(keerbergen: Organisation, support: Organisation) -> dict[str, Any]:
    """What Keerbergen asked of the suppliers of a lot, and what one of them offered: opened, with a question left."""
    arena = Arena(replace(a_laptop(), title=f"{CANARY} laptop"), support=support, board=keerbergen)
    competition = arena.sent(title=f"{CANARY} prijzen gevraagd", what=f"{CANARY} nodig", deliver_to=f"{CANARY} adres")
    question = competition_actions.ask(
        competition_id=competition.pk, text=f"{CANARY} vraag van een leverancier", now=NOW, by=arena.contacts[0]
    )
    plan = ContentFile(f"{CANARY} plan".encode(), name="plan.txt")
    offer = arena.offer(
        competition,
        0,
        answers={"K1": f"{CANARY} aanpak", "K2": f"{CANARY} hulp"},
        files=[competition_actions.Given(name=f"{CANARY}.txt", content=plan)],
    )
    arena.open(competition)
    return {
        "competition_id": competition.pk,
        "competition_question_id": question.pk,
        "competition_offer_id": offer.pk,
        "competition_file_id": offer.files.get().pk,
    }


def _judged(keerbergen: Organisation, support: Organisation, supplier: Organisation) -> dict[str, Any]:
    """A tender whose offers Keerbergen judges: what was asked, handed in, opened, declared, marked and agreed."""
    buyer = an_actor(support, "buyer", person_id=person(support, "aankoop", "buyer").pk)
    people = [person(keerbergen, f"opener{number}", "finance_officer").pk for number in range(3)]
    officers = [an_actor(keerbergen, "finance_officer", person_id=pk) for pk in people]
    judge = an_actor(keerbergen, "clerk", person_id=person(keerbergen, "jury", "clerk").pk)
    rival = OrganisationFactory(supplier=True)
    bidder = an_actor(rival, "bidder", person_id=person(rival, "bieder", "bidder").pk)
    tender = a_tender(keerbergen, by=buyer, reference="2011-KAN-2")
    phrase = "drie mensen openen samen"
    for who in officers:
        tender_actions.make_officer_key(phrase=phrase, again=phrase, now=NOW, by=who)
        tender_actions.name_officer(
            tender_id=tender.pk, person_id=who.person_id, organisation_id=keerbergen.pk, now=NOW, by=buyer
        )
    tender_actions.publish(tender_id=tender.pk, fingerprint=seen_fingerprint(tender), now=NOW, by=buyer)
    question = tender_actions.ask(tender_id=tender.pk, text=f"{CANARY} vraag van een bieder", now=NOW, by=bidder)
    for kind in EnvelopeKind:
        handed_in(tender, kind, by=bidder, **({"answers": {"K1": f"{CANARY} antwoord"}} if kind == "quality" else {}))
    open_now = {"tender_id": tender.pk, "stage": OpeningStage.CONTENT, "phrase": phrase, "now": AFTER}
    tender_actions.begin_opening(by=officers[0], **open_now)
    opening = tender_actions.complete_opening(by=officers[1], **open_now)
    offer = BidLot.objects.get(bid__round__tender=tender)
    of_offer = {"tender_id": tender.pk, "bid_lot_id": offer.pk, "criterion": "K1", "now": AFTER}
    tender_actions.name_assessor(
        tender_id=tender.pk, person_id=judge.person_id, organisation_id=keerbergen.pk, now=AFTER, by=buyer
    )
    tender_actions.declare(tender_id=tender.pk, has_conflict=False, text=f"{CANARY} belang", now=AFTER, by=judge)
    for criterion in ("K1", "K2"):
        tender_actions.give_mark(
            **(of_offer | {"criterion": criterion}), mark=Decimal(8), argument=f"{CANARY} argument", by=judge
        )
    tender_actions.hand_in_marks(tender_id=tender.pk, now=AFTER, by=judge)
    tender_actions.agree(**of_offer, mark=Decimal(8), argument=f"{CANARY} akkoord", by=buyer)
    return {
        "officer_id": tender.officers.first().pk,
        "opening_id": opening.pk,
        "supplier_question_id": question.pk,
        "bid_id": offer.bid_id,
        "bid_lot_id": offer.pk,
        "file_id": SealedFile.objects.first().pk,
        "assessor_id": tender.assessors.get().pk,
        "price_question_id": 0,
        "candidacy_id": 0,
        "kind": "quality",
        "variant": 0,
        "lot": 1,
    }
