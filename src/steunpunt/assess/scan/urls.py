from django.urls import path

from steunpunt.assess.scan.views import filling, results, rounds

app_name = "scan"
urlpatterns = [
    path("scan/", rounds.index, name="index"),
    path("scan/rounds/new/", rounds.start, name="start"),
    path("scan/rounds/<int:round_id>/", rounds.round_page, name="round"),
    path("scan/<int:scan_id>/", filling.overview, name="overview"),
    path("scan/<int:scan_id>/facts/", filling.facts, name="facts"),
    path("scan/<int:scan_id>/beforehand/", filling.beforehand, name="beforehand"),
    path("scan/<int:scan_id>/domain/<slug:code>/", filling.domain, name="domain"),
    path("scan/<int:scan_id>/save/", filling.save, name="save"),
    path("scan/<int:scan_id>/submit/", filling.submit, name="submit"),
    path("scan/<int:scan_id>/result/", results.result, name="result"),
    path("scan/<int:scan_id>/result/<slug:code>/", results.domain_result, name="domain_result"),
    path("scan/<int:scan_id>/mayor.pdf", results.mayor_page, name="mayor_page"),
    path("scan/<int:scan_id>/workbook.xlsx", results.workbook, name="workbook"),
    path("scan/<int:scan_id>/history/", results.history, name="history"),
]
