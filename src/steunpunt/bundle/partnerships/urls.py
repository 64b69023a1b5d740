from django.urls import path

from steunpunt.bundle.partnerships.views import doing, life, seeking

app_name = "partnerships"
urlpatterns = [
    path("samenwerken/partners/", seeking.partners, name="partners"),
    path("samenwerken/partners/groep/", seeking.group, name="group"),
    path("samenwerken/partners/<int:search_id>/", seeking.search, name="search"),
    path("samenwerken/partners/<int:search_id>/genoeg/", seeking.enough, name="enough"),
    path("samenwerken/partners/<int:search_id>/groepen.xlsx", seeking.groups_workbook, name="workbook"),
    path("samenwerken/verbanden/", life.partnership_list, name="list"),
    path("samenwerken/verbanden/nieuw/", doing.start, name="start"),
    path("samenwerken/verbanden/<int:group_id>/", life.partnership, name="partnership"),
    path("samenwerken/verbanden/<int:group_id>/uitnodigen/", doing.invite, name="invite"),
    path(
        "samenwerken/verbanden/<int:group_id>/uitnodigen/<int:asked_id>/intrekken/",
        doing.withdraw,
        name="withdraw",
    ),
    path("samenwerken/verbanden/<int:group_id>/antwoord/", doing.answer, name="answer"),
    path("samenwerken/verbanden/<int:group_id>/gegevens/", doing.describe, name="describe"),
    path("samenwerken/verbanden/<int:group_id>/toestand/", doing.move, name="move"),
    path("samenwerken/verbanden/<int:group_id>/toetreden/", doing.enter, name="enter"),
    path("samenwerken/verbanden/<int:group_id>/toetreden/papier/", doing.enter_from_paper, name="enter_paper"),
    path("samenwerken/verbanden/<int:group_id>/opzeggen/", doing.leave, name="leave"),
    path("samenwerken/verbanden/<int:group_id>/opzeggen/papier/", doing.leave_from_paper, name="leave_paper"),
    path("samenwerken/verbanden/<int:group_id>/zetels/", doing.seat, name="seat"),
    path("samenwerken/verbanden/<int:group_id>/zetels/<int:seat_id>/einde/", doing.unseat, name="unseat"),
    path("samenwerken/verbanden/<int:group_id>/gesprekken/", doing.note, name="note"),
    path("samenwerkingsverbanden/", life.public_list, name="public_list"),
    path("samenwerkingsverbanden/<int:group_id>/", life.public_partnership, name="public"),
]
