"""Papers of orders and savings."""

from steunpunt.contract.orders.papers.call_offs import call_offs_pdf
from steunpunt.contract.orders.papers.ordering import order_pdf
from steunpunt.contract.orders.papers.savings import MOST_LINES, Savings, savings_pdf
from steunpunt.contract.orders.papers.ubl import order_xml

__all__ = ["MOST_LINES", "Savings", "call_offs_pdf", "order_pdf", "order_xml", "savings_pdf"]
