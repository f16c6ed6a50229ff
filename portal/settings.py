"""The portal's settings, all from the environment; docs/operators.md lists the variables."""

import zoneinfo
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal import env

# Future instants are computed from the pinned zone data, not from whatever the operating system ships.
zoneinfo.reset_tzpath(to=())

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.text("PORTAL_VAR", str(BASE_DIR / "var")))

# ---- Who we are -----------------------------------------------------------------------------------------------------
DEMO = env.flag("PORTAL_DEMO")
BUILDING = env.flag("PORTAL_BUILDING")
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY") or ("building-only-" * 5 if BUILDING else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. Give the portal a long random one and keep it.")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("PORTAL_HOSTS", "localhost,127.0.0.1")
PORTAL_ADDRESS = env.text("PORTAL_ADDRESS", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
PORTAL_NAME = {
    "en": env.text("PORTAL_NAME_EN", "Trilateral Working Group"),
    "es": env.text("PORTAL_NAME_ES", "Grupo de Trabajo Trilateral"),
}
PORTAL_GROUP = env.letters("PORTAL_GROUP", "TWG")
HOST_FIRST = env.flag("PORTAL_HOST_FIRST")
REQUIRE_MFA = env.flag("PORTAL_REQUIRE_MFA", default=not DEMO)
SECURE = PORTAL_ADDRESS.startswith("https://")

# ---- Parts ----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "portal.core",
    "portal.audit",
    "portal.notifications",
    "portal.people",
    "meetings",
    "workinggroup",
    "portal.embedded",
]
MIDDLEWARE = [
    "portal.core.intake.CleanMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.core.policy.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.shared.SharedMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.people.middleware.ReaderMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.people.middleware.DoorMiddleware",
    "portal.core.intake.RefuseMiddleware",
    "portal.people.once.OnceMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.people.context.portal",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "portal.core.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "portal.core.forms.PortalRenderer"

# ---- PostgreSQL and Redis -------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(env.text("DATABASE_URL", "postgresql:///portal"))}
if env.text("DATABASE_OWNER_URL"):
    DATABASES["owner"] = env.database(env.text("DATABASE_OWNER_URL")) | {"TEST": {"MIRROR": "default"}}
# Whether connections keep plans on the server: not where a pooler gives each transaction another one.
DATABASE_KEEPS_PLANS = env.flag("DATABASE_KEEPS_PLANS", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "portal.core.cache.SteadyRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "portal"}}

# ---- Signing in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["portal.people.backends.MemberBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["portal.people.passwords.KeyedHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "portal.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGIN_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# Behind one address sits a whole office. Wrong passwords are counted in `portal.people.guessing`; the limit of that name
# here is for the codes of second factors, and only who has the password comes to it.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "reset_password": "60/m/ip",
    "reset_password_from_key": "60/m/ip",
}
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 48
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PORTAL_PROXIES", 0)
MFA_ADAPTER = "portal.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_RECOVERY_CODE_DIGITS = 12
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = PORTAL_NAME["en"]
MFA_TRUST_ENABLED = False
MFA_FORMS = {
    "authenticate": "portal.people.forms.SecondFactorForm",
    "add_webauthn": "portal.people.security_keys.AddKey",
    "authenticate_webauthn": "portal.people.security_keys.KeyAsFactor",
    "login_webauthn": "portal.people.security_keys.KeyAlone",
    "reauthenticate_webauthn": "portal.people.security_keys.KeyAgain",
}
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

SESSION_ENGINE = "portal.people.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = env.number("PORTAL_IDLE_MINUTES", 120) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
for _cookie in ("SESSION", "CSRF"):
    globals()[f"{_cookie}_COOKIE_NAME"] = ("__Host-" if SECURE else "") + f"portal_{_cookie.lower()}"
    globals()[f"{_cookie}_COOKIE_SECURE"] = SECURE
    globals()[f"{_cookie}_COOKIE_SAMESITE"] = "Lax"
SESSION_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = ("__Host-" if SECURE else "") + "portal_device"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.core.failures.csrf_failure"

# ---- Headers --------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_SSL_REDIRECT = SECURE and env.flag("PORTAL_REDIRECT_TO_HTTPS", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# How long a process keeps the page of a release for all who read it.
SHARED_SECONDS = env.number("PORTAL_SHARED_SECONDS", 5)

# ---- Languages and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
CONTENT_LANGUAGES = ("en", "es")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.core.formats"
LANGUAGE_COOKIE_NAME = "portal_language"
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"

# ---- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "documents": env.storage(env.text("PORTAL_STORAGE", f"file://{VAR}/documents")),
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "portal.core.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
PORTAL_LARGEST_FILE = env.number("PORTAL_LARGEST_FILE_MB", 50) * 1024 * 1024
PORTAL_SCANNER = env.text("PORTAL_SCANNER")
# How a group adopts its texts: how many hours a silence lasts at least, and whether every final text goes through one.
SILENCE_MINIMUM_HOURS = env.number("SILENCE_MINIMUM_HOURS", 24, least=4, most=168)
SILENCE_REQUIRED = env.flag("SILENCE_REQUIRED")
PORTAL_LABELS = env.labels("PORTAL_LABELS", {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"})

# ---- Mail -----------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PORTAL_MAIL_FROM", f"portal@{ALLOWED_HOSTS[0].lstrip('.*')}")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
RETURN_PATH = env.text("PORTAL_RETURN_PATH", DEFAULT_FROM_EMAIL)
BOUNCES = env.mailbox("BOUNCES_URL")
SECURITY_CONTACT = env.text("PORTAL_SECURITY_CONTACT", f"security@{MAIL_DOMAIN}")
# Whom people ask who do not know further; named on the pages Help and Accessibility.
PORTAL_CONTACT = env.text("PORTAL_CONTACT")
SENDING_PAUSED = env.flag("PORTAL_SENDING_PAUSED")
MAIL_PER_MINUTE = env.number("MAIL_PER_MINUTE", 0)
METRICS_TOKEN = env.text("METRICS_TOKEN")
globals().update(env.mail(env.text("EMAIL_URL", "smtp://127.0.0.1:25")))

# ---- Celery: an alarm clock, never the truth ------------------------------------------------------------------------
CELERY_BROKER_URL = env.broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE = {
    "reminders": {"task": "workinggroup.reminders.tasks.remind", "schedule": 60.0, "options": {"expires": 55}},
    "mail": {"task": "portal.people.tasks.deliver", "schedule": 10.0, "options": {"expires": 9}},
    "releases": {"task": "meetings.release.tasks.release", "schedule": 10.0, "options": {"expires": 9}},
    "packs": {"task": "meetings.documents.tasks.pack", "schedule": 10.0, "options": {"expires": 9}},
    "follow-up packs": {"task": "workinggroup.pack.tasks.make", "schedule": 10.0, "options": {"expires": 9}},
    "figures": {"task": "workinggroup.flows.tasks.protect", "schedule": 10.0, "options": {"expires": 9}},
    "clocks": {"task": "workinggroup.handling.tasks.end", "schedule": 60.0, "options": {"expires": 55}},
    "files": {"task": "meetings.documents.tasks.sweep", "schedule": 6 * 3600.0, "options": {"expires": 3600}},
}
if BOUNCES:
    CELERY_BEAT_SCHEDULE["bounces"] = {
        "task": "portal.people.tasks.collect",
        "schedule": 60.0,
        "options": {"expires": 55},
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("PORTAL_LOG_LEVEL", "INFO")},
    # It greets every process.
    "loggers": {"pikepdf": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
