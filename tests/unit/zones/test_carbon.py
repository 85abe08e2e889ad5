"""The soil carbon arithmetic gives the worked figures, and no number where the method has none."""

import json

import pytest

from zones.carbon import DATA_FILE, Farming, NoNumber, change, outlook
from zones.carbon_classes import ZONES, SoilWords, climate_zones
from zones.land import climate_at

BURNT = Farming("annual", "full", "low")
ALFTER_BEFORE, ALFTER_AFTER = Farming("annual", "full", "medium"), Farming("annual", "none", "high")


@pytest.mark.parametrize(
    ("zone", "soil", "before", "after", "expected"),
    [
        # Copargo: hoed all over and residues burnt; then strips, residues kept, a legume and its cover.
        (
            "tropical_moist",
            "LAC",
            BURNT,
            Farming("annual", "reduced", "high"),
            (29.02, 36.41, 7.39, 1.3, 13.5),
        ),
        (
            "tropical_moist",
            "sandy",
            BURNT,
            Farming("annual", "reduced", "high"),
            (20.62, 25.87, 5.25, 0.9, 9.6),
        ),
        (
            "tropical_moist",
            "LAC",
            BURNT,
            Farming("annual", "full", "medium"),
            (29.02, 31.54, 2.52, -1.6, 6.6),
        ),
        ("tropical_moist", "LAC", BURNT, Farming("annual", "none", "low"), (29.02, 31.92, 2.90, 1.2, 4.6)),
        (
            "tropical_dry",
            "LAC",
            BURNT,
            Farming("annual", "full", "high_manure"),
            (16.61, 23.95, 7.34, 3.6, 11.1),
        ),
        ("tropical_dry", "LAC", BURNT, Farming("annual", "reduced", "low"), (16.61, 16.44, -0.17, -1.3, 1.0)),
        ("warm_temperate_moist", "HAC", ALFTER_BEFORE, ALFTER_AFTER, (44.16, 53.92, 9.76, 3.7, 15.8)),
        ("warm_temperate_dry", "HAC", ALFTER_BEFORE, ALFTER_AFTER, (18.24, 19.73, 1.49, -1.2, 4.1)),
        ("cool_temperate_moist", "HAC", ALFTER_BEFORE, ALFTER_AFTER, (56.70, 68.60, 11.90, 4.4, 19.5)),
        (
            *("tropical_moist", "LAC", Farming("grassland", "intensive"), Farming("grassland", "nominal")),
            (34.2, 38.0, 3.80, 1.1, 6.5),
        ),
        (
            *("tropical_moist", "LAC", Farming("grassland", "nominal"), Farming("grassland", "improved")),
            (38.0, 44.46, 6.46, 2.45, 10.5),
        ),
        (
            *("tropical_moist", "LAC", Farming("grassland", "degraded"), Farming("grassland", "nominal")),
            (26.6, 38.0, 11.4, 0.7, 22.1),
        ),
    ],
)
def test_the_worked_figures(
    zone: str, soil: str, before: Farming, after: Farming, expected: tuple[float, ...]
) -> None:
    found = change(zone, soil, before, after)
    assert (found.before, found.after, found.change) == pytest.approx(expected[:3], abs=0.01)
    assert (found.low, found.high) == pytest.approx(expected[3:], abs=0.051)


@pytest.mark.parametrize(
    ("zone", "soil", "farming", "reason"),
    [
        ("tropical_montane", "LAC", BURNT, "montane"),
        ("tropical_montane", "HAC", Farming("paddy", "full"), "montane"),
        ("tropical_moist", "organic", BURNT, "organic"),
        ("tropical_dry", "volcanic", BURNT, "default_error"),
        ("cool_temperate_dry", "LAC", BURNT, "default_error"),
        ("tropical_moist", "LAC", Farming("perennial", "full"), "disputed"),
        ("warm_temperate_moist", "wetland", BURNT, "disputed"),
        ("boreal_moist", "LAC", BURNT, "no_cell"),
        ("polar_dry", "HAC", BURNT, "no_cell"),
    ],
)
def test_no_number_where_the_method_has_none(zone: str, soil: str, farming: Farming, reason: str) -> None:
    with pytest.raises(NoNumber) as told:
        change(zone, soil, farming, farming)
    assert told.value.reason == reason
    whole = outlook([("tropical_wet", "LAC"), (zone, soil)], farming, farming)
    assert (whole.change, whole.finding) == (None, "no_number")


