"""Everything on a page can be read in the sun and by weak eyes, in the light and the dark scheme."""

import pytest

from benchmarks.contrast import OUTLINES, SCHEMES, TEXT, contrast, pairs, palettes


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back"), pairs(TEXT))
def test_text_is_readable(scheme: str, front: str, back: str) -> None:
    colours = palettes()[scheme]
    assert contrast(colours[front], colours[back]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back"), pairs(OUTLINES))
def test_outlines_are_seen(scheme: str, front: str, back: str) -> None:
    colours = palettes()[scheme]
    assert contrast(colours[front], colours[back]) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
