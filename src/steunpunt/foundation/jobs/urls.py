from django.urls import path

from steunpunt.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("taken/", views.job_list, name="list"),
    path("taken/<int:job_id>/", views.job_detail, name="detail"),
    path("taken/<int:job_id>/annuleren/", views.job_cancel, name="cancel"),
]
