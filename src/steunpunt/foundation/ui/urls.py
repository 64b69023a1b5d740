from django.urls import path

from steunpunt.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.home, name="home"),
    path("taal/", views.choose_language, name="language"),
    path("onderdelen/", views.parts_page, name="parts"),
    path("help/", views.help_index, name="help"),
    path("help/<slug:slug>/", views.help_page, name="help_page"),
]
