"""All addresses, module by module, in the order of the loop."""

from django.urls import include, path

from steunpunt.api import api, docs

handler400 = "steunpunt.foundation.ui.views.bad_request"
handler403 = "steunpunt.foundation.ui.views.denied"
handler404 = "steunpunt.foundation.ui.views.not_found"
handler429 = "steunpunt.foundation.people.views.too_many"  # asked for by allauth
handler500 = "steunpunt.foundation.ui.views.crashed"

urlpatterns = [
    path("", include("steunpunt.foundation.ui.urls")),
    path("account/", include("allauth.urls")),
    path("", include("steunpunt.foundation.access.urls")),
    path("", include("steunpunt.foundation.organisations.urls")),
    path("", include("steunpunt.foundation.notices.urls")),
    path("", include("steunpunt.foundation.documents.urls")),
    path("", include("steunpunt.foundation.jobs.urls")),
    path("", include("steunpunt.foundation.hooks.urls")),
    path("", include("steunpunt.foundation.search.urls")),
    path("", include("steunpunt.foundation.operations.urls")),
    path("", include("steunpunt.assess.inventory.urls")),
    path("", include("steunpunt.assess.scan.urls")),
    path("", include("steunpunt.bundle.partnerships.urls")),
    path("", include("steunpunt.bundle.projects.urls")),
    path("", include("steunpunt.bundle.questions.urls")),
    path("", include("steunpunt.contract.tenders.urls")),
    path("", include("steunpunt.contract.frameworks.urls")),
    path("", include("steunpunt.contract.orders.urls")),
    path("", include("steunpunt.contract.competitions.urls")),
    path("", include("steunpunt.exchange.knowledge.urls")),
    path("", include("steunpunt.bundle.meetings.urls")),
    path("api/v1/docs/", docs, name="api_docs"),
    path("api/v1/", api.urls),
]
