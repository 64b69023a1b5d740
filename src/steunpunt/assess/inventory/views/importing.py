"""Reading files in: hand over, say what columns mean, try, read in, and see what became of each row."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.inventory import access, actions, queries, sentences
from steunpunt.assess.inventory.choices import ImportState, Verdict
from steunpunt.assess.inventory.forms import estate as forms
from steunpunt.assess.inventory.lists.estate import imports as import_list
from steunpunt.assess.inventory.models import Import
from steunpunt.assess.inventory.reading import MOST_BYTES, table
from steunpunt.assess.inventory.views.estate import trail
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason, Refused, refuse_if
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import list_page

BOTH = require_http_methods(["GET", "POST"])
MOST_SHOWN = 200


@signed_in
@BOTH
def imports(request: ActorRequest) -> HttpResponse:
    """Hand a file over; and what was read in before."""
    if not access.may_keep_estate(request.actor):
        raise Http404
    form = forms.FileForm(request.POST, request.FILES) if request.method == "POST" else forms.FileForm()
    made: list[Import] = []

    def work() -> None:
        file = form.cleaned_data["file"]
        too_large = Reason("too_large", queries.WORDS["too_large"], "file")
        refuse_if([too_large] if file.size > MOST_BYTES else [])
        made.append(actions.give_file(name=file.name or "", content=file.read(), now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        return redirect("inventory:import", import_id=made[0].pk)
    context = {
        "form": form,
        "list": list_page(request, import_list(), access.visible_imports(request.actor).defer("content")),
        "trail": trail((_("Read a file in"), "")),
    }
    return render(request, "inventory/imports.html", context, status=422 if form.errors else 200)


def _seen(request: ActorRequest, import_id: int) -> Import:
    return get_object_or_404(access.visible_imports(request.actor), pk=import_id)


@signed_in
@BOTH
def import_page(request: ActorRequest, import_id: int) -> HttpResponse:
    """One file: its columns, and what became of its rows, or would."""
    row = _seen(request, import_id)
    is_open = row.state in {ImportState.GIVEN, ImportState.TRIED}
    form = None
    if row.is_sheet and is_open:
        found = table(bytes(row.content or b""))
        form = forms.ColumnsForm(request.POST or None, row=row, samples=found.rows[0] if found.rows else ())
        if request.method == "POST" and worked(form, lambda: _tell(request, row, form)):
            return _started(request, row, is_try=True)
    answers = [one for answers in row.parts.values_list("answers", flat=True) for one in answers]
    refused = [one for one in answers if one["verdict"] == Verdict.REFUSED.value or one["reasons"]]
    context = {
        "row": row,
        "form": form,
        "is_open": is_open,
        "headline": sentences.read_in(row),
        "answers": [(one, Verdict(one["verdict"]).label, sentences.reasons(one)) for one in refused[:MOST_SHOWN]],
        "is_cut": len(refused) > MOST_SHOWN,
        "most": MOST_SHOWN,
        "n": len(answers),
        "trail": trail((_("Read a file in"), reverse("inventory:imports")), (row.name, "")),
    }
    return render(request, "inventory/import.html", context, status=422 if form is not None and form.errors else 200)


def _tell(request: ActorRequest, row: Import, form: Any) -> None:
    actions.tell_columns(
        import_id=row.pk, mapping=form.mapping(), kind=form.cleaned_data["kind"], now=timezone.now(), by=request.actor
    )


def _started(request: ActorRequest, row: Import, *, is_try: bool) -> HttpResponse:
    try:
        job_id = actions.start_reading(import_id=row.pk, is_try=is_try, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inventory:import", import_id=row.pk)
    return redirect("jobs:detail", job_id=job_id)


@signed_in
@require_POST
def import_try(request: ActorRequest, import_id: int) -> HttpResponse:
    return _started(request, _seen(request, import_id), is_try=True)


@signed_in
@require_POST
def import_read(request: ActorRequest, import_id: int) -> HttpResponse:
    return _started(request, _seen(request, import_id), is_try=False)


@signed_in
@require_GET
def import_report(request: ActorRequest, import_id: int) -> HttpResponse:
    """What became of every row, as a spreadsheet."""
    row = _seen(request, import_id)
    answers = [one for answers in row.parts.values_list("answers", flat=True) for one in answers]
    header = [_("File"), _("Row"), _("What"), _("Verdict"), _("Why")]
    lines = [
        (one["file"], one["row"], one["label"], str(Verdict(one["verdict"]).label), "; ".join(sentences.reasons(one)))
        for one in answers
    ]
    return spreadsheets.response("xlsx", "inlezing", header, lines)
