from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "steunpunt.bundle.projects"
    label = "projects"
