"""The command `steunpunt`: every verb of the platform, such as `steunpunt scan import-questionnaire FILE --dry-run`."""

import os

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a verb with the settings of a development machine, as manage.py does, unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steunpunt.settings.dev")
    execute_from_command_line()
