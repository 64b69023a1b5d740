"""The award, and the report for the file of the board."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.contract.competitions import access, actions, forms, papers, queries
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.views.overview import ranked
from steunpunt.contract.competitions.views.shared import competition_or_404, only_if, trail
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal.public import moment
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.spreadsheets import download


@signed_in
@require_POST
def award(request: ActorRequest, competition_id: int) -> HttpResponse:
    """Order from the first; what the page showed is what is ordered."""
    row = competition_or_404(request, competition_id)
    only_if(access.may_award(request.actor, row) and access.reads_prices(request.actor, row))
    form = forms.AwardForm(request.POST)

    def work() -> None:
        given = form.cleaned_data
        actions.award(
            competition_id=row.pk,
            offer_id=given["offer"],
            amount_seen=given["amount_seen"],
            motivation=given["motivation"],
            today=timezone.localdate(),
            now=moment(timezone.now()),
            by=request.actor,
        )

    if worked(form, work):
        messages.success(request, _("It is ordered: the supplier gets the order by mail, and all hear the outcome."))
        return redirect("competitions:detail", competition_id=row.pk)
    if row.state != CompetitionState.FIXED:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
        return redirect("competitions:detail", competition_id=row.pk)
    context = {
        **ranked(request, row),
        "competition": row,
        "award_form": form,
        "trail": trail(row, (_("Award"), "")),
    }
    return render(request, "competitions/award.html", context, status=422)


@signed_in
@require_GET
def report(request: ActorRequest, competition_id: int) -> HttpResponse:
    """Who was asked, what came in, marks, ranking and award, as a sealed PDF."""
    row = competition_or_404(request, competition_id)
    only_if(access.reads_prices(request.actor, row))
    made = papers.report(row, queries.standing(row), now=timezone.now())
    return download(made, f"minicompetitie-{row.pk}.pdf", "application/pdf")
