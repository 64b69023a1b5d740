from django.urls import path

from steunpunt.contract.competitions.views import answering, asking, awarding, judging, overview

app_name = "competitions"
HERE = "aankopen/minicompetities/"
ONE = f"{HERE}<int:competition_id>/"
urlpatterns = [
    path(HERE, overview.competition_list, name="list"),
    path(f"{HERE}nieuw/", asking.begin, name="begin"),
    path(ONE, overview.detail, name="detail"),
    path(f"{ONE}schrijven/", asking.change, name="change"),
    path(f"{ONE}vragen/", asking.questions, name="questions"),
    path(f"{ONE}vragen/<int:competition_question_id>/", asking.answer_question, name="answer_question"),
    path(f"{ONE}versturen/", asking.send, name="send"),
    path(f"{ONE}stoppen/", asking.stop, name="stop"),
    path(f"{ONE}openen/", judging.open_offers, name="open"),
    path(f"{ONE}offertes/", judging.offers, name="offers"),
    path(f"{ONE}offertes/<int:competition_offer_id>/weg/", judging.put_aside, name="put_aside"),
    path(f"{ONE}bestand/<int:competition_file_id>/", judging.file, name="file"),
    path(f"{ONE}punten-vastleggen/", judging.fix, name="fix"),
    path(f"{ONE}loting/", judging.draw, name="draw"),
    path(f"{ONE}gunnen/", awarding.award, name="award"),
    path(f"{ONE}verslag.pdf", awarding.report, name="report"),
    path(f"{ONE}onze-offerte/", answering.offer, name="offer"),
    path(f"{ONE}onze-offerte/terug/", answering.withdraw, name="withdraw"),
    path(f"{ONE}geen-offerte/", answering.decline, name="decline"),
    path(f"{ONE}vraag/", answering.ask, name="ask"),
]
