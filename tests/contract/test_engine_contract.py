"""The engines of this site, each held to the one contract."""

from pathlib import Path

from search.engines.base import Engine, Writer
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from tests.contract.engine_contract import EngineContract


class TestEmbedded(EngineContract):
    def make(self, folder: Path) -> tuple[Engine, Writer]:
        return EmbeddedEngine(folder / "index"), EmbeddedWriter(folder / "index")
