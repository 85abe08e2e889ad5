"""A farmer finds the main crop of the farm among the boxes to tick, by its name."""

import pytest
from django.utils import translation

from readers.presenters.land.form import hint
from zones.labels import choices

CROPS = {
    "en": "cowpea, soya, cassava, yam, potato, banana, plantain, dates, enset, quinoa, teff, fonio, "
    "oil palm, cashew",
    "fr": "niébé, soja, manioc, igname, pomme de terre, banane, plantain, datte, ensète, quinoa, teff, "
    "fonio, palmier à huile, anacarde",
    "es": "caupí, soya, soja, yuca, mandioca, ñame, papa, patata, banano, plátano, dátil, ensete, quinua, "
    "teff, fonio, palma aceitera, marañón",
}


@pytest.mark.parametrize("language", CROPS)
def test_every_main_crop_is_named(language: str) -> None:
    with translation.override(language):
        shown = " ".join(f"{label} {hint('crops', code)}" for code, label in choices("CROPS"))
    assert [crop for crop in CROPS[language].split(", ") if crop not in shown] == []
