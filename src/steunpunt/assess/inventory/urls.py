from django.urls import path

from steunpunt.assess.inventory.views import agents, comparing, contracts, estate, importing, landscape

app_name = "inventory"
ONE = "contracten/<int:contract_id>/"
urlpatterns = [
    path("contracten/", contracts.contracts, name="contracts"),
    path("contracten/nieuw/", contracts.contract_new, name="contract_new"),
    path(ONE, contracts.contract, name="contract"),
    path(f"{ONE}wijzigen/", contracts.contract_change, name="contract_change"),
    path(f"{ONE}opzeggen/", contracts.give_notice, name="give_notice"),
    path(f"{ONE}einde/", contracts.agree_end, name="agree_end"),
    path(f"{ONE}verlengen/", contracts.renew, name="renew"),
    path(f"{ONE}herroepen/", contracts.withdraw_notice, name="withdraw_notice"),
    path("inventaris/", estate.assets, name="assets"),
    path("inventaris/nieuw/", estate.asset_new, name="asset_new"),
    path("inventaris/<int:asset_id>/", estate.asset, name="asset"),
    path("inventaris/<int:asset_id>/wijzigen/", estate.asset_change, name="asset_change"),
    path("inventaris/<int:asset_id>/contracten/", estate.asset_cover, name="asset_cover"),
    path("inventaris/<int:asset_id>/nog-daar/", estate.asset_there, name="asset_there"),
    path("inventaris/<int:asset_id>/is-ook/<int:other_id>/", estate.merge, name="merge"),
    path("inventaris/samenvoegingen/<int:merge_id>/ongedaan/", estate.merge_undo, name="merge_undo"),
    path("inventaris/dubbel/", estate.twins, name="twins"),
    path("inventaris/labels/", estate.label_sheet, name="labels"),
    path("inventaris/keuzes/", estate.estate_choice, name="estate_choice"),
    path("inventaris/inlezen/", importing.imports, name="imports"),
    path("inventaris/inlezen/<int:import_id>/", importing.import_page, name="import"),
    path("inventaris/inlezen/<int:import_id>/proberen/", importing.import_try, name="import_try"),
    path("inventaris/inlezen/<int:import_id>/doen/", importing.import_read, name="import_read"),
    path("inventaris/inlezen/<int:import_id>/verslag.xlsx", importing.import_report, name="import_report"),
    path("inventaris/agenten/", agents.agent_keys, name="agent_keys"),
    path("inventaris/agenten/<int:key_id>/beeindigen/", agents.agent_key_end, name="agent_key_end"),
    path("inventaris/agent/", agents.agent, name="agent"),
    path("software/", landscape.software, name="software"),
    path("software/nieuw/", landscape.application_new, name="application_new"),
    path("software/einde/", landscape.support_ends, name="support_ends"),
    path("software/besturen/", landscape.landscape, name="landscape"),
    path("software/<int:product_id>/", landscape.product, name="product"),
    path(
        "software/toepassingen/<int:application_id>/wijzigen/", landscape.application_change, name="application_change"
    ),
    path("software/toepassingen/<int:application_id>/stoppen/", landscape.application_end, name="application_end"),
    path("software/toepassingen/<int:application_id>/koppelen/", landscape.application_link, name="application_link"),
    path("software/producten/", landscape.products, name="products"),
    path("software/producten/<int:product_id>/", landscape.product_keep, name="product_keep"),
    path("contracten/samen/", comparing.together, name="together"),
    path("contracten/index/", comparing.index, name="index"),
    path(f"{ONE}vergelijken/", comparing.compare, name="compare"),
    path(f"{ONE}opties/", comparing.options, name="options"),
    path(f"{ONE}onderhandelingsblad.pdf", comparing.brief, name="brief"),
    path("inventaris/samen/<int:group_id>/", comparing.joint, name="joint"),
    path("weerwoord/", comparing.replies, name="replies"),
]
