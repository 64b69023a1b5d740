from django.urls import path

from steunpunt.foundation.organisations.views import directory, importing, keeping, maps, relating

app_name = "organisations"
urlpatterns = [
    path("besturen/", directory.organisation_list, name="list"),
    path("besturen/kaart.json", maps.organisation_map, name="map"),
    path("besturen/nieuw/", keeping.register, name="register"),
    path("besturen/inlezen/", importing.import_file, name="import"),
    path("besturen/inlezen/bevestigen/", importing.import_confirm, name="import_confirm"),
    path("besturen/<int:pk>/", directory.organisation_detail, name="detail"),
    path("besturen/<int:pk>/geschiedenis/", directory.organisation_history, name="history"),
    path("besturen/<int:pk>/wijzigen/", keeping.change, name="change"),
    path("besturen/<int:pk>/naam/", keeping.rename, name="rename"),
    path("besturen/<int:pk>/adres/", keeping.move, name="move"),
    path("besturen/<int:pk>/einde/", keeping.end, name="end"),
    path("besturen/<int:pk>/banden/nieuw/", relating.relate, name="relate"),
    path("besturen/<int:pk>/banden/<int:relation_id>/einde/", relating.end_relation, name="end_relation"),
    path("besturen/<int:pk>/samenvoegen/", keeping.merge, name="merge"),
]
