"""What a country's areas may add: the worked example, zones without a number, hectares that count once."""

import pytest

from zones.carbon import Farming
from zones.country_potential import ChangedArea, changed_areas, potential
from zones.country_zones import zone_shares

HOED_AND_BURNT = Farming("annual", "full", "low")
STRIPS_AND_MUCUNA = Farming("annual", "reduced", "high")
CHANGED = ChangedArea(100_000, HOED_AND_BURNT, STRIPS_AND_MUCUNA)


def low_activity_clay(zone: str) -> tuple[str, ...]:
    return ("LAC",)


def test_a_hundred_thousand_hectares_in_benin() -> None:
    found = potential({"tropical_moist": 0.79, "tropical_dry": 0.21}, [CHANGED], low_activity_clay)
    assert found.tons is not None
    assert found.tons.best == pytest.approx(29_202 + 1_461, rel=0.01)
    assert found.tons.low == pytest.approx(5_158 - 2_142, rel=0.01)
    assert found.tons.high == pytest.approx(53_246 + 5_064, rel=0.01)
    assert not found.left_out


def test_ranges_of_zones_are_added() -> None:
    one = potential({"tropical_moist": 1.0}, [CHANGED], low_activity_clay).tons
    halves = potential(
        {"tropical_moist": 1.0},
        [ChangedArea(50_000, HOED_AND_BURNT, STRIPS_AND_MUCUNA)] * 2,
        low_activity_clay,
    ).tons
    assert one is not None and halves is not None
    assert (halves.low, halves.high) == pytest.approx((one.low, one.high))


def test_mountains_of_uganda_are_left_out_and_only_the_rest_is_calculated() -> None:
    shares = zone_shares("UG")
    found = potential(shares, [CHANGED])
    assert set(found.left_out) == {"tropical_montane"}
    assert found.left_out["tropical_montane"][1] == "montane"
    assert found.left_out_share == pytest.approx(0.82, abs=0.01)
    rest = {zone: share for zone, share in shares.items() if zone != "tropical_montane"}
    assert found.tons == potential(rest, [CHANGED]).tons


def test_a_country_all_mountains_has_no_number() -> None:
    assert potential({"tropical_montane": 1.0}, [CHANGED]).tons is None


def test_two_practices_on_a_hundred_hectares_count_a_hundred() -> None:
    (row,) = changed_areas({"area_cover_crops_ha": 100, "area_no_till_ha": 100})
    assert (row.hectares, row.after) == (100, Farming("annual", "none", "high"))


def test_what_is_larger_goes_on_alone() -> None:
    rows = changed_areas({"area_cover_crops_ha": 100, "area_organic_inputs_ha": 60, "area_no_till_ha": 30})
    assert [(row.hectares, row.after.management, row.after.inputs) for row in rows] == [
        (30, "none", "high"),
        (70, "full", "high"),
    ]


def test_no_till_and_reduced_tillage_are_different_hectares() -> None:
    rows = changed_areas({"area_no_till_ha": 40, "area_reduced_till_ha": 60})
    assert [(row.hectares, row.after.management) for row in rows] == [(40, "none"), (60, "reduced")]


def test_practices_without_a_factor_change_nothing() -> None:
    assert changed_areas({"area_agroforestry_ha": 500, "area_restored_ha": 10}) == []


@pytest.mark.parametrize(
    ("country", "stated"),
    [
        ("BJ", {"tropical_moist": 0.79, "tropical_dry": 0.21}),
        ("BF", {"tropical_dry": 0.82, "tropical_moist": 0.18}),
        (
            "DE",
            {
                "cool_temperate_moist": 0.42,
                "warm_temperate_moist": 0.29,
                "warm_temperate_dry": 0.16,
                "cool_temperate_dry": 0.13,
            },
        ),
        ("IN", {"tropical_dry": 0.42, "tropical_moist": 0.34, "tropical_wet": 0.10}),
        ("KE", {"tropical_dry": 0.67, "tropical_montane": 0.26}),
        ("FR", {"tropical_wet": 0.15}),
        ("UG", {"tropical_montane": 0.82}),
        ("ZM", {"tropical_montane": 0.80}),
    ],
)
def test_zones_of_countries_agree_with_an_independent_count(country: str, stated: dict[str, float]) -> None:
    """Counted over other points of the same maps; a border cell more or less is two points of a hundred."""
    shares = zone_shares(country)
    assert sum(shares.values()) == pytest.approx(1, abs=0.001)
    for zone, share in stated.items():
        assert shares[zone] == pytest.approx(share, abs=0.035)


def test_what_is_no_country_has_no_zones() -> None:
    assert zone_shares("XX") == {}
