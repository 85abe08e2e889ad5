from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def the_language_is_left_as_it_was() -> Iterator[None]:
    """A request leaves its language active in the thread; the next test must not notice."""
    with translation.override("en"):
        yield
