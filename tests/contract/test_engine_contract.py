"""The engines of this site, each held to the one contract."""

from pathlib import Path

import pytest

from search.engines.base import Engine, Writer
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from tests.contract.elasticsearch_node import cluster
from tests.contract.engine_contract import EngineContract

__all__ = ["cluster"]


class TestEmbedded(EngineContract):
    @pytest.fixture
    def pair(self, tmp_path: Path) -> tuple[Engine, Writer]:
        return EmbeddedEngine(tmp_path / "index"), EmbeddedWriter(tmp_path / "index")


@pytest.mark.elasticsearch
class TestElasticsearch(EngineContract):
    @pytest.fixture
    def pair(self, tmp_path: Path, cluster: Cluster) -> tuple[Engine, Writer]:
        return ElasticsearchEngine(cluster), ElasticsearchWriter(cluster, tmp_path)
