from django.urls import path

from steunpunt.bundle.meetings.views import calendar, convening, minutes

app_name = "meetings"
ONE = "samenwerken/vergaderingen/<int:meeting_id>/"
urlpatterns = [
    path("samenwerken/verbanden/<int:group_id>/vergaderingen/", convening.of_partnership, name="list"),
    path("samenwerken/verbanden/<int:group_id>/vergaderingen/nieuw/", convening.convene, name="convene"),
    path(ONE, convening.meeting, name="meeting"),
    path(f"{ONE}wijzigen/", convening.change, name="change"),
    path(f"{ONE}afgelasten/", convening.cancel, name="cancel"),
    path(f"{ONE}antwoord/", convening.answer, name="answer"),
    path(f"{ONE}antwoord-van-agenda/", convening.reply, name="reply"),
    path(f"{ONE}vergadering.ics", calendar.ics, name="ics"),
    path(f"{ONE}verslag/", minutes.write, name="minutes"),
    path(f"{ONE}verslag/versturen/", minutes.send, name="send"),
    path(f"{ONE}verslag/akkoord/", minutes.agree, name="agree"),
    path(f"{ONE}verslag/terug/", minutes.give_back, name="return"),
    path(f"{ONE}verslag.pdf", minutes.pdf, name="pdf"),
    path("samenwerken/vergaderingen/actiepunten/<int:action_point_id>/", minutes.done, name="done"),
    path("mijn/agenda/", calendar.feed_page, name="feed_page"),
    path("agenda/<str:feed_token>/steunpunt.ics", calendar.feed, name="feed"),
]
