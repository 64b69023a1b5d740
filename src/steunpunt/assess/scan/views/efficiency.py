"""For advisers: an expert's view of efficiency. Not a score of the scan, not a ranking, and on no paper."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries import efficiency
from steunpunt.assess.scan.views.round_forms import BOARD_TYPE_NAMES
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest

INPUTS = {
    "p_ict_opex": gettext_lazy("ICT running costs per year"),
    "p_ict_fte": gettext_lazy("Full-time ICT people"),
    "p_ict_ext_days": gettext_lazy("Days of external ICT help"),
}
OUTPUTS = {
    "p_users": gettext_lazy("Users"),
    "p_workplaces": gettext_lazy("Workstations"),
    "p_mailboxes": gettext_lazy("Mailboxes"),
    efficiency.MEAN_SCORE: gettext_lazy("Mean of the domain scores"),
}


class EfficiencyForm(forms.Form):
    """What goes in and what comes out."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of board"), choices=lambda: list(BOARD_TYPE_NAMES.items()))
    inputs = forms.MultipleChoiceField(
        label=gettext_lazy("What goes in"), choices=list(INPUTS.items()), widget=forms.CheckboxSelectMultiple
    )
    outputs = forms.MultipleChoiceField(
        label=gettext_lazy("What comes out"), choices=list(OUTPUTS.items()), widget=forms.CheckboxSelectMultiple
    )


@signed_in
@require_http_methods(["GET", "POST"])
def efficiency_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """Choose measures; who posts sees the boards with the share of what goes in that their examples need. Every look is kept."""
    round_ = get_object_or_404(access.visible_rounds(request.actor).select_related("version"), pk=round_id)
    initial = {"kind": BoardType.MUNICIPALITY, "inputs": ["p_ict_opex"], "outputs": ["p_users"]}
    form = EfficiencyForm(request.POST if request.method == "POST" else None, initial=initial)
    found: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        found = _found(request, round_, form)
    context = {
        "round": round_,
        "form": form,
        **found,
        "trail": [
            (_("Assess"), ""),
            (_("Cooperation scan"), reverse("scan:index")),
            (round_.name, reverse("scan:round", args=[round_id])),
            (_("Efficiency"), ""),
        ],
    }
    return render(request, "scan/efficiency.html", context, status=422 if form.errors else 200)


def _found(request: ActorRequest, round_: Round, form: EfficiencyForm) -> dict[str, Any]:
    from steunpunt.assess.scan.rules import frontier  # an optimiser, loaded when it is needed: decision 13

    chosen = form.cleaned_data
    there = efficiency.units(round_, chosen["kind"], inputs=chosen["inputs"], outputs=chosen["outputs"])
    measures = len(chosen["inputs"]) + len(chosen["outputs"])
    if not frontier.is_meaningful(units=len(there), inputs=len(chosen["inputs"]), outputs=len(chosen["outputs"])):
        words = _("%(n)s boards gave all of this: too few for %(measures)s measures. It takes three boards for each.")
        form.add_error(None, words % {"n": len(there), "measures": measures})
        return {}
    actions.note_looks(scan_ids=[unit.scan for unit in there], what=gettext_noop("efficiency"), by=request.actor)
    results = frontier.input_efficiency(
        [unit.inputs for unit in there], [unit.outputs for unit in there], variable_returns=True
    )
    rows = [
        (unit, one.theta, [(there[place], share) for place, share in one.examples if there[place] is not unit])
        for unit, one in zip(there, results, strict=True)
    ]
    return {
        "rows": rows,
        "on_frontier": sum(theta > 1 - frontier.EXAMPLE_FROM for _unit, theta, _examples in rows),
        "in_words": ", ".join(str(INPUTS[key]) for key in chosen["inputs"]),
        "out_words": ", ".join(str(OUTPUTS[key]) for key in chosen["outputs"]),
    }
