"""The picture of a link: what is written in it fits, in whole words, and in letters that the font has."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageChops

from practices import raster_drawings
from practices.drawings import LANGUAGES, STARTER
from practices.places import country_name
from practices.preview_image import HEIGHT, MOST_BYTES, WIDTH, has_letter, preview_image, wrapped

LONG = "Cordons pierreux, zaï et fumier sur les terres nues et dures, avec des arbres gardés dans le mil"


def drawing(name: str = "zai-yatenga") -> Image.Image:
    found = raster_drawings.find(name)
    assert found is not None
    return Image.open(found)


def made(title: str, place: str = "Kopargo, Bénin", picture: Image.Image | None = None, **kind: bool) -> Any:
    found = preview_image(title, place, picture, **kind)
    assert found is not None
    extension, content = found
    assert len(content) <= MOST_BYTES
    image = Image.open(io.BytesIO(content))
    assert image.size == (WIDTH, HEIGHT)
    assert (image.format or "").lower() == {"jpg": "jpeg"}.get(extension, extension)
    return image.convert("RGB")


def colors_of(image: Image.Image) -> list[Any]:
    """Every colour of the picture, the most used first."""
    counted = image.getcolors(WIDTH * HEIGHT) or []
    return [color for _count, color in sorted(counted, reverse=True)]


def is_written(image: Image.Image) -> bool:
    """Whether something in ink stands at the right, above the layers of soil."""
    side = image.crop((HEIGHT, 0, WIDTH, HEIGHT - 60))
    return any(abs(red - 0x1F) < 6 and abs(green - 0x23) < 6 for red, green, _blue in colors_of(side))


def test_title_and_place_stand_beside_the_drawing() -> None:
    with drawing() as picture:
        image = made("Stone lines", picture=picture)
        assert (
            not ImageChops.difference(
                image.crop((15, 15, 615, 615)).resize((60, 60)), picture.convert("RGB").resize((60, 60))
            )
            .convert("L")
            .point(lambda value: value > 40 and 255)
            .getbbox()
        )
    assert is_written(image)


def test_no_word_is_cut_and_none_is_lost() -> None:
    for size in (72, 40, 28):
        block = wrapped(LONG, size, 700)
        assert block is not None
        assert " ".join(block.lines) == LONG


def test_a_word_wider_than_the_line_does_not_fit() -> None:
    assert wrapped("Donaudampfschifffahrtsgesellschaft", 72, 510) is None
    assert wrapped("Donaudampfschifffahrtsgesellschaft", 28, 510) is not None


def test_a_space_that_does_not_break_keeps_its_sign() -> None:
    block = wrapped("Des trous de semis\u00a0: du fumier", 72, 510)
    assert block is not None
    assert not any(line.startswith(":") for line in block.lines)


@pytest.mark.parametrize("title", [LONG, "x" * 30, "Donaudampfschifffahrtsgesellschaft"])
def test_long_titles_shrink(title: str) -> None:
    assert is_written(made(title, picture=drawing()))


@pytest.mark.parametrize("letter", "aZéçñœ’«»–·…ɔɛŋɖƒɓɗƴẽõ₂°\u00a0\u202f\u0301")
def test_the_letters_of_our_languages_are_there(letter: str) -> None:
    assert has_letter(letter)


@pytest.mark.parametrize("title", ["ሰብል", "ߒߞߏ", "زراعة", "Maize 🌽", "有機"])
def test_letters_that_the_font_lacks_leave_the_drawing_alone(title: str) -> None:
    image = made(title, picture=drawing())
    assert not is_written(image)
    middle = image.crop((WIDTH // 2 - 300, 15, WIDTH // 2 + 300, 615))
    assert len(colors_of(middle)) > 5
    assert made("Maize", "ኢትዮጵያ", drawing()) == image


def test_nothing_is_made_of_nothing() -> None:
    assert preview_image("ሰብል", "", None) is None
    assert preview_image("", "", None) is None


def test_a_title_stands_alone_where_there_is_no_picture() -> None:
    assert colors_of(made("Stone lines"))[0] == (0x14, 0x53, 0x2F)


def test_a_photo_stays_within_its_bytes() -> None:
    noise = Image.effect_noise((1600, 1200), 120).convert("RGB")
    made("Stone lines", picture=noise, is_photo=True)
    made("ሰብል", picture=noise, is_photo=True)


def records() -> Iterator[tuple[str, str, str]]:
    for file in sorted((STARTER / "records").glob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        for language in LANGUAGES:
            place = f"{record['place_name']}, {country_name(record['country'], language)}"
            yield record["name"][language], place, record["drawing"]


@pytest.mark.parametrize(
    "every", [pytest.param(14, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def test_the_starter_collection_fits(every: int) -> None:
    for title, place, name in list(records())[::every]:
        with drawing(name) as picture:
            assert is_written(made(title, place, picture)), title
