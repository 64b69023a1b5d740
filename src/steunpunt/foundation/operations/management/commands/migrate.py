"""`manage.py migrate`: Django's own, quicker in an empty database."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from steunpunt.foundation.operations.states import making_only_what_is_added


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with making_only_what_is_added(connections[options["database"]]):
            super().handle(*args, **options)