def test_grassland_in_tropical_mountains_has_a_number() -> None:
    found = change(
        "tropical_montane", "LAC", Farming("grassland", "intensive"), Farming("grassland", "nominal")
    )
    assert found.low < found.change < found.high


@pytest.mark.parametrize(
    "words",
    [
        ("meadow", "full", "low"),
        ("annual", "nominal", "low"),
        ("annual", "full", "much"),
        ("grassland", "full", "medium"),
        ("grassland", "nominal", "high"),
        ("grassland", "improved", "high_manure"),
    ],
)
def test_what_does_not_go_together_is_refused(words: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="="):
        Farming(*words)


def test_a_border_shows_the_whole_span() -> None:
    zones = climate_zones(climate_at(50.73, 7.0, None))
    found = outlook([(zone, "HAC") for zone in zones], ALFTER_BEFORE, ALFTER_AFTER)
    assert found.zones == (
        *("warm_temperate_moist", "warm_temperate_dry", "cool_temperate_moist", "cool_temperate_dry"),
    )
    assert found.change is not None
    assert found.change.low <= -1
    assert found.change.high >= 19.4
    assert found.finding == "either"


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (9.84, 1.55, ("tropical_moist",)),
        (13.5, 7.1, ("tropical_dry",)),
        (0.35, 32.6, ("tropical_montane",)),
        (-15.4, 28.3, ("tropical_montane",)),
        (-1.3, 36.8, ("tropical_montane",)),
    ],
)
def test_climate_zones_of_places(latitude: float, longitude: float, expected: tuple[str, ...]) -> None:
    climate = climate_at(latitude, longitude, None)
    assert climate is not None
    assert climate_zones(climate) == expected


@pytest.mark.parametrize(
    ("words", "tropical", "temperate"),
    [
        (SoilWords(), ("sandy", "LAC", "HAC"), ("sandy", "HAC")),
        (SoilWords(frozenset({"sandy"})), ("sandy", "LAC"), ("sandy", "HAC")),
        (SoilWords(frozenset({"clay"})), ("LAC", "HAC"), ("HAC",)),
        (SoilWords(frozenset({"cracking_clay"})), ("HAC",), ("HAC",)),
        (SoilWords(frozenset({"loamy"}), is_deep_red=True), ("LAC",), ("LAC",)),
        (SoilWords(frozenset({"loamy"}), is_volcanic=True), ("volcanic",), ("volcanic",)),
        (SoilWords(frozenset({"loamy"}), is_waterlogged=True), ("wetland",), ("wetland",)),
        (SoilWords(is_waterlogged=True, is_rich_in_organic_matter=True), ("organic",), ("organic",)),
    ],
)
def test_a_farmers_words_become_soil_classes(
    words: SoilWords, tropical: tuple[str, ...], temperate: tuple[str, ...]
) -> None:
    assert words.classes("tropical_dry") == tropical
    assert words.classes("cool_temperate_moist") == temperate


def test_every_number_of_the_tables_says_where_it_was_read() -> None:
    tables = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    assert tables["tables_checked"] is False
    cells = [
        cell
        for name in ("soc_ref", "f_lu", "f_mg", "f_i")
        for row in tables[name]["rows"].values()
        for zone, cell in row.items()
        if zone in ZONES
    ]
    assert len(cells) > 190
    assert all(cell["read_in"] and set(cell["read_in"]) <= set(tables["sources"]) for cell in cells)
    assert all(cell["status"] in tables["statuses"] for cell in cells)
    # The default error of 90 % is never told as if it had been measured.
    assert all(cell["status"] == "default_error" for cell in cells if cell["error_pct"] == 90)
