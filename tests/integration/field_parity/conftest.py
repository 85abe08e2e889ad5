"""A practice with a value in every field."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile

from media.models import Clip
from practices.models import (
    Citation,
    Practice,
    PracticeClip,
    PracticeImpact,
    PracticeStep,
    SoilCarbonMeasurement,
    TutorialLink,
)
from practices.models.conditions import CONDITION_NAMES
from practices.regions import Region
from tests import factories
from tests.integration.field_parity.fields import marks
from zones import factors
from zones.naming import ALL_ZONES
from zones.values import BooleanValue, Classes, Need, Range, Value
from zones.vocabulary import LANGUAGES


def _condition(name: str) -> Value:
    if name in factors.NUMBERS:
        factor = factors.NUMBERS[name]
        return Range.point(factor.low + (factor.high - factor.low) / 4, "stated")
    if name in factors.CHOICES:
        return Classes.of(factors.CHOICES[name].codes[-1])
    return BooleanValue(True, "stated")


A_ZONE = next(iter(ALL_ZONES))
VALUES: dict[str, Any] = {
    **{name: _condition(name) for name in CONDITION_NAMES},
    "publication_agreed": True,
    "publication_text": "publication-2026-11",
    "naming_agreed": True,
    "naming_text": "",
    "country": "BJ",
    "altitude_m": 1234,
    "latitude": 9.8,
    "longitude": 1.7,
    "land_uses": ("grazing",),
    "practice_groups": ("soil_cover", "restoration"),
    "measures": ("vegetative", "management"),
    "outcome": "suspended",
    "since_year": 1987,
    "until_year": 1996,
    "introduced_by": "neighbour",
    "area_ha": 12.75,
    "control_plot": True,
    "needs": (Need("frost"), Need("rice"), Need("cattle")),
    "labour_person_days_per_ha": Range(61, 83),
    "labour_months": (2,),
    "cost_low": 456.0,
    "cost_high": 789.0,
    "cost_currency": "XOF",
    "cost_basis": "per_unit",
    "cost_year": 1993,
    "money_before_return": "much",
    "secure_land_needed": True,
    "licence": "CC-BY-SA-4.0",
    "zone_tags": (A_ZONE,),
    "zones_are_stated": True,
    "drawing": "zai-yatenga",
    "lead_image": None,
    "confirmed_at": datetime(2019, 7, 23, tzinfo=UTC),
    "external_id": "",
    "located_as": "",
}
STEP: dict[str, Any] = {"drawing": "zai-yatenga-2"}
IMPACT: dict[str, Any] = {"indicator": "fodder", "score": -2}
CITATION: dict[str, Any] = {
    "year": 1979,
    "doi": "10.1234/zqdoi",
    "url": "https://example.org/zqurl",
    "key": "zqkey",
    "language": "pt",
    "read_as": "quoted",
}
CARBON: dict[str, Any] = {
    "quantity": "carbon_stock",
    "finding": "loss",
    "before": 57.5,
    "after": 43.25,
    "low": 41.5,
    "high": 46.75,
    "depth_from_cm": 17.0,
    "depth_to_cm": 37.0,
    "years": 11.0,
    "comparison": "in_time",
    "source": "zqkey",
}
TUTORIAL: dict[str, Any] = {
    "url": "https://films.zqhost.example/zqfilm",
    "language": "nl",
    "kind": "leaflet",
    "minutes": 17,
    "checked_on": date(2018, 3, 14),
}


def voice(title: str) -> Clip:
    sound = ContentFile(b"OggS...", name="voice.ogg")
    return Clip.objects.create(sound=sound, **{f"title_{code}": title for code in LANGUAGES})


@pytest.fixture
def practice(region: Region) -> Practice:
    marked = marks(Practice, {**VALUES, "cost_currency": "XOF"})
    return factories.make_practice(
        region.section,
        **marked,
        steps=[PracticeStep(**marks(PracticeStep, STEP), clip=voice("zqstepclip"))],
        clips=[PracticeClip(clip=voice("zqclip"))],
        impacts=[PracticeImpact(**marks(PracticeImpact, IMPACT))],
        soil_carbon_measured=[SoilCarbonMeasurement(**marks(SoilCarbonMeasurement, CARBON))],
        see_it_done=[TutorialLink(**marks(TutorialLink, TUTORIAL))],
        # A DOI stands in the place of an address.
        citations=[Citation(**marks(Citation, CITATION)), Citation(text="Another", url=CITATION["url"])],
    )
