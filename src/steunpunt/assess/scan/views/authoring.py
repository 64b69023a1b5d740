"""Versions and drafts of the questionnaire: the list, workbooks in and out, publishing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import access, actions, forms, queries
from steunpunt.assess.scan.models import QuestionnaireDraft, QuestionnaireVersion
from steunpunt.assess.scan.queries import authoring
from steunpunt.assess.scan.questionnaires.content import content_of
from steunpunt.assess.scan.questionnaires.opening import too_large
from steunpunt.assess.scan.questionnaires.reading import Reading, read_workbook
from steunpunt.assess.scan.questionnaires.remarks import blocking
from steunpunt.assess.scan.questionnaires.sheets import MAX_BYTES
from steunpunt.assess.scan.questionnaires.writing import workbook_of
from steunpunt.assess.scan.rules import comparable_questions
from steunpunt.assess.scan.views.previewing import preview_of
from steunpunt.assess.scan.views.remark_words import points
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.ui import registry, spreadsheets
from steunpunt.foundation.ui.forms import worked

MOST_FAULTS = 200
"""So many faults of a workbook are shown; the rest is counted."""


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Assess"), ""), (_("Questionnaires"), reverse("scan:questionnaires")), *more]


def draft_or_404(request: ActorRequest, draft_id: int) -> QuestionnaireDraft:
    """The draft, from the rows this actor may see."""
    return get_object_or_404(authoring.with_number_taken(access.visible_drafts(request.actor)), pk=draft_id)


def version_or_404(request: ActorRequest, version_id: int) -> QuestionnaireVersion:
    return get_object_or_404(access.visible_versions(request.actor), pk=version_id)


@signed_in
@require_GET
def questionnaires(request: ActorRequest) -> HttpResponse:
    """What is being written and what was published."""
    require(access.sees_drafts(request.actor))
    drafts = [authoring.draft_line(draft) for draft in authoring.unpublished(access.visible_drafts(request.actor))]
    context = {
        "drafts": [line for line in drafts if line.draft.is_open],
        "aside": [line for line in drafts if not line.draft.is_open],
        "versions": authoring.versions_with_rounds(access.visible_versions(request.actor)),
        "people": registry.names_of(registry.person_names, [line.draft.changed_by_id for line in drafts]),
        "may_author": access.may_author(request.actor),
        "trail": [*trail()[:-1], (_("Questionnaires"), "")],
    }
    return render(request, "scan/questionnaires.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_start(request: ActorRequest) -> HttpResponse:
    """Start a new version, from a published one or from nothing."""
    require(access.may_author(request.actor))
    versions = access.visible_versions(request.actor)
    initial = {"base": request.GET.get("van") or versions.values_list("pk", flat=True).first()}
    form = forms.DraftForm(request.POST or None, versions=versions, initial=initial)
    if request.method == "POST":
        made: list[QuestionnaireDraft] = []

        def work() -> None:
            base = form.cleaned_data["base"]
            draft = actions.start_draft(
                number=form.cleaned_data["number"],
                version_id=base.pk if base else None,
                now=timezone.now(),
                by=request.actor,
            )
            made.append(draft)

        if worked(form, work):
            return redirect("scan:draft", draft_id=made[0].pk)
    context = {"form": form, "trail": trail((_("New version"), ""))}
    return render(request, "scan/draft_start.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_upload(request: ActorRequest) -> HttpResponse:
    """Look a workbook over, or start a draft from it. With errors nothing is kept, and each says where it stands."""
    require(access.may_author(request.actor))
    is_sent = request.method == "POST"
    form = forms.WorkbookForm(request.POST, request.FILES) if is_sent else forms.WorkbookForm()
    reading = None
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > MAX_BYTES:
            reading = Reading(None, (too_large(),))
        elif "nakijken" in request.POST:
            reading = read_workbook(file.read(), file.name)
        else:
            reading, draft = actions.import_workbook(
                content=file.read(), name=file.name, now=timezone.now(), by=request.actor
            )
            if draft:
                text = _("The workbook was read: %(count)s questions. Nothing is published yet.")
                messages.info(request, text % {"count": reading.questions})
                return redirect("scan:draft_points", draft_id=draft.pk)
    context: dict[str, Any] = {"form": form, "reading": reading, "trail": trail((_("Upload a workbook"), ""))}
    if reading:
        context |= {"shown": reading.faults[:MOST_FAULTS], "more": max(len(reading.faults) - MOST_FAULTS, 0)}
    is_wrong = bool(form.errors) or bool(reading and reading.errors)
    return render(request, "scan/draft_upload.html", context, status=422 if is_wrong else 200)


@signed_in
@require_GET
def version(request: ActorRequest, version_id: int) -> HttpResponse:
    """A published version as boards see it, and with what it may be compared."""
    require(access.sees_drafts(request.actor))
    row = version_or_404(request, version_id)
    questionnaire = queries.questionnaire_of_version(row)
    compared = None
    versions = queries.versions_by_number()
    if questionnaire.based_on in versions:
        compared = len(comparable_questions(questionnaire, versions[questionnaire.based_on], versions))
    context = {
        **preview_of(request, questionnaire),
        "version": row,
        "questionnaire": questionnaire,
        "compared": compared,
        "may_author": access.may_author(request.actor),
        "trail": trail((row.number, "")),
    }
    return render(request, "scan/version.html", context)


@signed_in
@require_GET
def version_workbook(request: ActorRequest, version_id: int) -> HttpResponse:
    """A published version as a workbook."""
    row = version_or_404(request, version_id)
    return _download(workbook_of(content_of(row.source)), row.number)


@signed_in
@require_GET
def draft_workbook(request: ActorRequest, draft_id: int) -> HttpResponse:
    """A draft as a workbook: what is uploaded again gives the same draft."""
    draft = draft_or_404(request, draft_id)
    number = draft.content["version"]
    return _download(workbook_of(draft.content), _("draft %(number)s") % {"number": number})


def _download(content: bytes, name: str) -> HttpResponse:
    file = slugify(_("questionnaire %(name)s") % {"name": name.replace(".", "-")})
    return spreadsheets.download(content, f"{file}.xlsx", spreadsheets.XLSX)


@signed_in
@require_http_methods(["GET", "POST"])
def draft_publish(request: ActorRequest, draft_id: int) -> HttpResponse:
    """What is left to do before publication, what stays comparable, and the button."""
    draft = draft_or_404(request, draft_id)
    if draft.published_as_id is not None:
        return redirect("scan:version", version_id=draft.published_as_id)
    refused: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            made = actions.publish_draft(draft_id=draft_id, now=timezone.now(), by=request.actor)
        except Refused as error:
            refused = error.reasons
        else:
            return redirect("scan:version", version_id=made.pk)
    base = queries.base_of(draft)
    found = authoring.remarks_of(draft)
    line = authoring.draft_line(draft)
    context = {
        "draft": draft,
        "line": line,
        "refused": refused,
        "base": base,
        "blocking": points(draft.pk, blocking(found)),
        "advice": len(found) - len(blocking(found)),
        "comparable": sum(
            bool(question["comparable_with"]) for domain in draft.content["domains"] for question in domain["questions"]
        ),
        "may_publish": access.may_publish(request.actor),
        "trail": trail((line.name, reverse("scan:draft", args=[draft.pk])), (_("Publish"), "")),
    }
    return render(request, "scan/draft_publish.html", context, status=422 if refused else 200)


@signed_in
@require_POST
def draft_aside(request: ActorRequest, draft_id: int) -> HttpResponse:
    """Put a draft aside, or take it up again."""
    draft = draft_or_404(request, draft_id)
    try:
        if draft.put_aside_at is None:
            actions.put_draft_aside(draft_id=draft_id, now=timezone.now(), by=request.actor)
        else:
            actions.take_draft_up(draft_id=draft_id, by=request.actor)
    except Refused as refused:
        raise Http404 from refused
    return redirect("scan:questionnaires")
