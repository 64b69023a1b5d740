"""Pages of the landscape: what one's board uses, who else does, what ends; and the names of products."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.inventory import access, actions, queries
from steunpunt.assess.inventory.choices import Hosting, Reach, ServiceKind
from steunpunt.assess.inventory.forms import landscape as forms
from steunpunt.assess.inventory.lists import landscape as lists
from steunpunt.assess.inventory.models import Application, Product
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason, refuse_if
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page

BOTH = require_http_methods(["GET", "POST"])


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Assess"), ""), (_("Software"), reverse("inventory:software") if more else ""), *more]


@signed_in
@require_GET
def software(request: ActorRequest) -> HttpResponse:
    """What one's own board uses and has on its devices; an adviser keeps the names of products."""
    if access.keeps_products(request.actor):
        return redirect("inventory:products")
    if not access.sees_landscape(request.actor):
        raise Http404
    today = timezone.localdate()
    spec, rows = lists.own_products(), queries.own_products(request.actor)
    if file := export(request, spec, rows):
        return file
    ending = queries.ending(request.actor, today)
    context = {
        "list": list_page(request, spec, rows),
        "ended": [one for one in ending if one.ends_on < today],
        "ending": [one for one in ending if one.ends_on >= today],
        "may_keep": access.may_keep_estate(request.actor),
        "trail": _trail(),
    }
    return render(request, "inventory/software.html", context)


@signed_in
@require_GET
def support_ends(request: ActorRequest) -> HttpResponse:
    """What ends support, on how many devices of one's own board."""
    if not access.sees_landscape(request.actor):
        raise Http404
    context = {
        "rows": queries.ending(request.actor, timezone.localdate()),
        "today": timezone.localdate(),
        "trail": _trail((_("End of support"), "")),
    }
    return render(request, "inventory/support_ends.html", context)


@signed_in
@require_GET
def landscape(request: ActorRequest) -> HttpResponse:
    """What boards use that show it: “what do boards like us use for maps?”."""
    if not access.sees_landscape(request.actor):
        raise Http404
    today = timezone.localdate()
    spec = lists.shown_applications(queries.like_us(request.actor, today))
    rows = queries.shown_applications(request.actor, today)
    if file := export(request, spec, rows):
        return file
    reach = queries.choice_of(request.actor.organisation_id or 0).reach
    context = {
        "list": list_page(request, spec, rows),
        "is_hidden": reach == Reach.NOBODY,
        "may_keep": access.may_keep_estate(request.actor),
        "trail": _trail((_("What boards use"), "")),
    }
    return render(request, "inventory/landscape.html", context)


@signed_in
@require_GET
def product(request: ActorRequest, product_id: int) -> HttpResponse:
    """One product: at one's own board, at others that show it, and until when it is supported."""
    if not access.sees_landscape(request.actor):
        raise Http404
    today, own = timezone.localdate(), request.actor.organisation_id or 0
    rows = Product.objects.filter(merged_into=None)
    row = get_object_or_404(rows, pk=product_id)
    application = (
        Application.objects.filter(product=row, organisation_id=own, until_on=None)
        .select_related("contract__current")
        .first()
    )
    use = row.uses.filter(organisation_id=own).first()
    neighbours = queries.who_uses(request.actor, row, today)
    if application is None and use is None and not neighbours:
        raise Http404  # a name that nobody shows says who has what
    context = {
        "product": row,
        "task": ServiceKind(row.task).label if row.task else "",
        "application": application,
        "hosting": Hosting(application.hosting).label if application else "",
        "devices": use.devices if use else 0,
        "links_out": list(application.links_out.select_related("target__product").order_by("pk"))
        if application
        else [],
        "links_in": list(application.links_in.select_related("source__product").order_by("pk")) if application else [],
        "neighbours": [(one, Hosting(one.hosting).label if one.hosting else "") for one in neighbours],
        "ends": list(row.support_ends.order_by("version", "-pk")),
        "today": today,
        "may_keep": access.may_keep_estate(request.actor),
        "trail": _trail((row.name, "")),
    }
    return render(request, "inventory/product.html", context)


# ── what one's own board uses ────────────────────────────────────────────────
def _contracts(request: ActorRequest) -> list[tuple[int, str]]:
    return [(row.pk, str(row)) for row in queries.contracts(request.actor).order_by("current__title", "pk")]


