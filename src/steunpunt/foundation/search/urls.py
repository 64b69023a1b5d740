from django.urls import path

from steunpunt.foundation.search import views

app_name = "search"
urlpatterns = [path("zoeken/", views.search_page, name="page")]
