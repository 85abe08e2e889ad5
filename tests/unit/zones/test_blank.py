import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.blank import emptied, is_blank


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "\u00a0\u202f\u3000",
        "\u200b\u200c\u200d\u200e\u200f",
        "\u00ad",
        "\ufeff",
        "\u202a\u202e\u2066\u2069",
        "\u2800\u2800",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u034f",
        "\u180e",
        "\ufe0f",
        "\U000e0041\U000e007f",
        "\ufff9\ufffb",
        "\x00\x1f",
    ],
)
def test_what_cannot_be_seen_says_nothing(text: str) -> None:
    assert is_blank(text) and emptied(text) == ""
    assert not is_blank(f"{text}a{text}")


@pytest.mark.parametrize(
    "text", ["a", "!", "🌽", "زراعة", "በቆሎ", "ⴰⵎ", "ߒߞߏ", "한글", "👩\u200d🌾", "می\u200cخواهم", "0"]
)
def test_what_can_be_seen_is_kept_whole(text: str) -> None:
    assert not is_blank(text) and emptied(text) == text


@given(st.text(), st.text())
def test_a_text_is_blank_where_all_its_parts_are(first: str, second: str) -> None:
    assert is_blank(first + second) == (is_blank(first) and is_blank(second))
