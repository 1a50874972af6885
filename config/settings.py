"""The one settings file. What a deployment may change comes from the environment (config/env.py).

SITE=demo (the default) answers on localhost only, so that a copy started without thought is reached
by nobody. SITE=production refuses to start when it would be unsafe (config/production.py).
"""

from pathlib import Path
from urllib.parse import urlsplit

from config import env, logs
from config.production import DEMO_KEY, refuse_unsafe

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.text("VAR", str(BASE_DIR / "var")))

PRODUCTION = env.choice("SITE", ("demo", "production"), "demo") == "production"
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", DEMO_KEY)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
SITE_URL = env.origin("SITE_URL", "http://localhost:8000")
PROXIES = env.integer("PROXIES", 1 if PRODUCTION else 0, at_least=0, at_most=5)
if PRODUCTION:
    refuse_unsafe(debug=DEBUG, key=SECRET_KEY, site_url=SITE_URL)

ALLOWED_HOSTS = [
    urlsplit(SITE_URL).hostname or "",
    *env.words("ALLOWED_HOSTS", () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]")),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "clients",
    "planner",
]

MIDDLEWARE = [
    "config.middleware.request_line",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.squeeze_phone",
    "config.middleware.guard_headers",
    "config.middleware.guard_input",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.nothing_kept",
    "config.middleware.sign_in_once",
    "config.middleware.idle_log_off",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.plain_words",
    "config.middleware.busy",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
            ],
        },
    },
]

DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        sqlite=VAR / "two-wings.sqlite3",
        pool=env.integer("DATABASE_POOL", 4, at_least=1, at_most=100),
        prepares=env.flag("DATABASE_PREPARES", True),
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

# Sign-in limits are counted here. Files, because the counts of several processes belong together,
# and many entries, because the default of 300 would let a flood push out the count it should be
# caught by.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- people and sign-in ---------------------------------------------------------------------------

AUTH_USER_MODEL = "clients.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        # 15 characters where the password is the only factor (NIST 800-63B-4); no composition
        # rules.
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "config.passwords.CommonAtHeartValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# The page of a clinic that members arrive at. Named here, because clients may not name planner.
FRONT_PAGE = "planner:today"

ACCOUNT_ADAPTER = "clients.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invited member proves the address by the invitation itself
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# Staff are signed off after 15 minutes without an act of their own, and after 12 hours in any case
# (config.middleware.idle_log_off). The cookie never outlives that.
IDLE_SECONDS = 15 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- what reaches the browser ---------------------------------------------------------------------

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
if PROXIES:
    # The proxy in front must set this header itself and drop what a visitor sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Preloading is hard to take back and concerns the whole domain: for its owner to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# A megabyte of text of any script still comes to its form, which says that it is too long and shows
# it again: a form sends each byte of such a text as three signs. The longest honest form stays far
# below.
BODY_MAX_BYTES = 4 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

STATIC_URL = "static/"
COLLECTED = env.flag("COLLECTED", PRODUCTION)
STATIC_ROOT = VAR / "static" if COLLECTED else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        # Production serves compressed files with hashed names out of STATIC_ROOT (after
        # collectstatic); elsewhere whitenoise finds the files where they lie.
        "BACKEND": (
            "config.static.HashedStorage"
            if COLLECTED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- languages and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# The languages of the interface. One more is a line here and a folder in locale/.
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # inside; people see the clinic's or the client's zone

# --- mail and logs --------------------------------------------------------------------------------

if PRODUCTION:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": env.text("MAIL_HOST", "localhost"),
                "port": env.integer("MAIL_PORT", 25, at_least=1, at_most=65535),
                "username": env.text("MAIL_USER", ""),
                "password": env.text("MAIL_PASSWORD", ""),
                "use_tls": env.flag("MAIL_TLS", False),
                "timeout": 10,
            },
        }
    }
else:
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": VAR / "mail"},
        }
    }
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"no-reply@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = logs.config(requests=env.flag("LOG_REQUESTS", True))
