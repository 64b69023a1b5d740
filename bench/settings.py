"""The platform as it is served, with one view more: an empty one behind the same server and middleware."""

from steunpunt.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