@signed_in
@BOTH
def application_new(request: ActorRequest) -> HttpResponse:
    """Write down that one's own board uses something."""
    if not access.may_keep_estate(request.actor):
        raise Http404
    form = forms.ApplicationForm(
        request.POST or None,
        contracts=_contracts(request),
        is_known=False,
        initial={"name": request.GET.get("naam", "")[:120], "hosting": Hosting.SUPPLIER},
    )
    made: list[Application] = []

    def work() -> None:
        made.append(actions.keep_application(used=form.used(), now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        return redirect("inventory:product", product_id=made[0].product_id)
    page = reverse("inventory:software")
    return form_page(request, form, trail=_trail((_("Write down what we use"), "")), submit=_("Write down"), back=page)


def _own(request: ActorRequest, application_id: int) -> Application:
    rows = access.own_applications(request.actor).filter(until_on=None).select_related("product")
    return get_object_or_404(rows, pk=application_id)


@signed_in
@BOTH
def application_change(request: ActorRequest, application_id: int) -> HttpResponse:
    row = _own(request, application_id)
    form = forms.ApplicationForm(
        request.POST or None, contracts=_contracts(request), is_known=True, initial=forms.initial_of(row)
    )

    def work() -> None:
        used = form.used(row.product_id)
        actions.change_application(application_id=row.pk, used=used, now=timezone.now(), by=request.actor)

    return _done(request, row, form, work, title=_("Change"), submit=_("Save"))


@signed_in
@BOTH
def application_end(request: ActorRequest, application_id: int) -> HttpResponse:
    row = _own(request, application_id)
    form = forms.EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def work() -> None:
        on = form.cleaned_data["on"]
        actions.end_application(application_id=row.pk, on=on, now=timezone.now(), by=request.actor)

    return _done(request, row, form, work, title=_("We stop using it"), submit=_("We stop using it"))


@signed_in
@BOTH
def application_link(request: ActorRequest, application_id: int) -> HttpResponse:
    """What it hands to another application of one's own board."""
    row = _own(request, application_id)
    others = access.own_applications(request.actor).filter(until_on=None).exclude(pk=row.pk).select_related("product")
    targets = [(one.pk, one.product.name) for one in others.order_by("product__name", "pk")]
    form = forms.LinkForm(request.POST or None, targets=targets)

    def work() -> None:
        given = form.cleaned_data
        actions.link_applications(source_id=row.pk, target_id=given["target"], what=given["what"], by=request.actor)

    return _done(request, row, form, work, title=_("What is linked to what"), submit=_("Write down"))


def _done(request: ActorRequest, row: Application, form: Any, work: Any, *, title: str, submit: str) -> HttpResponse:
    page = reverse("inventory:product", args=[row.product_id])
    if request.method == "POST" and worked(form, work):
        gone = not access.own_applications(request.actor).filter(pk=row.pk, until_on=None).exists()
        return redirect("inventory:software" if gone else page)
    return form_page(request, form, trail=_trail((row.product.name, page), (title, "")), submit=submit, back=page)


# ── products: the support point ──────────────────────────────────────────────
@signed_in
@require_GET
def products(request: ActorRequest) -> HttpResponse:
    """All names of products, those that nobody looked at among them."""
    if not access.keeps_products(request.actor):
        raise Http404
    spec, rows = lists.products(), Product.objects.filter(merged_into=None)
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "open": rows.filter(is_kept=False).count(),
        "trail": [(_("Assess"), ""), (_("Products"), "")],
    }
    return render(request, "inventory/products.html", context)


@signed_in
@BOTH
def product_keep(request: ActorRequest, product_id: int) -> HttpResponse:
    """One product: its name and task, what it is the same as, until when it is supported."""
    if not access.keeps_products(request.actor):
        raise Http404
    row = get_object_or_404(Product.objects.filter(merged_into=None), pk=product_id)
    now, what = timezone.now(), request.POST.get("what", "")
    naming = forms.ProductForm(request.POST if what == "name" else None, initial=forms.ProductForm.initial_of(row))
    joining = forms.JoinForm(request.POST if what == "join" else None)
    ending = forms.SupportEndForm(request.POST if what == "end" else None)

    def name() -> None:
        actions.name_product(product_id=row.pk, by=request.actor, **naming.cleaned_data)

    def join() -> None:
        found = Product.objects.filter(merged_into=None, name__iexact=joining.cleaned_data["into"].strip())
        into = found.exclude(pk=row.pk).order_by("-is_kept", "pk").first()
        refuse_if([] if into else [Reason("unknown", _("No other product has this name."), "into")])
        if into:
            actions.join_products(product_id=row.pk, into_id=into.pk, now=now, by=request.actor)

    def end() -> None:
        actions.tell_support_end(product_id=row.pk, now=now, by=request.actor, **ending.cleaned_data)

    for key, form, work in (("name", naming, name), ("join", joining, join), ("end", ending, end)):
        if what == key and worked(form, work):
            messages.success(request, _("It is written down."))
            return (
                redirect("inventory:products")
                if key == "join"
                else redirect("inventory:product_keep", product_id=row.pk)
            )
    context = {
        "product": row,
        "naming": naming,
        "joining": joining,
        "ending": ending,
        "names": list(row.titles.order_by("name", "version", "pk").values_list("name", "version")[:40]),
        "ends": list(row.support_ends.order_by("version", "-pk")),
        "trail": [(_("Assess"), ""), (_("Products"), reverse("inventory:products")), (row.name, "")],
    }
    is_wrong = bool(naming.errors or joining.errors or ending.errors)
    return render(request, "inventory/product_keep.html", context, status=422 if is_wrong else 200)
