from django.urls import path

from steunpunt.contract.frameworks.views import boards, overview, price_lists, prices, terms

app_name = "frameworks"
HERE = "aankopen/raamcontracten/"
ONE = f"{HERE}<int:framework_id>/"
urlpatterns = [
    path(HERE, overview.framework_list, name="list"),
    path(f"{HERE}nieuw/", overview.begin, name="begin"),
    path(f"{HERE}gunning/", overview.from_award, name="from_award"),
    path(ONE, overview.detail, name="detail"),
    path(f"{ONE}meedoen/", overview.open_framework, name="open"),
    path(f"{ONE}stoppen/", overview.stop, name="stop"),
    path(f"{ONE}geschiedenis/", overview.history, name="history"),
    path(f"{ONE}voorwaarden/", terms.versions, name="versions"),
    path(f"{ONE}voorwaarden/schrijven/", terms.terms, name="terms"),
    path(f"{ONE}voorwaarden/ondertekenen/", terms.sign, name="sign"),
    path(f"{ONE}voorwaarden/verlengen/", terms.extend, name="extend"),
    path(f"{ONE}leveranciers/", terms.suppliers, name="suppliers"),
    path(f"{ONE}prijslijst/", prices.prices, name="prices"),
    path(f"{ONE}prijslijst/inlezen/", price_lists.read_in, name="read_in"),
    path(f"{ONE}prijslijst/inlezen/doen/", price_lists.read_in_confirm, name="read_in_confirm"),
    path(f"{ONE}prijslijst/<int:change_id>/intrekken/", price_lists.withdraw, name="withdraw"),
    path(f"{ONE}prijslijst/index/", prices.index, name="index"),
    path(f"{ONE}prijslijst/herzien/", prices.revise, name="revise"),
    path(f"{ONE}besturen/", boards.boards, name="boards"),
    path(f"{ONE}besturen/toelaten/", boards.entitle, name="entitle"),
    path(f"{ONE}besturen/<int:entitlement_id>/stop/", boards.end_entitlement, name="end_entitlement"),
]
