"""What holds everywhere. Every value that differs by place comes from `env.py`."""

from csp.constants import NONCE, NONE, SELF

from steunpunt.settings.env import ROOT, read
from steunpunt.settings.parts import connections, logs

ENV = read()
SOURCE = ROOT / "src" / "steunpunt"

DEMO = ENV.demo
BASE_URL = ENV.base_url.rstrip("/")
OCID_PREFIX = ENV.ocid_prefix
ALLOWED_HOSTS = ENV.allowed_hosts
SECRET_KEY = ENV.secret_key.get_secret_value()
STATE_DIR = ENV.state_dir
TRUSTED_PROXIES = ENV.trusted_proxies
HOOKS_STAY_INSIDE = False
"""Whether web hooks may go to this machine and to networks inside, without https: on a developer's machine alone."""
METRICS_TOKEN = ENV.metrics_token.get_secret_value()

# A module of ours stands here from its bottom to its top: imports look back, also in this list.
MODULES = [
    "steunpunt.foundation.ui",
    "steunpunt.foundation.journal",
    "steunpunt.foundation.organisations",
    "steunpunt.foundation.people",
    "steunpunt.foundation.access",
    "steunpunt.foundation.jobs",
    "steunpunt.foundation.notices",
    "steunpunt.foundation.documents",
    "steunpunt.foundation.hooks",
    "steunpunt.foundation.search",
    "steunpunt.foundation.operations",
    "steunpunt.assess.inventory",
    "steunpunt.assess.scan",
    "steunpunt.bundle.partnerships",
    "steunpunt.bundle.projects",
    "steunpunt.bundle.questions",
    "steunpunt.bundle.meetings",
    "steunpunt.contract.tenders",
    "steunpunt.contract.frameworks",
    "steunpunt.contract.orders",
    "steunpunt.contract.competitions",
    "steunpunt.exchange.knowledge",
    "steunpunt.demonstration",
]
INSTALLED_APPS = [
    *MODULES,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "ninja",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "steunpunt.foundation.operations.middleware.Observed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "steunpunt.foundation.ui.middleware.PreferredLanguage",
    "steunpunt.foundation.ui.problems.SpeaksInProblems",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "steunpunt.foundation.access.middleware.WhoActs",
    "steunpunt.foundation.ui.middleware.PlainRefusals",
]

ROOT_URLCONF = "steunpunt.urls"
WSGI_APPLICATION = "steunpunt.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Named one by one: the automatic set-ups of cotton and template-partials clash.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "steunpunt.foundation.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "steunpunt.foundation.ui.context.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {"default": connections.database(ENV.database_url, pool_size=ENV.db_pool_size)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
"""Shared by all web processes on all hosts: the limits on log-in count together."""
CHECK_COMPOSED = False
"""Whether a query that is composed once is composed again each time, and compared: in tests."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("fr", "Français")]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["steunpunt.foundation.ui.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ENV.state_dir / "static"
STATICFILES_DIRS = [("vendor", ENV.state_dir / "vendor")]
MEDIA_ROOT = ENV.media_root or ENV.state_dir / "documents"
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": ENV.s3_bucket,
            "endpoint_url": ENV.s3_endpoint or None,
            "access_key": ENV.s3_access_key.get_secret_value() or None,
            "secret_key": ENV.s3_secret_key.get_secret_value() or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if ENV.s3_bucket
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {"BACKEND": "steunpunt.foundation.ui.served.Served"},
}

# ── who logs in ──────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique whatever their capitals: constraint person_email_once
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "steunpunt.foundation.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True  # one address, changed once the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever did not change a password, address or second step hears that it was
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "check_agreement": "20/m/ip",  # open to strangers, and reading a PDF costs work
    "register_supplier": "10/m/ip,40/h/ip,3/h/key",  # open to strangers, and mails an address: the key
    "confirm_registration": "30/m/ip",
}
ACCOUNT_SESSION_REMEMBER = True  # until SESSION_COOKIE_AGE: one choice less for people
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "steunpunt.foundation.people.forms.AddPasskeyForm",
    "edit_webauthn": "steunpunt.foundation.people.forms.RenamePasskeyForm",
}
SECOND_STEP_REQUIRED = ENV.second_step_required and not DEMO
MFA_TOTP_ISSUER = "Steunpunt"
SOCIALACCOUNT_ADAPTER = "steunpunt.foundation.people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # a known, verified address at the provider is the person with that address
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": ENV.oidc_name or "OpenID Connect",
                "client_id": ENV.oidc_client_id,
                "secret": ENV.oidc_client_secret.get_secret_value(),
                "settings": {"server_url": ENV.oidc_server_url},
            }
        ]
        if ENV.oidc_server_url
        else [],
    }
}

# ── what a browser may do ────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A form that begins logging in at a sign-in service is sent on to it: browsers ask leave for that too.
        "form-action": [SELF, *([connections.origin(ENV.oidc_server_url)] if ENV.oidc_server_url else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "steunpunt.foundation.ui.views.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SEAL_FILE = ENV.seal_file
SEAL_PASSWORD = ENV.seal_password.get_secret_value()
SEAL_FOLDER = ENV.state_dir
TRUST_FOLDER = ENV.trust_folder
PHRASE_COST = {"memory_cost": 64 * 1024, "iterations": 3, "lanes": 4}
"""Of guessing the phrase of an officer's key (Argon2id). RFC 9106, second choice: where memory is not plenty; in KiB."""
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from
globals().update(connections.email(ENV.email_url, state_dir=ENV.state_dir))

# ── work in the background ───────────────────────────────────────────────────
WORKER_CONCURRENCY = ENV.worker_concurrency
WORKER_HEARTBEAT_SECONDS = ENV.worker_heartbeat_seconds
WORKER_SILENT_SECONDS = ENV.worker_silent_seconds
WORKER_STOP_SECONDS = ENV.worker_stop_seconds

LOGGING = logs.logging(shape=ENV.log_format, level=ENV.log_level)
