"""What is known of a practice's land: stated, looked up, or taken from the map; and never mixed up."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from practices.completeness import CRITERIA, completeness_of
from practices.models import Practice
from practices.regions import Region
from tests import factories
from zones.land import climate_at
from zones.values import BooleanValue, Classes, Need, Range


def saved(page: Practice) -> Practice:
    page.save()
    return Practice.objects.get(pk=page.pk)


@pytest.fixture
def page(region: Region) -> Practice:
    """Near Kopargo in Benin, where no month is cold."""
    page = factories.make_practice(region.section, latitude=9.83, longitude=1.54)
    return Practice.objects.get(pk=page.pk)


def test_the_map_fills_in_the_climate_that_nobody_stated(page: Practice) -> None:
    climate = climate_at(9.8, 1.5, None)
    assert climate is not None
    assert page.rain == Range.point(round(climate.rain_mm_per_year), "derived", climate.source)
    assert page.frost == BooleanValue(False, "derived", climate.source)
    assert page.texture is None and page.ph is None
    assert page.zone_tags == (f"{page.zone_tags[0]}",)


def test_the_position_is_kept_coarse(page: Practice) -> None:
    assert (page.latitude, page.longitude) == (9.8, 1.5)


def test_a_stated_value_is_never_overwritten_and_clearing_it_asks_the_map_again(page: Practice) -> None:
    from_map = page.rain
    page.rain = Range(900, 1100, source="c1")
    page = saved(page)
    assert page.rain == Range(900, 1100, "stated", "c1")
    page.latitude, page.longitude = 12.4, -1.5
    page = saved(page)
    assert page.rain == Range(900, 1100, "stated", "c1")
    assert page.coldest_month is not None and page.coldest_month.origin == "derived"
    page.latitude, page.longitude, page.rain = 9.8, 1.5, None
    assert saved(page).rain == from_map


def test_what_follows_from_the_rain_is_derived_from_what_was_stated(page: Practice) -> None:
    page.latitude, page.longitude, page.rain = 13.6, 7.7, Range(300, 900)
    page.season_temperature = Range(25, 30)
    page = saved(page)
    assert page.aridity is not None and page.aridity.origin == "from_stated_rain"
    assert page.growing_period is not None and page.growing_period.origin == "from_stated_rain"
    assert page.aridity.low < 0.2 and page.aridity.high > 0.5
    assert page.growing_period.low < 60 and page.growing_period.high > 120
    assert page.season_temperature == Range(25, 30)
    assert page.zone_tags == ("arid-hot", "semi_arid-hot")
    page.rain, page.growing_period = Range(300, 400), Range(80, 90)
    page = saved(page)
    assert page.aridity is not None and page.aridity.high < 0.3
    assert page.growing_period == Range(80, 90)
    page.rain = None
    page = saved(page)
    assert page.aridity is not None and page.aridity.origin == "derived"


def test_figures_of_the_mountains_are_kept_as_about(page: Practice) -> None:
    page.latitude, page.longitude = -13.5, -72.0
    page = saved(page)
    assert page.rain is not None and page.rain.is_about
    page.rain = Range(700, 800)
    page = saved(page)
    assert not page.rain.is_about
    assert page.temperature_range is not None and page.temperature_range.is_about


def test_without_a_position_nothing_is_left_of_the_map(page: Practice) -> None:
    page.place_name, page.latitude, page.longitude = "Nowhere at all", None, None
    page = saved(page)
    assert page.conditions() == {}
    assert page.zone_tags == ()


def test_the_open_sea_gives_no_climate(page: Practice) -> None:
    page.latitude, page.longitude = 0.0, -30.0
    assert saved(page).rain is None


@pytest.mark.parametrize(
    ("coldest", "frost"),
    [((18, 25), False), ((-3, 5), True), ((4, 12), None), ((4, 20), None), ((6, 17), None)],
)
def test_frost_follows_the_coldest_month_as_far_as_it_tells(
    page: Practice, coldest: tuple[float, float], frost: bool | None
) -> None:
    page.coldest_month = Range(*coldest)
    page = saved(page)
    assert (page.frost.value if page.frost else None) is frost
    page.frost = BooleanValue(frost is not True)
    assert saved(page).frost == BooleanValue(frost is not True)


def test_a_named_place_is_found_once_the_country_is_told(region: Region) -> None:
    page = factories.make_practice(region.section, place_name="Copargo", country="BJ")
    assert (page.latitude, page.longitude) == (9.8, 1.5)
    page.place_name = "Cotonou"
    page = saved(page)
    assert page.latitude is not None and page.latitude < 7
    page.latitude, page.longitude = 7.2, 2.1
    page.place_name = "Abomey"
    assert (saved(page).latitude, saved(page).longitude) == (7.2, 2.1)


def test_an_ambiguous_or_unknown_place_is_not_guessed(region: Region) -> None:
    page = factories.make_practice(region.section, place_name="San José", country="MX")
    assert page.latitude is None
    assert factories.make_practice(region.section, place_name="Kopargo", country="").latitude is None


def test_zones_follow_the_conditions_until_somebody_sets_them(page: Practice) -> None:
    page.growing_period, page.season_temperature = Range(170, 190), Range(25, 26)
    page.texture = Classes.of("sandy")
    page = saved(page)
    assert page.zone_tags == ("semi_arid-hot-sandy", "sub_humid-hot-sandy")
    page.zones_are_stated, page.zone_tags = True, ("humid-warm",)
    assert saved(page).zone_tags == ("humid-warm",)
    page.zones_are_stated = False
    assert len(saved(page).zone_tags) == 2


@pytest.mark.database
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rain", Range(-5, 100)),
        ("ph", Range(1, 7)),
        ("texture", Classes.of("chocolate")),
        ("land_uses", ("cropland", "moon")),
        ("labour_months", (0, 13)),
        ("outcome", "splendid"),
        ("country", "ZZ"),
        ("cost_currency", "cfa"),
        ("since_year", 3000),
        ("zone_tags", ("wet-wild",)),
        ("needs", (Need("slope"), Need("moon"))),
        ("latitude", 95.0),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(page: Practice, field: str, value: Any) -> None:
    setattr(page, field, value)
    page.zones_are_stated = True
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert field in refused.value.message_dict


def test_codes_are_kept_in_the_order_of_their_vocabulary(page: Practice) -> None:
    page.land_uses = ["mixed", "cropland", "mixed"]
    page.labour_months = [12, 1]
    page = saved(page)
    page.needs = [{"need": "cattle", "source": "c1"}, Need("slope"), Need("cattle", "c2")]
    page = saved(page)
    assert (page.land_uses, page.labour_months) == (("cropland", "mixed"), (1, 12))
    assert page.needs == (Need("slope"), Need("cattle", "c2"))


def test_a_practice_can_be_asked_for_by_what_its_values_hold(page: Practice) -> None:
    page.rain = Range(900, 1100)
    page.save()
    assert Practice.objects.filter(rain__low__gt=800).get() == page
    assert not Practice.objects.filter(ph__isnull=False).exists()


def test_completeness_counts_what_readers_look_for(page: Practice) -> None:
    before = completeness_of(page)
    assert str(before.next_label) == "how it is done, in three steps or more"
    page.texture = Classes.of("sandy")
    assert completeness_of(saved(page)).percent == before.percent + 3


def test_what_can_rule_a_practice_out_is_asked_for_before_other_conditions(region: Region) -> None:
    page = factories.make_practice(region.section, country="", place_name="Elsewhere")
    asked = [criterion.name for criterion in completeness_of(page).missing]
    limiting = {"slope", "water", "waterlogging", "salinity", "frost"}
    assert {name for name in asked if name in limiting} == limiting
    others = [asked.index(name) for name in ("texture", "crops")]
    assert max(map(asked.index, limiting)) < min(others)
    page.frost = BooleanValue(False)
    page.slope = Classes.of("flat")
    missing = {criterion.name for criterion in completeness_of(page).missing}
    assert missing & limiting == {"water", "waterlogging", "salinity"}


def test_all_that_is_asked_for_makes_a_hundred() -> None:
    assert sum(criterion.weight for criterion in CRITERIA) == 100
