"""Reads where the site lies and what its environment says; other code asks the settings instead."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env.str("TWINFIELDS_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
SECRET_KEY_FILE = DATA_DIR / "secret-key"


def secret_key() -> str:
    """Returns the key of the environment, else the one that `manage.py up` made, else ""."""
    if key := env.str("TWINFIELDS_SECRET_KEY", default=""):
        return key
    return SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else ""
