"""Positions the way people write and paste them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.coordinates import OffTheGlobe, position_in
from zones.geography import snap


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("12.5, -1.5", (12.5, -1.5)),
        ("12.5,-1.5", (12.5, -1.5)),
        ("12.5 -1.5", (12.5, -1.5)),
        ("(12.5, -1.5)", None),
        ("12,5 -1,5", (12.5, -1.5)),
        ("12,5; -1,5", (12.5, -1.5)),
        ("12,5, -1,5", (12.5, -1.5)),
        ("12,5,-1,5", (12.5, -1.5)),
        ("12, -1", (12, -1)),
        ("12, 5", (12, 5)),
        ("9°48'N 1°30'E", (9.8, 1.5)),
        ("9°48’N, 1°30’E", (9.8, 1.5)),
        ("12° 30′ 0″ N, 1° 30′ 0″ O", (12.5, -1.5)),
        ("12°30'00\" N 1°30'00\" W", (12.5, -1.5)),
        ("12º 30' N 1º 30' O", (12.5, -1.5)),
        ("12 30 0 N 1 30 0 O", (12.5, -1.5)),
        ("1°30'E 9°48'N", (9.8, 1.5)),
        ("N 9.8 E 1.5", (9.8, 1.5)),
        ("n9,8 e1,5", (9.8, 1.5)),
        ("9.8 N, 1.5 E", (9.8, 1.5)),
        ("12,5° N 1,5° O", (12.5, -1.5)),
        ("9.8° Nord, 1.5° Est", (9.8, 1.5)),
        ("12,5 sur 70,3 oeste", (-12.5, -70.3)),
        ("-1.5 W 12.5 N", (12.5, -1.5)),
        ("9°48' 1°30'", (9.8, 1.5)),
        ("12,5° -1,5°", (12.5, -1.5)),
        ("lat: 12.5 lon: -1.5", (12.5, -1.5)),
        ("−12.5, −70.3", (-12.5, -70.3)),
        ("geo:12.5,-1.5", (12.5, -1.5)),
        ("geo:12.5,-1.5;u=35", (12.5, -1.5)),
        ("geo:12.5,-1.5?z=11", (12.5, -1.5)),
        ("https://maps.example.org/maps/@12.5,-1.5,14z", (12.5, -1.5)),
        ("https://maps.example.org/maps/place/X/@1,2,14z/data=!3m1!3d12.5!4d-1.5", (12.5, -1.5)),
        ("https://maps.example.org/?q=12.5,-1.5", (12.5, -1.5)),
        ("https://maps.example.org/?q=12.5%2C-1.5&z=3", (12.5, -1.5)),
        ("https://map.example.org/#map=7/12.5/-1.5", (12.5, -1.5)),
        ("https://map.example.org/?mlat=12.5&mlon=-1.5#map=7/1/2", (12.5, -1.5)),
        ("9.8123456789012345, 1.51234567890123456789", (9.8, 1.5)),
        ("\u200e12.5, \u202a-1.5\u202c\ufeff", (12.5, -1.5)),
    ],
)
def test_positions_as_people_write_them(typed: str, position: tuple[float, float] | None) -> None:
    found = position_in(typed)
    assert found == pytest.approx(position, abs=0.05) if position is not None else found is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Copargo",
        "12 de Diciembre",
        "12,5",
        "12",
        "12 30",
        "1,200",
        "12.5",
        "Paris 12",
        "12.5, Mali",
        "N'Djamena",
        "S 12.5 N 3",
        "-12.5 N 3 E",
        "https://maps.example.org/AbCd",
        "10, 20, 30",
        "2024-05-01",
        "+229 97 00 00 00",
    ],
)
def test_what_is_no_position(typed: str) -> None:
    assert position_in(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["95, 10", "12.5, 200", "120.5, 15.2", "geo:91,0", "9°75'N 1°30'E", "https://m.example/@95,10,3z"],
)
def test_no_such_position_is_said(typed: str) -> None:
    with pytest.raises(OffTheGlobe):
        position_in(typed)


def _sexagesimal(degrees: float) -> tuple[int, int, int]:
    seconds = round(abs(degrees) * 3600)
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def _letters(write: Callable[[float, str], str], west: str) -> Callable[[float, float], str]:
    def written(latitude: float, longitude: float) -> str:
        north, east = "S" if latitude < 0 else "N", west if longitude < 0 else "E"
        return f"{write(latitude, north)} {write(longitude, east)}"

    return written


def _dms(degrees: float, letter: str) -> str:
    return "{}°{:02}′{:02}″{}".format(*_sexagesimal(degrees), letter)


def _spaced(degrees: float, letter: str) -> str:
    return "{}° {}' {}\" {},".format(*_sexagesimal(degrees), letter)


FORMATS: dict[str, Callable[[float, float], str]] = {
    "points": lambda a, b: f"{a:.4f}, {b:.4f}",
    "many decimals": lambda a, b: f"{a:.15f},{b:.15f}",
    "blank": lambda a, b: f"{a:.2f} {b:.2f}",
    "commas": lambda a, b: f"{a:.3f} {b:.3f}".replace(".", ","),
    "commas and semicolon": lambda a, b: f"{a:.3f}; {b:.3f}".replace(".", ","),
    "minus sign": lambda a, b: f"{a:.3f}, {b:.3f}".replace("-", "−"),
    "sexagesimal": _letters(_dms, "W"),
    "ouest": _letters(_spaced, "O"),
    "letters first": _letters(lambda d, letter: f"{letter} {abs(d):.4f}", "W"),
    "oeste": _letters(lambda d, letter: f"{abs(d):.3f}° {letter}".replace(".", ","), "Oeste"),
    "geo": lambda a, b: f"geo:{a:.5f},{b:.5f}",
    "at": lambda a, b: f"https://maps.example.org/maps/place/X/@{a:.7f},{b:.7f},14z/data=abc",
    "query": lambda a, b: f"https://maps.example.org/?q={a:.5f},{b:.5f}&z=7",
    "hash": lambda a, b: f"https://maps.example.org/#map=7/{a:.4f}/{b:.4f}",
}


@pytest.mark.parametrize("name", FORMATS)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_way_of_writing_gives_the_position_back(name: str, latitude: float, longitude: float) -> None:
    typed = FORMATS[name](latitude, longitude).rstrip(",")
    found = position_in(typed)
    assert found is not None, typed
    assert found == pytest.approx((latitude, longitude), abs=0.006), typed
    snap(*found)


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    try:
        found = position_in(text)
    except OffTheGlobe:
        return
    assert found is None or (abs(found[0]) <= 90 and abs(found[1]) <= 180)


@given(st.text(st.sampled_from("abcdefghéïç '-,()"), max_size=40))
def test_text_without_figures_is_no_position(text: str) -> None:
    assert position_in(text) is None
