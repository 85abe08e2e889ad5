"""Sets up development: errors in full, static files as they stand in the tree."""

from kb.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-development"
INTERNAL_IPS = ["127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "media.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
