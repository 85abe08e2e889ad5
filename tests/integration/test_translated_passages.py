"""What a reader sees of a record that is not told in every language."""

import pytest
from django.utils import translation

from practices.models import RegionSection, passage
from tests import factories


@pytest.fixture
def section(db: None) -> RegionSection:
    return factories.make_region().section


def test_a_passage_says_in_which_language_it_is(section: RegionSection) -> None:
    page = factories.make_practice(section, name_fr="Cordons", summary_es="Piedras", problem_en="")
    assert passage(page, "name", "fr") == ("Cordons", None)
    assert passage(page, "name", "en") == ("Cordons", "fr")
    assert passage(page, "summary", "fr") == ("Piedras", "es")
    assert passage(page, "problem", "fr") == ("", None)
    with translation.override("es"):
        assert page.passage("name") == ("Cordons", "fr")
    with translation.override("de"):
        assert page.passage("summary") == ("Piedras", "es")
