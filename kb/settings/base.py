"""Sets what every way of running the site shares. The environment is read here and nowhere else."""

import zoneinfo
from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kb.settings.environment import BASE_DIR, DATA_DIR, env, secret_key
from zones import languages

SECRET_KEY = secret_key()
# Keys of before: what they signed and encrypted is still read.
SECRET_KEY_FALLBACKS = env.list("TWINFIELDS_OLD_SECRET_KEYS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("TWINFIELDS_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
WAGTAILADMIN_BASE_URL = env.str(
    "TWINFIELDS_BASE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}"
)

# How many proxies in front add to X-Forwarded-For; the address that limits count is found that way.
TRUSTED_PROXIES = env.int("TWINFIELDS_TRUSTED_PROXIES", default=0)

# From the top of the house to the bottom: each may import those below it.
OUR_APPS = (
    "kb",
    "api",
    "newsletter",
    "readers",
    "search",
    "network",
    "exchange",
    "practices",
    "media",
    "jobs",
    "zones",
)

INSTALLED_APPS = [
    # First, so that the admin and makemigrations see the translated fields of every model below.
    "modeltranslation",
    *OUR_APPS,
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "kb.apps.UsersConfig",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # What allauth's list of security keys says of times.
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # The widgets of forms come from here too, after ours: see FORM_RENDERER.
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Each sees the answer after all that stand below it: rules of caching, then ETag, then compression.
    "kb.middleware.CompressionMiddleware",
    "kb.middleware.ConditionalReadMiddleware",
    "kb.middleware.CacheRulesMiddleware",
    "kb.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kb.addresses.languages.LanguagePrefixMiddleware",
    "kb.middleware.SiteLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "api.v1.access.ApiMiddleware",
    "kb.addresses.glued.GluedPunctuationMiddleware",
    "kb.control_characters.ControlCharactersMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kb.body_size.BodySizeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kb.accounts.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "practices.admin.typed_text.TypedTextMiddleware",
    "kb.addresses.redirects.QueryKeepingRedirectMiddleware",
    "practices.middleware.PublishingRefusedMiddleware",
    "practices.middleware.NoRoomMiddleware",
]

ROOT_URLCONF = "kb.urls"
WSGI_APPLICATION = "kb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "readers.context.site",
            ],
        },
    },
]
# Forms take their widgets from the templates above, so that practices/templates/django/forms replaces some.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data -------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'twinfields.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing, readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is deleted is overwritten as well: somebody may have asked to be erased.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        " PRAGMA secure_delete=ON;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"].update(CONN_HEALTH_CHECKS=True)
# Opening a connection costs as much as several queries, with SQLite too.
DATABASES["default"].update(CONN_MAX_AGE=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Half the files to compress. Scripts never import one another, so plain names are not needed.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# What people send may take this much in a region, in all and while it waits to be looked at; 0: no limit.
REGION_MEDIA_MB = env.int("TWINFIELDS_REGION_MEDIA_MB", default=2000)
WAITING_MEDIA_MB = env.int("TWINFIELDS_WAITING_MEDIA_MB", default=500)
# Uploads leave this much free on the disk, for the database above all.
MIN_FREE_MB = env.int("TWINFIELDS_MIN_FREE_MB", default=500)
# What is being sent, in a folder that is made with the first file: nothing to complain of before.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "media.incoming.IncomingFileHandler",
]
SILENCED_SYSTEM_CHECKS = ["files.E001"]
# Shared by all processes: a code of a second factor is good once, whichever of them takes it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
# How the web server in front is asked to send a stored file, once it is known who may see it; "" where the
# site sends it itself.
SENDFILE = env.str("TWINFIELDS_SENDFILE", default="")
STORAGES = {
    "default": {"BACKEND": "media.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- what a browser may do with our pages -----------------------------------------------------------

# Own files only; kb/middleware.py adds the hash of the inlined CSS. No nonce: bodies stay equal.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail's editor writes scripts and styles into its pages.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'"],
    "object-src": ["'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'self'"],
    "frame-ancestors": ["'self'"],
}
CSRF_FAILURE_VIEW = "practices.admin.typed_text.csrf_failure"
_ALLOWED = "geolocation=(self), camera=(), payment=(), usb=()"
PERMISSIONS_POLICY = f"{_ALLOWED}, microphone=()"
# Of pages with a form that takes a voice; see `media/microphone.py`.
RECORDING_PERMISSIONS_POLICY = f"{_ALLOWED}, microphone=(self)"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "kb.logs.WithoutSecrets"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_secrets"],
        }
    },
    # Wagtail and its task runner tell of every step at INFO; what people did stands in Wagtail's own log.
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{app: {"level": "INFO"} for app in OUR_APPS},
        # Django would add handlers of its own, which know nothing of the filter.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}

# --- pages without net ------------------------------------------------------------------------------

# Off, the worker of every phone removes itself and the pages that it kept (docs/offline.md).
SERVICE_WORKER = env.bool("TWINFIELDS_SERVICE_WORKER", default=True)

# --- the API ----------------------------------------------------------------------------------------

# What one address may ask in an hour; 0 is no limit.
API_REQUESTS_PER_HOUR = env.int("TWINFIELDS_API_REQUESTS_PER_HOUR", default=3600)

# --- what readers look for --------------------------------------------------------------------------

