from django.urls import path

from steunpunt.bundle.questions import views

app_name = "questions"
ONE = "samenwerken/vragen/<int:question_id>/"
urlpatterns = [
    path("samenwerken/verbanden/<int:group_id>/vragen/nieuw/", views.ask, name="ask"),
    path(ONE, views.question, name="question"),
    path(f"{ONE}antwoord/", views.speak, name="speak"),
    path(f"{ONE}intrekken/", views.withdraw, name="withdraw"),
    path(f"{ONE}afsluiten/", views.close, name="close"),
    path("samenwerken/vragen/papier/<int:voter_id>/", views.on_paper, name="on_paper"),
]
