"""Sets up development: errors in full, static files as they stand in the tree."""

from kb.settings.base import *  # noqa: F403
from kb.settings.base import env

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-development"
# It keeps files by their names, and these do not change with what is in them.
SERVICE_WORKER = env.bool("TWINFIELDS_SERVICE_WORKER", default=False)
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "media.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
