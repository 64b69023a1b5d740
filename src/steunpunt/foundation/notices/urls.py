from django.urls import path

from steunpunt.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("meldingen/", views.notice_list, name="list"),
    path("meldingen/<int:notice_id>/openen/", views.opened, name="open"),
    path("meldingen/gelezen/", views.read, name="read"),
    path("meldingen/voorkeuren/", views.preferences, name="preferences"),
]
