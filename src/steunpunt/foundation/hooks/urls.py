from django.urls import path

from steunpunt.foundation.hooks import views

app_name = "hooks"
urlpatterns = [
    path("webhooks/", views.hooks, name="list"),
    path("webhooks/<int:hook_id>/", views.change, name="change"),
]
