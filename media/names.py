"""Names of stored files. They are random: what a camera or a person called a file is nobody's business."""

import re
import secrets
from pathlib import PurePath

from django.db.models import Model

EXTENSION = re.compile(r"\.[a-z0-9]{1,5}")


def random_token() -> str:
    """Returns 128 random bits in 22 letters that are safe in an address."""
    return secrets.token_urlsafe(16)


def random_name(folder: str, filename: str) -> str:
    """Returns a path in `folder` that nobody can guess, with the extension of `filename`."""
    extension = PurePath(filename).suffix.lower()
    return f"{folder}/{secrets.token_hex(16)}{extension if EXTENSION.fullmatch(extension) else ''}"


def document_path(instance: Model, filename: str) -> str:
    """Returns where a new document is stored; migrations name this function."""
    return random_name("documents", filename)


def clip_path(instance: Model, filename: str) -> str:
    """Returns where a part of a new clip is stored; migrations name this function."""
    return random_name("clips", filename)


def received_path(instance: Model, filename: str) -> str:
    """Returns where a recording is kept as it was sent; migrations name this function."""
    return random_name("received", filename)


def kept_path(instance: Model, filename: str) -> str:
    """Returns where an original is kept for the operator who wants that; migrations name this function."""
    return random_name("kept_originals", filename)
