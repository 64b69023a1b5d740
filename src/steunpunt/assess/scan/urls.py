from django.urls import path

from steunpunt.assess.scan.views import filling, following_up, opportunities, results, rounds

app_name = "scan"
urlpatterns = [
    path("scan/", rounds.index, name="index"),
    path("scan/rondes/nieuw/", rounds.start, name="start"),
    path("scan/rondes/<int:round_id>/uitvoeren/", rounds.run, name="run"),
    path("scan/<int:scan_id>/begeleiding/", rounds.guidance, name="guidance"),
    path("scan/<int:scan_id>/terugnemen/", filling.reopen, name="reopen"),
    path("scan/rondes/<int:round_id>/", rounds.round_page, name="round"),
    path("scan/rondes/<int:round_id>/samen/", opportunities.together, name="together"),
    path("scan/rondes/<int:round_id>/samen/<int:group_id>/", opportunities.partnership, name="partnership"),
    path("scan/acties/", following_up.action_points, name="action_points"),
    path("scan/acties/<int:point_id>/", following_up.action_point, name="action_point"),
    path("scan/<int:scan_id>/acties/nieuw/", following_up.plan, name="plan"),
    path("scan/delen/", opportunities.sharing, name="sharing"),
    path("scan/<int:scan_id>/kansen/", opportunities.chances, name="chances"),
    path("scan/<int:scan_id>/", filling.overview, name="overview"),
    path("scan/<int:scan_id>/gegevens/", filling.facts, name="facts"),
    path("scan/<int:scan_id>/vooraf/", filling.beforehand, name="beforehand"),
    path("scan/<int:scan_id>/domein/<slug:code>/", filling.domain, name="domain"),
    path("scan/<int:scan_id>/bewaren/", filling.save, name="save"),
    path("scan/<int:scan_id>/indienen/", filling.submit, name="submit"),
    path("scan/<int:scan_id>/resultaat/", results.result, name="result"),
    path("scan/<int:scan_id>/resultaat/<slug:code>/", results.domain_result, name="domain_result"),
    path("scan/<int:scan_id>/blad-burgemeester.pdf", results.mayor_page, name="mayor_page"),
    path("scan/<int:scan_id>/verslag.pdf", results.full_report, name="full_report"),
    path("scan/rondes/<int:round_id>/verslagen/<int:archive_id>.zip", rounds.archive, name="archive"),
    path("scan/<int:scan_id>/werkboek.xlsx", results.workbook, name="workbook"),
    path("scan/<int:scan_id>/geschiedenis/", results.history, name="history"),
]
