"""Twelve months of places: a table of rain and temperature, and a small chart of each beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from babel.dates import get_month_names
from babel.numbers import format_decimal
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from readers.presenters.wording import locale, number
from zones.grid import Climate

WIDTH: Final = 120
HEIGHT: Final = 60
STEP: Final = WIDTH // 12
# Charts of one page have the same scales, which end at round numbers.
RAIN_STEP_MM: Final = 50
TEMPERATURE_STEP_C: Final = 5


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month: rain in mm and temperature in °C, as written, of each place in order."""

    name: str
    rain: Sequence[str]
    temperature: Sequence[str]


@dataclass(frozen=True, slots=True)
class MonthTable:
    """All months, and the chart of each place by its name."""

    rows: Sequence[MonthRow]
    charts: Sequence[tuple[str, SafeString]]


@dataclass(frozen=True, slots=True)
class _Scales:
    most_rain_mm: float
    coldest_c: float
    warmest_c: float


def month_table(places: Sequence[tuple[str, Climate]]) -> MonthTable:
    """Return the months of places, by their names, with charts on common scales."""
    names = get_month_names("abbreviated", "stand-alone", locale())
    climates = [climate for _name, climate in places]
    rows = [
        MonthRow(
            name=names[month + 1],
            rain=[tenths(climate.monthly_rain_mm[month]) for climate in climates],
            temperature=[tenths(climate.monthly_temperature_c[month]) for climate in climates],
        )
        for month in range(12)
    ]
    scales = _scales(climates)
    return MonthTable(rows, [(name, _chart(name, climate, scales)) for name, climate in places])


def tenths(value: float) -> str:
    """Return a number with one decimal always, so that those below each other are read easily."""
    text = format_decimal(round(value, 1), format="#,##0.0", locale=locale())
    return text.replace("-", "\N{MINUS SIGN}")


def _scales(climates: Sequence[Climate]) -> _Scales:
    rain = max(max(climate.monthly_rain_mm) for climate in climates)
    degrees = [value for climate in climates for value in climate.monthly_temperature_c]
    return _Scales(
        most_rain_mm=(rain // RAIN_STEP_MM + 1) * RAIN_STEP_MM,
        coldest_c=min(degrees) // TEMPERATURE_STEP_C * TEMPERATURE_STEP_C,
        warmest_c=(max(degrees) // TEMPERATURE_STEP_C + 1) * TEMPERATURE_STEP_C,
    )


def _chart(name: str, climate: Climate, scales: _Scales) -> SafeString:
    """Return rain as bars and temperature as a line; colours are those of css/twins.css."""
    bars = "".join(
        f"M{month * STEP + 1} {HEIGHT}v-{rain / scales.most_rain_mm * HEIGHT:.0f}h{STEP - 2}V{HEIGHT}"
        for month, rain in enumerate(climate.monthly_rain_mm)
    )
    span = scales.warmest_c - scales.coldest_c
    points = " ".join(
        f"{month * STEP + STEP // 2} {HEIGHT - (degrees - scales.coldest_c) / span * HEIGHT:.0f}"
        for month, degrees in enumerate(climate.monthly_temperature_c)
    )
    title = _(
        "%(place)s, January to December. Bars: rain, from 0 to %(rain)s mm a month. Line: temperature, "
        "from %(low)s to %(high)s °C."
    ) % {
        "place": name,
        "rain": number(scales.most_rain_mm),
        "low": number(scales.coldest_c),
        "high": number(scales.warmest_c),
    }
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img"><title>{}</title><path d="{}"/><polyline points="{}"/></svg>',
        WIDTH,
        HEIGHT,
        title,
        bars,
        points,
    )
