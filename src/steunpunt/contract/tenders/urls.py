from django.urls import path

from steunpunt.contract.tenders.views import listing, needing, overview, publishing, specification

app_name = "tenders"
HERE = "aankopen/bestekken/"
ONE = f"{HERE}<int:tender_id>/"
urlpatterns = [
    path(HERE, listing.tender_list, name="list"),
    path(f"{HERE}nieuw/", listing.begin, name="begin"),
    path(ONE, overview.detail, name="detail"),
    path(f"{ONE}besturen/", overview.name_boards, name="name_boards"),
    path(f"{ONE}stoppen/", overview.stop, name="stop"),
    path(f"{ONE}geschiedenis/", overview.history, name="history"),
    path(f"{ONE}behoeften/", needing.needs, name="needs"),
    path(f"{ONE}behoeften/zeggen/", needing.state, name="needs_state"),
    path(f"{ONE}behoeften/overnemen/", needing.take_over, name="needs_take_over"),
    path(f"{ONE}behoeften/eis/", needing.take_over_wish, name="needs_take_over_wish"),
    path(f"{ONE}behoeften/<int:board_id>/vraag/", needing.ask, name="needs_ask"),
    path(f"{ONE}behoeften/antwoord/<int:question_id>/", needing.answer, name="needs_answer"),
    path(f"{ONE}bestek/", specification.specification, name="specification"),
    path(f"{ONE}bestek/<str:part>/", specification.single, name="single"),
    path(f"{ONE}bestek/<str:part>/nieuw/", specification.entry, name="entry_new"),
    path(f"{ONE}bestek/<str:part>/<str:code>/", specification.entry, name="entry"),
    path(f"{ONE}bestek/<str:part>/<str:code>/weg/", specification.entry_drop, name="entry_drop"),
    path(f"{ONE}bekendmaking/", publishing.publication, name="publication"),
    path(f"{ONE}bekendmaking/<int:number>/", publishing.version, name="version"),
]
