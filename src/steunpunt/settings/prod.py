"""For real: behind a proxy that ends TLS. Refuses to start on a setting that would be unsafe."""

from django.core.exceptions import ImproperlyConfigured

from steunpunt.settings.base import *

DEBUG = False
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("STEUNPUNT_SECRET_KEY is missing or shorter than 50 characters.")
if DEMO:
    raise ImproperlyConfigured("STEUNPUNT_DEMO shows log-ins on the log-in page: not in production.")
if not ENV.database_url:
    raise ImproperlyConfigured("DATABASE_URL is missing.")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-steunpunt"
CSRF_COOKIE_NAME = "__Host-csrf"
