"""The node that tests may use: the one whose address is in ELASTICSEARCH_URL."""

import os
import uuid
from collections.abc import Iterator

import pytest

from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.names import every_index

HINT = (
    "no ELASTICSEARCH_URL; deploy/elasticsearch_node.py with --security -- "
    "python3 manage.py test -m elasticsearch"
)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """With indexes of its own, which go with the test."""
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        pytest.skip(HINT)
    made = Cluster(
        urls=tuple(url.split(",")),
        api_key=os.environ.get("TWINFIELDS_ELASTICSEARCH_API_KEY", ""),
        ca_file=os.environ.get("TWINFIELDS_ELASTICSEARCH_CA_FILE", ""),
        prefix=f"test-{uuid.uuid4().hex[:12]}",
        # The machine may be busy with other tests.
        search_timeout_s=20,
    )
    yield made
    client = made.connected().options(request_timeout=30)
    for index in client.indices.get(index=every_index(made.prefix), allow_no_indices=True):
        client.indices.delete(index=index)
    made.close()
