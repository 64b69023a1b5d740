from django.urls import path

from steunpunt.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("documenten/", views.document_list, name="list"),
    path("documenten/bij/<str:subject>/", views.add, name="add"),
    path("documenten/<int:document_id>/verwijderen/", views.remove, name="remove"),
    path("documenten/<int:document_id>/", views.download, name="download"),
]
