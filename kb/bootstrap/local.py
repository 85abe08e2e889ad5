"""Prepares what `manage.py up` and `dev` need before the settings: folder, key, port, cluster, http."""

import os
import secrets
from pathlib import Path

from kb.settings.environment import DATA_DIR, SECRET_KEY_FILE, secret_key


def prepare(argv: list[str]) -> None:
    if port := value_of("--port", argv):
        os.environ["PORT"] = port
    if url := value_of("--elasticsearch", argv):
        os.environ["ELASTICSEARCH_URL"] = url
    # Only the address given in TWINFIELDS_BASE_URL decides; without one, the site answers on loopback alone.
    os.environ.setdefault("TWINFIELDS_INSECURE_HTTP", "1")
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    if not secret_key():
        write_secret_key(SECRET_KEY_FILE)


def value_of(option: str, argv: list[str]) -> str | None:
    """Returns an option's value, wanted here because the settings are made of it."""
    for position, argument in enumerate(argv):
        if argument == option and position + 1 < len(argv):
            return argv[position + 1]
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
    return None


def write_secret_key(path: Path) -> None:
    """Writes the key whole or not at all, readable by this account only; one made meanwhile wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
