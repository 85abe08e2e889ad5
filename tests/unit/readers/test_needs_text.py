"""What completes "Only where": every need of the site, any of the crops."""

import pytest
from django.utils import translation

from readers.presenters.wording import needs_text
from zones.labels import LABELS, need_choices
from zones.vocabulary import LANGUAGES, NEEDS


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (["frost"], "frost comes"),
        (["rice", "flood"], "land is flooded or can hold water on top, and rice is grown"),
        (
            ["cattle", "maize", "grazing_control", "slope"],
            "land slopes, and animals can be kept off the field, and maize is grown or cattle are kept",
        ),
        ([], ""),
    ],
)
def test_all_of_the_site_and_any_of_the_crops(codes: list[str], text: str) -> None:
    with translation.override("en"):
        assert needs_text(codes) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_has_words_and_a_box_to_tick(language: str) -> None:
    with translation.override(language):
        words = {code: str(label) for code, label in LABELS["NEEDS"].items()}
        assert tuple(words) == NEEDS and len(set(words.values())) == len(NEEDS)
        offered = [code for _heading, group in need_choices() for code, _label in group]
    assert tuple(offered) == NEEDS
