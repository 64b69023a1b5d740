from django.urls import path

from steunpunt.assess.inventory import views

app_name = "inventory"
ONE = "contracten/<int:contract_id>/"
urlpatterns = [
    path("contracten/", views.contracts, name="contracts"),
    path("contracten/nieuw/", views.contract_new, name="contract_new"),
    path(ONE, views.contract, name="contract"),
    path(f"{ONE}wijzigen/", views.contract_change, name="contract_change"),
    path(f"{ONE}opzeggen/", views.give_notice, name="give_notice"),
    path(f"{ONE}einde/", views.agree_end, name="agree_end"),
    path(f"{ONE}verlengen/", views.renew, name="renew"),
    path(f"{ONE}herroepen/", views.withdraw_notice, name="withdraw_notice"),
]
