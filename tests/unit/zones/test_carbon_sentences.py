"""What pages say of soil carbon: never a number without its range, in no language a promise or an offer."""

import json
import re

import pytest
from django.utils import translation

from zones.carbon import DATA_FILE, Change, Outlook, Reason
from zones.carbon_sentences import about_texts, finding_text, manure_text, range_text
from zones.vocabulary import LANGUAGES

PLACE = (("tropical_moist",), ("LAC",))
# Beginnings of words that none of these sentences may have.
FORBIDDEN = re.compile(
    r"\b(credit|cr[eé]dit|certif|guarant|garant|price|prix|precio|promis|promes|offset|compens|you store)",
    re.IGNORECASE,
)


def outlook(low: float, best: float, high: float) -> Outlook:
    return Outlook(*PLACE, Change(29.0, 29.0 + best, best, low, high))


def none(reason: Reason) -> Outlook:
    return Outlook(*PLACE, None, reason)


OUTLOOKS = (
    outlook(1.31, 7.39, 13.48),
    outlook(-13.48, -7.39, -1.31),
    outlook(-1.3, -0.17, 0.99),
    outlook(0.4, 0.6, 0.8),
    outlook(0, 0, 0),
    *(none(reason) for reason in ("montane", "organic", "default_error", "disputed", "no_cell")),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_number_alone_or_a_promise(language: str) -> None:
    with translation.override(language):
        for one in OUTLOOKS:
            text = finding_text(one)
            said = text.replace("20 years", "").replace("20 ans", "").replace("20 años", "")
            assert len(re.findall(r"\d+(?:[.,]\d+)?", said)) in (0, 2), text
            assert not FORBIDDEN.search(text), text
        for text in (*about_texts(), manure_text()):
            assert not FORBIDDEN.search(text), text


def test_the_ends_are_rounded_and_in_order() -> None:
    assert "about 1 to 13 t more" in finding_text(outlook(1.31, 7.39, 13.48))
    assert "about 1 to 13 t less" in finding_text(outlook(-13.48, -7.39, -1.31))
    assert "about 0.4 to 0.8 t more" in finding_text(outlook(0.4, 0.6, 0.8))
    with translation.override("fr"):
        assert re.search(r"\b2\b.*\b5\b", finding_text(outlook(1.6, 3.0, 4.8)))


def test_a_range_on_both_sides_of_zero_is_words_only() -> None:
    assert not re.search(r"\d", finding_text(outlook(-1.3, -0.17, 0.99)))
    assert "−1.3 to +1.0 t" in range_text(Change(16.6, 16.4, -0.17, -1.32, 0.99))


def test_unchecked_tables_are_told() -> None:
    assert json.loads(DATA_FILE.read_text(encoding="utf-8"))["tables_checked"] is False
    assert any("not yet compared with the print" in text for text in about_texts())
