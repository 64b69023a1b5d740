"""A supplier answers from its mail: a link that works once, and a code that goes to the same mailbox."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from steunpunt.contract.orders import actions, forms, queries, sentences
from steunpunt.contract.orders.choices import OrderState, words
from steunpunt.contract.orders.models import Order
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui.forms import worked


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: ActorRequest, secret: str) -> HttpResponse:
    """The order as its supplier reads it. Whoever has the link sees it; only who gets the code answers."""
    now = timezone.now()
    found = actions.link_of(secret, now)
    if found is None:
        raise Http404
    order = queries.with_lines(Order.objects.filter(pk=found.order_id)).get()
    rows = list(order.lines.all())
    form = forms.ReplyForm(request.POST if "answer" in request.POST else None, lines=rows, asks_code=True)

    def work() -> None:
        actions.answer_by_link(secret=secret, code=form.cleaned_data["code"], reply=form.reply(), now=now)

    if request.method == "POST" and "code_asked" in request.POST:
        return _ask_code(request, secret)
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your answer went to the board. This link is used now."))
        return redirect("orders:link", secret=secret)
    context: dict[str, Any] = {
        "order": order,
        "lines": [{"line": line, "charge": sentences.charge(line.charge)} for line in rows],
        "sums": [(sentences.paid(charge), amount) for charge, amount in queries.sums(rows)],
        "state": words.STATES[order.state],
        "form": form,
        "mailbox": _masked(found.email),
        "is_code_asked": found.code_made_at is not None,
        "is_open": found.used_at is None and order.state == OrderState.PLACED,
        "is_used": found.used_at is not None,
    }
    return render(request, "orders/link.html", context, status=422 if form.errors else 200)


def _ask_code(request: ActorRequest, secret: str) -> HttpResponse:
    try:
        actions.ask_code(secret=secret, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The code is on its way."))
    return redirect("orders:link", secret=secret)


def _masked(email: str) -> str:
    """Enough of an address to know it again, for whoever has it."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
