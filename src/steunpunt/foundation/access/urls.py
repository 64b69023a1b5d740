from django.urls import path

from steunpunt.foundation.access import views

app_name = "access"
urlpatterns = [
    path("access/switch/", views.switch, name="switch"),
    path("access/me/", views.me, name="me"),
    path("access/look-in/stop/", views.look_in_stop, name="look_in_stop"),
]
