"""Terms: the draft, signing it, and every version that was signed."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.contract.frameworks import actions, forms, queries, sentences
from steunpunt.contract.frameworks.choices import words
from steunpunt.contract.frameworks.rules import terms as rules
from steunpunt.contract.frameworks.views.shared import document_of, framework_or_404, kept_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_GET
def versions(request: ActorRequest, framework_id: int) -> HttpResponse:
    """The terms as they hold, and every signed change."""
    framework, today = framework_or_404(request, framework_id), timezone.localdate()
    rows = list(framework.versions.order_by("-number"))
    current = queries.versions_on([framework.pk], today).get(framework.pk)
    terms = queries.terms_on(framework, today)
    context = {
        **shell(request, framework, "versions"),
        "terms": terms,
        "facts": list(sentences.facts(framework, terms, has_tiers=queries.has_tiers(framework.pk))),
        "comparisons": sentences.comparisons(terms),
        "versions": rows,
        "current": current,
        "draft_differs": bool(rows) and framework.draft != rows[0].content,
        "price_reasons": words.PRICE_REASONS,
        "changes": framework.price_changes.select_related("withdrawal").order_by("-valid_from", "-pk"),
    }
    return render(request, "frameworks/versions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def terms(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Write the draft: nothing of it holds before it is signed."""
    framework = kept_or_404(request, framework_id)
    before = rules.read(framework.draft)
    initial = forms.TermsForm.initial_of(before, framework.draft_edition)
    form = forms.TermsForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.change_terms(
            framework_id=framework.pk,
            terms=form.terms(before),
            edition=form.cleaned_data["edition"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The draft is kept. It holds once it is signed."))
        return redirect("frameworks:detail", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Write the terms"))["trail"]
    back = reverse("frameworks:detail", args=[framework.pk])
    return form_page(request, form, trail=trail, submit=_("Keep the draft"), back=back)


@signed_in
@require_http_methods(["GET", "POST"])
def suppliers(request: ActorRequest, framework_id: int) -> HttpResponse:
    framework = kept_or_404(request, framework_id)
    lots = rules.read(framework.draft).lots
    initial = {f"lot{row.lot}_{row.place}": row.organisation_id for row in framework.suppliers.all()}
    form = forms.SuppliersForm(
        request.POST or None,
        lots=lots,
        suppliers=[(card.id, card.name) for card in organisations.suppliers()],
        initial=initial,
    )

    def work() -> None:
        actions.name_suppliers(
            framework_id=framework.pk, supplies=form.supplies(), now=timezone.now(), by=request.actor
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The suppliers are named."))
        return redirect("frameworks:detail", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Suppliers"))["trail"]
    back = reverse("frameworks:detail", args=[framework.pk])
    return form_page(request, form, trail=trail, submit=_("Keep"), back=back)


@signed_in
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Write down that the draft was signed: from then on it holds."""
    framework, today = kept_or_404(request, framework_id), timezone.localdate()
    is_first = not framework.versions.exists()
    form = forms.SignForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "edition": framework.draft_edition,
            "signed_on": today,
            "valid_from": framework.starts_on if is_first else today,
        },
    )
    if is_first:
        form.fields["reason"].required = False

    def work() -> None:
        with transaction.atomic():
            actions.sign(
                framework_id=framework.pk,
                signature=form.signature(document_of(request, framework, form.cleaned_data["file"])),
                edition=form.cleaned_data["edition"],
                now=timezone.now(),
                by=request.actor,
            )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The terms hold from their day on."))
        return redirect("frameworks:versions", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Sign"))["trail"]
    back = reverse("frameworks:detail", args=[framework.pk])
    lead = (
        _("The contract as it was signed by whoever may sign for the contracting authority and the supplier.")
        if is_first
        else _("A signed change of the contract. What was ordered before keeps its terms and prices.")
    )
    return form_page(request, form, trail=trail, submit=_("Write down the signature"), back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def extend(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Take an extension that the contract foresees."""
    framework = kept_or_404(request, framework_id)
    form = forms.SignForm(
        request.POST or None,
        request.FILES or None,
        initial={"edition": framework.draft_edition, "signed_on": timezone.localdate()},
    )
    for name in ("valid_from", "reason"):
        del form.fields[name]

    def work() -> None:
        with transaction.atomic():
            actions.extend(
                framework_id=framework.pk,
                signed_on=form.cleaned_data["signed_on"],
                document_id=document_of(request, framework, form.cleaned_data["file"]),
                now=timezone.now(),
                by=request.actor,
            )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The framework contract is extended."))
        return redirect("frameworks:detail", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Extend"))["trail"]
    back = reverse("frameworks:detail", args=[framework.pk])
    return form_page(request, form, trail=trail, submit=_("Extend"), back=back)
