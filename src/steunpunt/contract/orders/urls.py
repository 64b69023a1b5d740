from django.urls import path

from steunpunt.contract.orders.views import (
    accounting,
    call_offs,
    catalogue,
    limits,
    link,
    orders,
    purchasing,
    savings,
    tiers,
)

app_name = "orders"
HERE = "aankopen/bestellingen/"
ONE = f"{HERE}<int:order_id>/"
PURCHASE = f"{HERE}aankoop/<int:purchase_id>/"
SAVED = "aankopen/besparingen/"
urlpatterns = [
    path("aankopen/bestellen/", catalogue.catalogue, name="catalogue"),
    path("aankopen/bestellen/vergelijken/", catalogue.compare, name="compare"),
    path("aankopen/bestellen/<int:item_id>/", catalogue.item, name="item"),
    path("aankopen/mandje/", purchasing.basket, name="basket"),
    path("aankopen/mandje/<int:item_id>/", purchasing.quantity, name="quantity"),
    path("aankopen/wie-mag-bestellen/", limits.limits, name="limits"),
    path("aankopen/wie-mag-bestellen/<int:stand_in_row_id>/stop/", limits.stand_in_end, name="stand_in_end"),
    path(HERE, orders.order_list, name="list"),
    path(f"{HERE}boekhouding/", accounting.accounting, name="accounting"),
    path(PURCHASE, purchasing.purchase, name="purchase"),
    path(f"{PURCHASE}goedkeuren/", purchasing.approve, name="approve"),
    path(f"{PURCHASE}terug/", purchasing.send_back, name="send_back"),
    path(ONE, orders.order, name="order"),
    path(f"{ONE}bestelling.pdf", orders.paper, {"form": "pdf"}, name="order_pdf"),
    path(f"{ONE}bestelling.xml", orders.paper, {"form": "xml"}, name="order_xml"),
    path(f"{ONE}antwoord/", orders.answer, name="answer"),
    path(f"{ONE}voorstel/", orders.decide, name="decide"),
    path(f"{ONE}levering/", orders.delivery, name="delivery"),
    path(f"{ONE}levering/<int:delivery_id>/in-orde/", orders.accept, name="accept"),
    path(f"{ONE}lijn/<int:number>/terug/", orders.give_back, name="give_back"),
    path(f"{ONE}lijn/<int:number>/opzeggen/", orders.end_service, name="end_service"),
    path(f"{ONE}annuleren/", orders.cancel, name="cancel"),
    path(f"{ONE}opnieuw/", catalogue.again, name="again"),
    path("bestelling/<str:secret>/", link.link, name="link"),
    path("aankopen/raamcontracten/<int:framework_id>/afnames/", call_offs.call_offs, name="call_offs"),
    path("aankopen/raamcontracten/<int:framework_id>/afnames/openbaar/", call_offs.tell, name="tell"),
    path("aankopen/raamcontracten/<int:framework_id>/schijven/", tiers.tiers, name="tiers"),
    path("aankopen/raamcontracten/<int:framework_id>/schijven/afrekenen/", tiers.settle, name="settle"),
    path("aankopen/raamcontracten/<int:framework_id>/schijven/klik/", tiers.ratchet, name="ratchet"),
    path(SAVED, savings.savings, name="savings"),
    path(f"{SAVED}besparingen.pdf", savings.paper, name="savings_pdf"),
    path(f"{SAVED}lijnen/", savings.ledger, name="ledger"),
]
