from django.urls import path

from steunpunt.contract.tenders.views import listing, market, needing, opening, overview, publishing, specification

app_name = "tenders"
HERE = "aankopen/bestekken/"
ONE = f"{HERE}<int:tender_id>/"
MARKET = "opdrachten/"
CONTRACT = f"{MARKET}<int:tender_id>/"
urlpatterns = [
    path(HERE, listing.tender_list, name="list"),
    path(f"{HERE}nieuw/", listing.begin, name="begin"),
    path(f"{HERE}mijn-sleutel/", opening.my_key, name="my_key"),
    path(ONE, overview.detail, name="detail"),
    path(f"{ONE}besturen/", overview.name_boards, name="name_boards"),
    path(f"{ONE}stoppen/", overview.stop, name="stop"),
    path(f"{ONE}geschiedenis/", overview.history, name="history"),
    path(f"{ONE}behoeften/", needing.needs, name="needs"),
    path(f"{ONE}behoeften/zeggen/", needing.state, name="needs_state"),
    path(f"{ONE}behoeften/overnemen/", needing.take_over, name="needs_take_over"),
    path(f"{ONE}behoeften/eis/", needing.take_over_wish, name="needs_take_over_wish"),
    path(f"{ONE}behoeften/<int:board_id>/vraag/", needing.ask, name="needs_ask"),
    path(f"{ONE}behoeften/antwoord/<int:need_question_id>/", needing.answer, name="needs_answer"),
    path(f"{ONE}bestek/", specification.specification, name="specification"),
    path(f"{ONE}bestek/<str:part>/", specification.single, name="single"),
    path(f"{ONE}bestek/<str:part>/nieuw/", specification.entry, name="entry_new"),
    path(f"{ONE}bestek/<str:part>/<str:code>/", specification.entry, name="entry"),
    path(f"{ONE}bestek/<str:part>/<str:code>/weg/", specification.entry_drop, name="entry_drop"),
    path(f"{ONE}bekendmaking/", publishing.publication, name="publication"),
    path(f"{ONE}bekendmaking/<int:number>/", publishing.version, name="version"),
    path(f"{ONE}openen/", opening.officers, name="officers"),
    path(f"{ONE}openen/<int:officer_id>/weg/", opening.officer_drop, name="officer_drop"),
    path(f"{ONE}openen/samen/", opening.opening, name="opening"),
    path(f"{ONE}openen/sleutels/", opening.key_change, name="key_change"),
    path(f"{ONE}openen/proces-verbaal/<int:opening_id>/", opening.minutes, name="minutes"),
    path(f"{ONE}vragen/", opening.questions, name="questions"),
    path(f"{ONE}vragen/<int:supplier_question_id>/", opening.question_answer, name="question_answer"),
    path(MARKET, market.market_list, name="market_list"),
    path(CONTRACT, market.market, name="market"),
    path(f"{CONTRACT}volgen/", market.follow, name="follow"),
    path(f"{CONTRACT}vraag/", market.ask, name="market_ask"),
    path(f"{CONTRACT}offerte/", market.offer, name="offer"),
    path(f"{CONTRACT}offerte/ontvangstbewijs/", market.receipt, name="receipt"),
    path(f"{CONTRACT}offerte/<int:bid_id>/intrekken/", market.withdraw, name="withdraw"),
    path(f"{CONTRACT}offerte/<int:variant>/<str:kind>/", market.envelope, name="envelope"),
]
