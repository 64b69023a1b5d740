"""The order for the supplier's own system: UBL 2.1, as PEPPOL BIS Order Only 3 asks it.

Amounts are the supplier part, without VAT: what the support point charges is not the supplier's affair.
"""

from decimal import Decimal
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from django.utils.translation import gettext as _

from steunpunt.contract.frameworks.values import RECURRING
from steunpunt.contract.orders import sentences
from steunpunt.contract.orders.models import Order, OrderLine
from steunpunt.contract.orders.papers.parties import Party, parties_of
from steunpunt.foundation.figures.rounding import rounded

CUSTOMIZATION = "urn:fdc:peppol.eu:poacc:trns:order:3"
PROFILE = "urn:fdc:peppol.eu:poacc:bis:order_only:3"
KBO_SCHEME = "0208"
"""Belgian enterprise numbers, in the list of electronic address schemes."""
_ROOT = "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
for _prefix, _space in (("", _ROOT), ("cac", _CAC), ("cbc", _CBC)):
    register_namespace(_prefix, _space)


def order_xml(order: Order) -> bytes:
    """An order of `queries.with_lines`."""
    board, supplier = parties_of(order)
    root = Element(f"{{{_ROOT}}}Order")
    _text(root, "CustomizationID", CUSTOMIZATION)
    _text(root, "ProfileID", PROFILE)
    _text(root, "ID", order.number)
    _text(root, "IssueDate", order.placed_on.isoformat())
    _text(root, "OrderTypeCode", "221")  # a blanket order is called off
    _text(root, "Note", "\n".join(one for one in (order.note, _("Amounts are the supplier part, without VAT.")) if one))
    _text(root, "DocumentCurrencyCode", "EUR")
    if order.note:
        _text(root, "CustomerReference", order.note)
    contract = _part(root, "Contract")
    _text(contract, "ID", order.framework.reference)
    _party(_part(root, "BuyerCustomerParty"), board)
    _party(_part(root, "SellerSupplierParty"), supplier)
    _delivery(root, order)
    total = sum((line.supplier_part for line in order.lines.all()), Decimal(0))
    _amount(_part(root, "AnticipatedMonetaryTotal"), "LineExtensionAmount", total)
    _amount(root[-1], "PayableAmount", total)
    for line in order.lines.all():
        _line(_part(root, "OrderLine"), line)
    indent(root)
    made: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def _party(parent: Element, one: Party) -> None:
    party, card = _part(parent, "Party"), one.card
    if card.enterprise_number:
        _text(party, "EndpointID", card.enterprise_number, schemeID=KBO_SCHEME)
        _text(_part(party, "PartyIdentification"), "ID", card.enterprise_number, schemeID=KBO_SCHEME)
    _text(_part(party, "PartyName"), "Name", card.name)
    address = _part(party, "PostalAddress")
    if one.seat:
        _text(address, "StreetName", one.seat.street)
        _text(address, "CityName", one.seat.locality)
        _text(address, "PostalZone", one.seat.postal_code)
    _text(_part(address, "Country"), "IdentificationCode", "BE")
    entity = _part(party, "PartyLegalEntity")
    _text(entity, "RegistrationName", card.name)
    if card.enterprise_number:
        _text(entity, "CompanyID", card.enterprise_number, schemeID=KBO_SCHEME)


def _delivery(root: Element, order: Order) -> None:
    if not (order.deliver_to or order.due_on):
        return
    delivery = _part(root, "Delivery")
    if order.deliver_to:
        address = _part(_part(delivery, "DeliveryLocation"), "Address")
        _text(_part(address, "AddressLine"), "Line", order.deliver_to)
        _text(_part(address, "Country"), "IdentificationCode", "BE")
    if order.due_on:
        _text(_part(delivery, "RequestedDeliveryPeriod"), "EndDate", order.due_on.isoformat())


def _line(parent: Element, line: OrderLine) -> None:
    item = _part(parent, "LineItem")
    _text(item, "ID", str(line.number))
    _text(item, "Quantity", str(line.quantity), unitCode="C62")
    _amount(item, "LineExtensionAmount", line.supplier_part)
    if line.starts_on:
        period = _part(_part(item, "Delivery"), "RequestedDeliveryPeriod")
        _text(period, "StartDate", line.starts_on.isoformat())
    price = _part(item, "Price")
    _amount(price, "PriceAmount", rounded(Fraction(line.supplier_part) / line.quantity, 4))
    _text(price, "BaseQuantity", "1", unitCode="C62")
    what = _part(item, "Item")
    if line.charge in RECURRING:
        _text(what, "Description", f"{line.item.unit}, {sentences.charge(line.charge)}")
    _text(what, "Name", line.item.title)
    _text(_part(what, "SellersItemIdentification"), "ID", line.item.code)


def _part(parent: Element, name: str) -> Element:
    return SubElement(parent, f"{{{_CAC}}}{name}")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, f"{{{_CBC}}}{name}", attributes).text = _clean(text)


def _amount(parent: Element, name: str, amount: Decimal) -> None:
    _text(parent, name, f"{amount:f}", currencyID="EUR")


def _clean(text: str) -> str:
    """Without signs that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
