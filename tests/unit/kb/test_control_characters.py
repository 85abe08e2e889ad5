"""What counts as a control character, as it is sent and as it is stored."""

import json
from urllib.parse import quote

import pytest
from django.core.exceptions import BadRequest

from kb.control_characters import IN_QUERY, cleaned, is_clean

REFUSED = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))]
KEPT = [
    "\t",
    "\n",
    "\r\n",
    " ",
    "é",
    "’",
    "ñ",
    "Â",
    "â\u0080".replace("\u0080", ""),
    "\u00a0",
    "\u200d",
    "你好",
    "👩🏽‍🌾",
]


@pytest.mark.parametrize("character", REFUSED, ids=ascii)
def test_no_control_character_passes_in_any_spelling(character: str) -> None:
    for escaped in (quote(character), quote(character).lower()):
        assert IN_QUERY.search(f"q=a{escaped}b")
    as_sent = f"q=a{character}b".encode().decode("latin-1")
    assert IN_QUERY.search(as_sent)
    assert not is_clean(f"a{character}b")
    assert not is_clean(json.dumps({"text": [f"a{character}b"]}))
    assert not is_clean(json.dumps({f"a{character}b": 1}))
    for text in (f"a{character}b", json.dumps({"text": [f"a{character}b"]})):
        assert is_clean(cleaned(text))


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert not IN_QUERY.search(f"q={quote(text)}")
    if text not in ("\t", "\n", "\r\n"):
        assert not IN_QUERY.search(f"q={text}".encode().decode("latin-1"))
    for encoded in (text, json.dumps({"text": text}), json.dumps([text])):
        assert is_clean(encoded)
    assert cleaned(text) == text


def test_halves_of_surrogate_pairs_are_found_and_whole_ones_kept() -> None:
    assert not is_clean('{"text": "a\\ud800b"}')
    assert is_clean('{"text": "\\ud83d\\ude00"}')
    assert json.loads(cleaned('{"text": "a\\udc00b"}')) == {"text": "ab"}


def test_what_parts_words_goes_on_parting_them() -> None:
    assert cleaned("stone\x0blines\x00") == "stone lines"


def test_an_editors_json_keeps_everything_else() -> None:
    stored = {"blocks": [{"text": "Zaï\u0000 – « ici »", "depth": 0, "data": None}], "on": True}
    assert json.loads(cleaned(json.dumps(stored))) == {
        "blocks": [{"text": "Zaï – « ici »", "depth": 0, "data": None}],
        "on": True,
    }


def test_an_escape_that_somebody_writes_about_is_text() -> None:
    for text in ("a NUL is written \\u0000", '"\\u0000"', "{not JSON \\u0000"):
        assert is_clean(text) and cleaned(text) == text


def test_a_tower_of_brackets_is_refused() -> None:
    with pytest.raises(BadRequest):
        is_clean("[" * 100_000 + '"\\u0000"' + "]" * 100_000)