# Counts by day, without anything of who asks (docs/demand.md); written down every so many seconds.
DEMAND_COUNTED = env.bool("TWINFIELDS_DEMAND_COUNTED", default=True)
DEMAND_WRITTEN_EVERY_S = 15

# --- who answers for the site -----------------------------------------------------------------------

# Lines of the legal notice and of "Privacy"; an empty one is left out there, and named at the start.
OPERATOR = {
    name: env.str(f"TWINFIELDS_OPERATOR_{name.upper()}", default="")
    for name in ("name", "address", "email", "phone", "responsible", "hosting")
}

# --- people -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "kb.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# The same hash as Django's, one at a time in each process.
PASSWORD_HASHERS = ["kb.accounts.hashing.OneAtATimePasswordHasher"]
LOGIN_URL = reverse_lazy("wagtailadmin_login")
LOGIN_REDIRECT_URL = reverse_lazy("wagtailadmin_home")
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "kb.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# A change of a second factor is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "kb.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Whether everybody in the admin needs one; production asks for it where the site is reached by https.
SECOND_FACTOR_REQUIRED = False
WAGTAILADMIN_USER_LOGIN_FORM = "kb.accounts.sign_in.SignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "kb.accounts.password_reset.PasswordResetForm"  # noqa: S105

# --- languages --------------------------------------------------------------------------------------

# The table is zones/languages.py.
LANGUAGE_CODE = languages.CODES[0]
LANGUAGES = [(language.code, language.name) for language in languages.ALL]
FORMAT_MODULE_PATH = "kb.formats"
MODELTRANSLATION_LANGUAGES = languages.CODES
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
# A reader sees another language rather than nothing; the page marks such a passage.
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": languages.CODES,
    **{code: tuple(other for other in languages.CODES if other != code) for code in languages.CODES[1:]},
}
# The second has what the admin brings along and nobody has put into a language of the site.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "admin"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Wagtail ----------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = _("Twin Fields")
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Some systems list a zone that browsers do not know, and the names of all others would stay in English.
WAGTAIL_USER_TIME_ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Half a second would fight with a slow link; three are still kept.
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
# Renditions drop what a camera noted, the place above all; a small file may not unfold into a huge picture.
WAGTAILIMAGES_FORMAT_CONVERSIONS = dict.fromkeys(("jpeg", "png", "gif", "heic", "avif", "webp"), "webp")
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# What may be sent; it is kept as JPEG or PNG. The same as in media/intake/pictures.py.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "jpe", "mpo", "png", "webp", "avif", "heic", "heif", "gif"]
# Keeps each picture also as it was sent, with all that the camera noted, where only the operator can read it.
KEEP_ORIGINALS = env.bool("TWINFIELDS_KEEP_ORIGINALS", default=False)
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# The default backend ranks every match anew on SQLite, which costs seconds at 10,000 pages.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "kb.admin.search_backend"}}
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "media.tagging.tags_from_string"

# Sound: ffmpeg at this path; where it is empty, that of the extra `media`, in this folder or the environment.
FFMPEG = env.str("TWINFIELDS_FFMPEG", default="")
MEDIA_EXTRA_DIR = DATA_DIR / "media-extra"

# Written down with what they tell of, and sent by the worker through the backend that the address names.
EMAIL_BACKEND = "jobs.mail.OutboxBackend"
MAIL_DELIVERY_BACKEND = "jobs.mail.FolderBackend"
MAIL_FOLDER = DATA_DIR / "mail"
if email_url := env.str("TWINFIELDS_EMAIL_URL", default=""):
    email_config = env.email_url_config(email_url)
    MAIL_DELIVERY_BACKEND = email_config.pop("EMAIL_BACKEND")
    vars().update(email_config)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("TWINFIELDS_MAIL_FROM", default="twin-fields@localhost")

# The newsletter is sent by the worker where this is on; off, it is taken to a mailing tool by hand.
NEWSLETTER_SENDING = env.bool("TWINFIELDS_NEWSLETTER_SENDING", default=False)
NEWSLETTER_FROM = env.str("TWINFIELDS_NEWSLETTER_FROM", default=DEFAULT_FROM_EMAIL)
# What the mail server allows; 0 is no limit.
NEWSLETTER_MAILS_PER_MINUTE = env.int("TWINFIELDS_NEWSLETTER_MAILS_PER_MINUTE", default=120)

# The embedded index is always kept; a cluster answers beside it where one is named.
ELASTICSEARCH_URLS = env.list("ELASTICSEARCH_URL", default=[])
SEARCH: dict[str, Any] = {
    "ENGINE": "elasticsearch" if ELASTICSEARCH_URLS else "embedded",
    "INDEX_DIR": DATA_DIR / "search-index",
    "ELASTICSEARCH": {
        "URLS": ELASTICSEARCH_URLS,
        "API_KEY": env.str("TWINFIELDS_ELASTICSEARCH_API_KEY", default=""),
        "CA_FILE": env.str("TWINFIELDS_ELASTICSEARCH_CA_FILE", default=""),
        # Begins the names of the indexes, so that several sites may share a cluster.
        "PREFIX": env.str("TWINFIELDS_ELASTICSEARCH_PREFIX", default="twinfields"),
        "SHARDS": env.int("TWINFIELDS_ELASTICSEARCH_SHARDS", default=1),
    },
}
