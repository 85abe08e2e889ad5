"""Both engines show the same pages; thousands more are compared by `python -m benchmarks.agreement`."""

from pathlib import Path

import pytest

from benchmarks.agreement import Comparison, compared
from benchmarks.engine import documents
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.writer import ElasticsearchWriter
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writer import EmbeddedWriter
from tests.contract.elasticsearch_node import cluster

__all__ = ["cluster"]

PRACTICES = 400
QUESTIONS = 210
SCANS = 30


@pytest.mark.elasticsearch
@pytest.mark.campaign
def test_pages_totals_groups_and_counts_are_the_same(cluster: Cluster, tmp_path: Path) -> None:
    written = list(documents(PRACTICES))
    EmbeddedWriter(tmp_path / "index").rebuild(written)
    ElasticsearchWriter(cluster, tmp_path).rebuild(written)
    engines = EmbeddedEngine(tmp_path / "index"), ElasticsearchEngine(cluster)
    found = compared(Comparison(*engines, [one.record for one in written]), QUESTIONS, SCANS)
    assert (found.pages, found.scans) == (QUESTIONS, SCANS)
    assert found.wrong == []
    assert found.worst < 1e-6
