import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.blank import emptied, is_blank, without_marks


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


@pytest.mark.parametrize("mark", [*map(chr, (0xAD, 0xFEFF, *range(0x200B, 0x2010)))], ids=ascii)
@pytest.mark.parametrize("typed", ["Copargo", "maïs", "zaï 12"])
def test_marks_that_nobody_typed_are_taken_out_of_latin_text(typed: str, mark: str) -> None:
    assert without_marks(mark.join(typed) + mark) == typed
    assert emptied(f"{mark}{typed}") == typed


@pytest.mark.parametrize("mark", [*map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x206A)))], ids=ascii)
def test_marks_of_direction_are_taken_out_of_every_script(mark: str) -> None:
    for typed in ("Copargo", "زراعة", "በቆሎ"):
        assert without_marks(mark.join(typed) + mark) == typed


@pytest.mark.parametrize("text", ["👩\u200d🌾", "❤\ufe0f\u200d🔥", "می\u200cخواهم", "അവന്\u200d", "क्\u200dष"])
def test_joiners_stay_where_they_are_part_of_a_word_or_picture(text: str) -> None:
    assert without_marks(text) == text


@given(st.text(st.sampled_from("ab\u00ad\u200b\u200c\u200d\u202e\u2060\ufeffम👩")))
def test_nothing_is_left_to_take_out(text: str) -> None:
    assert without_marks(without_marks(text)) == without_marks(text)
