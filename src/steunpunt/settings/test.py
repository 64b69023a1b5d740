"""For tests: stricter than the real world."""

import os

os.environ.setdefault("STEUNPUNT_LOG_FORMAT", "text")
os.environ.setdefault("STEUNPUNT_LOG_LEVEL", "CRITICAL")

from steunpunt.settings.base import *

DEBUG = False
SECRET_KEY = "tests-" * 12
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PHRASE_COST = {"memory_cost": 64, "iterations": 1, "lanes": 4}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["OPTIONS"].pop("pool", None)
ACCOUNT_RATE_LIMITS = False
SECOND_STEP_REQUIRED = False  # tests of it turn it on
DEMO = False  # tests of it turn it on
CHECK_COMPOSED = True
WHITENOISE_AUTOREFRESH = True  # files are looked up when asked for: each client of a test would list them all

TEMPLATES[0]["OPTIONS"]["debug"] = True
