"""The door for a WSGI server such as granian."""

import os

from steunpunt.foundation.operations.processes import share_counts
from steunpunt.settings.env import read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steunpunt.settings.prod")
share_counts(read().state_dir)

from django.core.wsgi import get_wsgi_application  # noqa: E402 - what counts is imported behind it

from steunpunt.foundation.operations.threads import answer_in_threads  # noqa: E402

answer_in_threads()
application = get_wsgi_application()
