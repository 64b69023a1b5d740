from django.urls import path

from steunpunt.bundle.partnerships import views

app_name = "partnerships"
urlpatterns = [
    path("samenwerken/partners/", views.partners, name="partners"),
    path("samenwerken/partners/groep/", views.group, name="group"),
    path("samenwerken/partners/<int:search_id>/", views.search, name="search"),
    path("samenwerken/partners/<int:search_id>/genoeg/", views.enough, name="enough"),
    path("samenwerken/partners/<int:search_id>/groepen.xlsx", views.groups_workbook, name="workbook"),
]
