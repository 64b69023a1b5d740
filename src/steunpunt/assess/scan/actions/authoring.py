"""Writing a questionnaire: starting a draft, publishing it, putting it aside. Changes to it are in `drafting`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.rounds import publish_questionnaire
from steunpunt.assess.scan.facts.drafting import DraftPublished, DraftPutAside, DraftStarted, DraftTakenUp
from steunpunt.assess.scan.models import QuestionnaireDraft, QuestionnaireVersion
from steunpunt.assess.scan.questionnaires import source_of
from steunpunt.assess.scan.questionnaires.content import Content, content_of, next_version, source_from, texts
from steunpunt.assess.scan.questionnaires.reading import Reading, read_workbook
from steunpunt.assess.scan.questionnaires.remarks import blocking, remarks
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record

NUMBER_LENGTH = 20


@transaction.atomic
def start_draft(*, number: str, version_id: int | None, now: datetime, by: Actor) -> QuestionnaireDraft:
    """Start writing the version after a published one, or with `version_id` None a questionnaire of its own.

    Every question of the version before starts out comparable with itself.
    """
    require(access.may_author(by))
    refuse_if(number_objections(number))
    base = access.visible_versions(by).filter(pk=version_id).first() if version_id is not None else None
    require(version_id is None or base is not None)
    content = next_version(content_of(base.source), number.strip()) if base else empty_content(number.strip())
    return _start(content, base, origin=_origin(base), now=now, by=by)


def empty_content(number: str) -> Content:
    """A questionnaire without domains; facts, prompts and words are those of the version that ships with the project."""
    standard = content_of(source_of())
    return {**standard, "version": number, "based_on": "", "title": texts(), "domains": []}


def _origin(base: QuestionnaireVersion | None) -> str:
    return base.number if base else "–"


def import_workbook(
    *, content: bytes, name: str, now: datetime, by: Actor
) -> tuple[Reading, QuestionnaireDraft | None]:
    """Start a draft from a workbook. With errors nothing is kept, and the reading says what is wrong and where.

    An earlier draft is left as it is: who uploads again gets another draft beside it.
    """
    require(by.via == "command" or access.may_author(by))
    reading = read_workbook(content, name)
    if reading.content is None:
        return reading, None
    return reading, _import(reading.content, name, now=now, by=by)


@transaction.atomic
def _import(content: Content, name: str, *, now: datetime, by: Actor) -> QuestionnaireDraft:
    base = QuestionnaireVersion.objects.filter(number=content["based_on"]).first() if content["based_on"] else None
    return _start(content, base, origin=name[:100], now=now, by=by)


def _start(
    content: Content, base: QuestionnaireVersion | None, *, origin: str, now: datetime, by: Actor
) -> QuestionnaireDraft:
    draft = QuestionnaireDraft.objects.create(
        content=content,
        based_on=base,
        started_at=now,
        started_by_id=by.person_id,
        changed_at=now,
        changed_by_id=by.person_id,
    )
    number = content["version"] or "–"
    record(DraftStarted(organisation_id=by.organisation_id, draft_id=draft.pk, number=number, origin=origin), by=by)
    return draft


def number_objections(number: str) -> list[Reason]:
    """Why a version cannot carry this number."""
    if not number.strip():
        return [Reason("number_missing", _("Give the version a number, such as 1.0."), "number")]
    if len(number.strip()) > NUMBER_LENGTH:
        return [Reason("number_long", _("Keep the number of the version under 20 signs."), "number")]
    if QuestionnaireVersion.objects.filter(number=number.strip()).exists():
        text = _("Version %(number)s is published already. Give this one another number.")
        return [Reason("number_taken", text % {"number": number.strip()}, "number")]
    return []


@transaction.atomic
def publish_draft(*, draft_id: int, now: datetime, by: Actor) -> QuestionnaireVersion:
    """Publish a draft as a version that never changes. Refused as long as something blocking is left."""
    draft = QuestionnaireDraft.objects.select_for_update(of=("self",)).get(pk=draft_id)
    require(access.may_publish(by))
    refuse_if(draft_closed(draft))
    content: Content = draft.content
    refuse_if(number_objections(content["version"]))
    left = blocking(remarks(content, queries.base_of(draft)))
    text = ngettext(
        "%(count)s point keeps this draft from being published. It stands in the list of points to look at.",
        "%(count)s points keep this draft from being published. They stand in the list of points to look at.",
        len(left),
    )
    refuse_if([Reason("not_ready", text % {"count": len(left)})] if left else [])
    version = publish_questionnaire(source=source_from(content), now=now, by=by)
    draft.published_as = version
    draft.save(update_fields=["published_as"])
    record(DraftPublished(organisation_id=by.organisation_id, draft_id=draft.pk, number=version.number), by=by)
    return version


def draft_closed(draft: QuestionnaireDraft) -> list[Reason]:
    """Why a draft can no longer be written in."""
    if draft.published_as_id is not None:
        text = _("This draft was published. A published version never changes: start a new one from it.")
        return [Reason("published", text)]
    if draft.put_aside_at is not None:
        return [Reason("put_aside", _("This draft was put aside. Take it up again first."))]
    return []


@transaction.atomic
def put_draft_aside(*, draft_id: int, now: datetime, by: Actor) -> None:
    """Take a draft off the list without losing it."""
    draft = QuestionnaireDraft.objects.select_for_update().get(pk=draft_id)
    require(access.may_author(by))
    refuse_if(draft_closed(draft))
    draft.put_aside_at = now
    draft.save(update_fields=["put_aside_at"])
    record(DraftPutAside(organisation_id=by.organisation_id, draft_id=draft.pk), by=by)


@transaction.atomic
def take_draft_up(*, draft_id: int, by: Actor) -> None:
    """Bring back a draft that was put aside; one that is open is left as it is."""
    draft = QuestionnaireDraft.objects.select_for_update().get(pk=draft_id)
    require(access.may_author(by))
    if draft.put_aside_at is None:
        return
    draft.put_aside_at = None
    draft.save(update_fields=["put_aside_at"])
    record(DraftTakenUp(organisation_id=by.organisation_id, draft_id=draft.pk), by=by)
