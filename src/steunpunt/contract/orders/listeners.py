"""What follows from an order: the supplier gets it by mail, with a link to answer; everybody hears of what comes near."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.facts import PricesChanged
from steunpunt.contract.frameworks.values import PriceReason
from steunpunt.contract.orders import actions, papers, queries, reasons
from steunpunt.contract.orders.actions.links import code_of, secret_of
from steunpunt.contract.orders.choices import COUNTING
from steunpunt.contract.orders.facts import (
    CodeAsked,
    DeliveryRemarked,
    MaximumNear,
    OrderCancelled,
    OrderPlaced,
    ProposalAccepted,
    ProposalDeclined,
    ServiceEnded,
    UnitsReturned,
    YearSettled,
)
from steunpunt.contract.orders.models import Delivery, Order, Returned, ServiceEnd, SupplierLink
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.facts import OrganisationsMerged
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui.mails import letter


@when(OrderPlaced)
def send_to_supplier(fact: OrderPlaced) -> None:
    """The order as PDF and as PEPPOL order, to every contact of the supplier."""
    order = queries.with_lines(Order.objects.filter(pk=fact.order_id)).get()
    for link in actions.give_links(order_id=order.pk, now=timezone.now(), by=the_platform()):
        with translation.override(_language(link.email)):
            values = {"board": order.organisation.name, "number": order.number, "contract": order.framework.title}
            mail = letter(
                link.email,
                _("Order %(number)s of %(board)s") % values,
                [
                    _("%(board)s orders under “%(contract)s”. The order is attached, as PDF and for your own system.")
                    % values,
                    _("Confirm it, propose something else or refuse it with the button. The link works once."),
                ],
                button=_("Answer the order"),
                url=settings.BASE_URL + reverse("orders:link", args=[secret_of(link)]),
            )
            paper = papers.order_pdf(order, for_supplier=True, now=order.placed_at)
            mail.attach(f"{order.number}.pdf", paper, "application/pdf")
            mail.attach(f"{order.number}.xml", papers.order_xml(order), "application/xml")
            mail.send()


@when(CodeAsked)
def mail_code(fact: CodeAsked) -> None:
    """Nothing is sent for a link that was used meanwhile."""
    link = SupplierLink.objects.select_related("order").get(pk=fact.link_id)
    if link.used_at is not None or link.code_made_at is None:
        return
    with translation.override(_language(link.email)):
        values = {"code": code_of(link, link.code_made_at), "number": link.order.number}
        letter(
            link.email,
            _("Code to answer order %(number)s") % values,
            [
                _("The code is %(code)s. It works for half an hour.") % values,
                _("Did you not ask for it? Then somebody else has your link: do not pass on the code."),
            ],
        ).send()


@when(ProposalAccepted)
def tell_of_acceptance(fact: ProposalAccepted) -> None:
    _tell_supplier(fact.order_id, gettext_lazy("The board accepted your proposal for order %(number)s"))


@when(ProposalDeclined)
def tell_of_declining(fact: ProposalDeclined) -> None:
    _tell_supplier(fact.order_id, gettext_lazy("The board did not accept your proposal: order %(number)s is off"))


@when(OrderCancelled)
def tell_of_cancelling(fact: OrderCancelled) -> None:
    _tell_supplier(fact.order_id, gettext_lazy("Order %(number)s was cancelled"))


@when(MaximumNear)
def tell_of_maximum(fact: MaximumNear) -> None:
    """Buyers of the support point hear it."""
    support = organisations.support_point()
    if support is None:
        return
    notices.notify(
        kind="orders.maximum",
        organisation_id=support.id,
        to=people_of.members(support.id, people_of.Role.BUYER),
        title=gettext_lazy("A framework contract comes near its maximum: %(share)s %% is ordered"),
        params={"share": fact.share},
        url=reverse("frameworks:detail", args=[fact.framework_id]),
        now=timezone.now(),
        by=the_platform(),
    )


@when(YearSettled)
def tell_of_settlement(fact: YearSettled) -> None:
    """Each board hears what comes back to it, each supplier what it pays back."""
    url = reverse("orders:tiers", args=[fact.framework_id])
    title = frameworks.titles([fact.framework_id])[fact.framework_id]
    boards = queries.backs_by("organisation_id", fact.framework_id, fact.year)
    mandated = people_of.mandated_at_each([pk for pk, _back in boards], people_of.MandateKind.ORDER)
    told = [(pk, mandated.get(pk, []), back.total, url) for pk, back in boards]
    for pk, back in queries.backs_by("supplier_id", fact.framework_id, fact.year):
        contacts = people_of.members(pk, people_of.Role.CONTACT)
        told.append((pk, contacts, back.supplier, reverse("orders:list")))
    for pk, people_there, amount, where in told:
        notices.notify(
            kind="orders.settled",
            organisation_id=pk,
            to=people_there,
            title=gettext_lazy("The tiers of %(year)s under %(contract)s were settled: € %(amount)s comes back"),
            params={"year": fact.year, "contract": title, "amount": reasons.euros(amount)},
            url=where,
            now=timezone.now(),
            by=the_platform(),
        )


@when(DeliveryRemarked)
def tell_of_remarks(fact: DeliveryRemarked) -> None:
    row = Delivery.objects.get(pk=fact.delivery_id)
    title = gettext_lazy("Of order %(number)s something has to be put right")
    _tell_supplier(fact.order_id, title, row.remarks)


@when(UnitsReturned)
def tell_of_return(fact: UnitsReturned) -> None:
    reason = Returned.objects.filter(pk=fact.returned_id).values_list("reason", flat=True).first()
    _tell_supplier(fact.order_id, gettext_lazy("Of order %(number)s something went back"), reason or "")


@when(ServiceEnded)
def tell_of_notice(fact: ServiceEnded) -> None:
    reason = ServiceEnd.objects.filter(pk=fact.end_id).values_list("reason", flat=True).first()
    _tell_supplier(fact.order_id, gettext_lazy("Notice was given of a service of order %(number)s"), reason or "")


@when(PricesChanged)
def book_revised_prices(fact: PricesChanged) -> None:
    """Services that run cost something else from that day on: the ledger of that year says so."""
    if fact.reason in {PriceReason.INDEX, PriceReason.RATCHET}:
        actions.book_revised(framework_id=fact.framework_id, years=[fact.valid_from.year], now=timezone.now())


@when(PricesChanged)
def tell_of_prices(fact: PricesChanged) -> None:
    """Boards whose services follow the index or the ratchet hear it."""
    if fact.reason not in {PriceReason.INDEX, PriceReason.RATCHET}:
        return
    title = frameworks.titles([fact.framework_id])[fact.framework_id]
    boards = queries.boards_running(fact.framework_id, fact.valid_from)
    for board, people_there in people_of.mandated_at_each(boards, people_of.MandateKind.ORDER).items():
        notices.notify(
            kind="orders.prices",
            organisation_id=board,
            to=people_there,
            title=gettext_lazy("Prices under %(contract)s change: your services follow from %(day)s on"),
            params={"contract": title, "day": f"{fact.valid_from:%d/%m/%Y}"},
            url=reverse("orders:list") + f"?contract={fact.framework_id}",
            now=timezone.now(),
            by=the_platform(),
        )


@when(OrganisationsMerged)
def carry_orders(fact: OrganisationsMerged) -> None:
    """Their orders go on with the successor, and suppliers hear with whom."""
    successor = fact.organisation_id or 0
    predecessors = list(zip(fact.predecessor_ids, fact.predecessors, strict=True))
    moved = actions.carry_over(successor_id=successor, predecessors=predecessors, by=the_platform())
    suppliers = Order.objects.filter(pk__in=moved).filter(state__in=COUNTING).order_by("supplier_id")
    for supplier in suppliers.values_list("supplier_id", flat=True).distinct():
        notices.notify(
            kind="orders.of_supplier",
            organisation_id=supplier,
            to=people_of.members(supplier, people_of.Role.CONTACT),
            title=gettext_lazy("Orders of %(before)s go on with %(board)s"),
            params={"before": ", ".join(fact.predecessors), "board": fact.name},
            url=reverse("orders:list"),
            now=timezone.now(),
            by=the_platform(),
        )


def _tell_supplier(order_id: int, title: object, detail: str = "") -> None:
    order = Order.objects.get(pk=order_id)
    notices.notify(
        kind="orders.of_supplier",
        organisation_id=order.supplier_id,
        to=people_of.members(order.supplier_id, people_of.Role.CONTACT),
        title=title,  # type: ignore[arg-type]  # a lazy text
        params={"number": order.number, "detail": detail},
        detail="%(detail)s",
        url=reverse("orders:order", args=[order.pk]),
        now=timezone.now(),
        by=the_platform(),
    )


def _language(email: str) -> str:
    known = people.person_by_email(email)
    return known.language if known else settings.LANGUAGE_CODE
