"""The engines of this site. One object a process, made on first use."""

from functools import cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter

EMBEDDED = "embedded"


@cache
def _engine_at(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder)


def _folder() -> Path:
    return Path(str(settings.SEARCH["INDEX_DIR"]))


def embedded_engine() -> EmbeddedEngine:
    return _engine_at(_folder())


def embedded_writer() -> EmbeddedWriter:
    return EmbeddedWriter(_folder())


def engine(name: str = "") -> Engine:
    """The engine of that name, or the one the settings choose. Raises KeyError for an unknown name."""
    return {EMBEDDED: embedded_engine}[name or str(settings.SEARCH["ENGINE"])]()
