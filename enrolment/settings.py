"""Settings, all of them from the environment (README, "Running it for real").

Nothing here connects to a database: the embedded one starts on the first connection.
"""

import os
import secrets
import sys
from pathlib import Path

import dj_database_url
import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("LINDUNGI_VAR", BASE_DIR / "var"))
TESTING = "pytest" in sys.modules or os.environ.get("LINDUNGI_TEST") == "1"
PRODUCTION = os.environ.get("LINDUNGI_PRODUCTION") == "1"
DEMO = os.environ.get("LINDUNGI_DEMO") == "1"
DEBUG = os.environ.get("LINDUNGI_DEBUG") == "1"


def _secret_key() -> str:
    """The key from the environment; a trial makes its own once and keeps it under var/."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if PRODUCTION:
        raise SystemExit("SECRET_KEY is not set: give it a random text of 50 characters or more.")
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "agencies",
    "enrolment",
    "contributions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tables2",
    "django_filters",
    "import_export",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "agencies.pages.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "agencies.middleware.ActingMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "enrolment.urls"
WSGI_APPLICATION = "enrolment.wsgi.application"
# Who knows the money of the months: named, because contributions stand downstream of this package.
MONTH_STANDINGS = "contributions.payments.board.standings"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agencies.pages.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "agencies.templatetags.lindungi",
            ],
        },
    },
]

# Two ways into one database. `default` is the application role, which row-level security binds and which
# owns nothing; `owner` is for migrations alone. Without DATABASE_URL both reach the embedded server.
APP_ROLE = "lindungi_app"
_embedded = {
    "ENGINE": "enrolment.postgres",
    "NAME": "lindungi",
    "EMBEDDED": VAR / ("postgres-test" if TESTING else "postgres"),
    "EMBEDDED_FSYNC": not TESTING,
}


def _database(url_name: str, **options: str) -> dict:
    url = os.environ.get(url_name) or os.environ.get("DATABASE_URL")
    engine = _embedded["ENGINE"]
    found = dict(dj_database_url.parse(url, engine, conn_max_age=600)) if url else dict(_embedded)
    found["OPTIONS"] = {**found.get("OPTIONS", {}), **options}
    return found


DATABASES = {
    "default": _database("DATABASE_URL", assume_role=APP_ROLE),
    "owner": _database("DATABASE_OWNER_URL"),
}
DATABASE_ROUTERS: list[str] = []
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
# A worker that died is noticed, and its job given to another, within a quarter of a minute.
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 5,
    "stalled_worker_timeout": 15,
    "shutdown_graceful_timeout": 10,
    "delete_jobs": "successful",
}
PROCRASTINATE_ON_APP_READY = "enrolment.jobs.ready"
# What an agency's month is closed with besides the comparison: `enrolment.reconciliation.closing.parts.Part`.
CLOSING_PARTS = ["contributions.matching.closing.CONTRIBUTIONS"]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and os.environ.get("LINDUNGI_PLAIN_HTTP") != "1"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("LINDUNGI_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The caller's address, as the one proxy in front of us saw it: else all callers share one rate limit.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:  # hundreds of sign-ins in the tests; nobody's password is kept there
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "agencies.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
# An office shares one address: limits count per account; the one per address only stops floods.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "20/5m/key"}
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

PGHISTORY_LEVEL = pghistory.Statement
# History is read by object or by context; no other index is worth its cost at every save.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(db_index=True)
PGHISTORY_ADMIN_ALL_EVENTS = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["agencies.pages.locales"]

STATIC_URL = "static/"
# Only what serves real people serves collected, compressed files; tests take them where they lie.
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR / "static")) if PRODUCTION or DEMO else None
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or DEMO
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Uploaded workbooks lie outside the web root, under names nobody can guess.
MEDIA_ROOT = Path(os.environ.get("LINDUNGI_FILES", VAR / ("files-test" if TESTING else "files")))
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "enrolment.rosters.parts.limits.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # BPJS's lists of a whole branch at once
ROSTER_MAX_BYTES = 50 * 1024 * 1024
ROSTER_ROWS_IN_REQUEST = 20_000
INVITATION_DAYS = 14
PASSWORD_RESET_LINK_HOURS = 48

DJANGO_TABLES2_TEMPLATE = "pages/table.html"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_rows": {"()": "agencies.logs.WithoutRows"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "without_rows"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
