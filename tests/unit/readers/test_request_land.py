"""The land is added to any address without breaking it."""

import pytest

from readers.request_land import with_query

PAIRS = [("texture", "sandy"), ("place_name", "Pô")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/en/land/", "/en/land/?texture=sandy&place_name=P%C3%B4"),
        ("/en/land/?step=2", "/en/land/?step=2&texture=sandy&place_name=P%C3%B4"),
        ("/en/land/#map", "/en/land/?texture=sandy&place_name=P%C3%B4#map"),
    ],
)
def test_the_query_stands_before_the_fragment(url: str, expected: str) -> None:
    assert with_query(url, PAIRS) == expected
    assert with_query(url, []) == url
