"""Sets up tests: quick hashing, plain static files, data in a folder of their own."""

import atexit
import shutil
import tempfile
from pathlib import Path

from kb.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105
DATA_DIR = Path(tempfile.mkdtemp(prefix="twinfields-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
MAIL_FOLDER = DATA_DIR / "mail"
MEDIA_EXTRA_DIR = DATA_DIR / "media-extra"
STORAGES = {
    "default": {"BACKEND": "media.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The node in ELASTICSEARCH_URL is for the tests that ask for it.
SEARCH = {
    "ENGINE": "embedded",
    "INDEX_DIR": DATA_DIR / "search-index",
    "ELASTICSEARCH": {"URLS": [], "API_KEY": "", "CA_FILE": "", "PREFIX": "test", "SHARDS": 1},
}
# Written when a test says so.
DEMAND_WRITTEN_EVERY_S = 0
ALLOWED_HOSTS = ["*"]
