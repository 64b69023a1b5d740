"""Pages with which keepers of the list tie two organisations, and end a tie."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import actions, queries
from steunpunt.foundation.organisations.choices import SAID, SAID_BACK, RelationKind
from steunpunt.foundation.organisations.forms import EndRelationForm, RelateForm
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.rules.boards import relation_choices
from steunpunt.foundation.organisations.views.keeping import form_page, organisation_to_keep, page, worked


@login_required
@page
def relate(request: ActorRequest, pk: int) -> HttpResponse:
    """Tie this organisation to another one that exists today."""
    organisation = organisation_to_keep(request, pk)
    start = {"on": timezone.localdate()}
    form = RelateForm(request.POST or None, initial=start, candidates=_candidates(organisation))
    if worked(form, lambda: actions.relate_organisations(**form.tie(pk), by=request.actor)):
        messages.success(request, _("The tie is on record."))
        return redirect("organisations:detail", pk)
    lead = _("For an OCMW of a municipality, or a member of a zone. Did organisations merge? Then choose “Merge”.")
    return form_page(
        request,
        form,
        title=_("Tie to another organisation"),
        submit=_("Record the tie"),
        organisation=organisation,
        lead=lead,
    )


def _candidates(organisation: Organisation) -> list[tuple[str, list[tuple[str, str]]]]:
    """With whom there can be a tie today, by what the tie is called from here."""
    today = timezone.localdate()
    tied = {
        (row.kind, row.source_id, row.target_id) for row in queries.relations_of(organisation.pk) if today in row.period
    }
    found = []
    for kind, is_source, kinds in relation_choices(organisation.kind):
        side = "to" if is_source else "from"
        others = queries.standing(today, kinds=kinds).values_list("pk", "name")
        free = [
            (f"{kind}:{side}:{other}", name)
            for other, name in others
            if (kind, *((organisation.pk, other) if is_source else (other, organisation.pk))) not in tied
        ]
        found.append((str((SAID if is_source else SAID_BACK)[kind]), free))
    return found


@login_required
@page
def end_relation(request: ActorRequest, pk: int, relation_id: int) -> HttpResponse:
    """The tie ends on a day; it stays readable."""
    organisation = organisation_to_keep(request, pk)
    relation = get_object_or_404(queries.relations_of(pk), pk=relation_id)
    form = EndRelationForm(request.POST or None, initial={"on": timezone.localdate()})
    if worked(
        form,
        lambda: actions.end_relation(relation_id=relation_id, on=form.cleaned_data["on"], by=request.actor),
    ):
        messages.success(request, _("The end of the tie is on record; it stays readable."))
        return redirect("organisations:detail", pk)
    is_source = relation.source_id == pk
    words = (SAID if is_source else SAID_BACK)[RelationKind(relation.kind)]
    lead = f"{words} {(relation.target if is_source else relation.source).name}."
    return form_page(request, form, title=_("End a tie"), submit=_("End it"), organisation=organisation, lead=lead)
