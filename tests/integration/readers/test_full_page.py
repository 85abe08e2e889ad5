"""A page of results with all its twenty cards and facets still comes in one round trip."""

from collections.abc import Callable

import brotli
import pytest
from django.test import Client

from benchmarks.corpus import fill
from benchmarks.page_weight import LAND, LANGUAGES, budgets
from practices.regions import Region
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from search.service import PAGE_SIZE


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_cards_with_all_facets_keep_the_budget(
    region: Region, client: Client, language: str, record_property: Callable[[str, object], None]
) -> None:
    fill(region.section, 60)
    embedded_writer().rebuild(public_documents())
    answer = client.get(f"/{language}/practices/?{LAND}", headers={"accept-encoding": "br"})
    html = brotli.decompress(answer.content).decode()
    assert html.count("<article") == PAGE_SIZE
    assert html.count("<fieldset") >= 5
    record_property(f"results of {PAGE_SIZE} cards ({language})", f"{len(answer.content):,} bytes")
    assert len(answer.content) <= budgets()["html"]["results"]
