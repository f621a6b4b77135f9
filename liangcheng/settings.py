"""Settings of 《凉城》: one file, safe by default, read from the environment.

Every variable is described in `.env.example`; nothing else changes how the site runs.
"""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from pythonjsonlogger.core import RESERVED_ATTRS
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(env.path("ENV_FILE", default=str(BASE_DIR / ".env"))())

# Core

SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "缺少 SECRET_KEY。正式运行：照 .env.example 写好 .env；试用：运行 make run。"
    )
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

ROOT_URLCONF = "liangcheng.urls"
WSGI_APPLICATION = "liangcheng.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "liangcheng.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django_prose_editor",
    "csp",
    "taggit",
    "liangcheng.apps.LiangchengConfig",
    "departments",
    "articles",
]

MIDDLEWARE = [
    "liangcheng.middleware.health_check",
    "articles.api.middleware.open_for_reading",
    "liangcheng.page_cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "liangcheng.fast.compressing.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "liangcheng.reading.middleware.reading_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "NAME": "public",
        "BACKEND": "liangcheng.templating.PublicTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "liangcheng.templating.environment",
            "context_processors": [
                "articles.context_processors.publication",
                "liangcheng.reading.context_processors.reading",
                "liangcheng.offline.offline_reading",
            ],
        },
    },
    # The desk's.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context_processors.publication_if_read",
            ],
        },
    },
]

# Data

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    # Readers go on while a clerk saves; a second writer waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    options = DATABASES["default"].setdefault("OPTIONS", {})
    # PostgreSQL would compile some questions (JIT) or share them among processes, which takes
    # longer than to answer them. In memory and on today's disks a row is as near as any other.
    planning = {"jit": "off", "max_parallel_workers_per_gather": 0, "random_page_cost": 1.1}
    planning = " ".join(f"-c {name}={value}" for name, value in planning.items())
    options.setdefault("options", planning)
    options.setdefault("connect_timeout", 5)  # seconds: where nobody answers, say so soon
    # A connection that the database closed meanwhile is made anew, and no reader notices.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("DATABASE_POOL", default=False):
        options["pool"] = True
if "pool" not in DATABASES["default"].get("OPTIONS", {}):
    # Connecting costs more than most questions, and a pool's loan as much as a page that is kept.
    DATABASES["default"]["CONN_MAX_AGE"] = 600

# How long one search may keep the database busy; what it found by then is shown.
SEARCH_SECONDS = env.float("SEARCH_SECONDS", default=0.2)

# Whether browsers may keep the latest issue and what was read, to be read without network.
OFFLINE = env.bool("OFFLINE", default=True)
# Whether a worker of its own (manage.py db_worker) reads imported files, not the server's threads.
TASK_WORKER = env.bool("TASK_WORKER", default=False)
if TASK_WORKER:
    INSTALLED_APPS += ["django_tasks", "django_tasks_db"]
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Requests to the API that one address may make in a minute; 0 for any number.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
for name in ("RedisCache", "FileBasedCache"):
    if CACHES["default"]["BACKEND"].endswith(f".{name}"):
        # Gone, or its disk full, it is passed by.
        CACHES["default"]["BACKEND"] = f"liangcheng.fast.steady_cache.Steady{name}"
# How much memory of each process may hold made pages; 0 keeps none.
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=0 if DEBUG else 32)
# For how long a CDN may show a page without asking, and once more while it asks; 0: not at all.
CDN_SECONDS = env.int("CDN_SECONDS", default=0)
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Language and time: facts about the paper, not settings of a server

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
# What Django says to staff, in the desk's words.
LOCALE_PATHS = [BASE_DIR / "liangcheng" / "desk" / "locale"]
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
# A trial and the tests serve static files from the source tree; a server serves the hashed,
# precompressed ones that `collectstatic` made.
STATIC_FROM_SOURCE = env.bool("STATIC_FROM_SOURCE", default=DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_FROM_SOURCE
        else "liangcheng.files.hashed_files.HashedFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are for a programmer's tools, and longer than all else together.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE
# Uploads beyond this go to a temporary file at once; liangcheng/files/ says how large they may be.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
# More than an import takes, so that it can say how many it takes.
DATA_UPLOAD_MAX_NUMBER_FILES = 500
# One page inline has about ten inputs; a 24-page issue stays well below.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Accounts

LOGIN_URL = reverse_lazy("admin:login")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Security

HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
# Also for every host below ours, by whomever it is run: off where that is not for us to say.
HSTS_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and HSTS_SUBDOMAINS
if not HSTS_SUBDOMAINS:
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Only a proxy that always sets or removes this header may be trusted with it.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_ENGINE = "liangcheng.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # one working day, overtime included
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce is sent only where a page asks for one: the rich text editor's import map.
        "script-src": [SELF, NONCE],
        # The hash is the editor's one fixed style block; a test holds it to the installed version.
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Tags

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "liangcheng.chinese.text.split_tags"
TAGGIT_STRING_FROM_TAGS = "liangcheng.chinese.text.join_tags"
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

# Logs: one JSON object a line on stderr, for whatever collects them

LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
            # Django attaches the request, with its user and query; neither belongs in a log.
            "reserved_attrs": [*RESERVED_ATTRS, "request", "server_time"],
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # Django gives these two a level and handlers of their own.
        name: {"handlers": [], "propagate": True, "level": LOG_LEVEL}
        for name in ("django", "django.server")
    },
}
