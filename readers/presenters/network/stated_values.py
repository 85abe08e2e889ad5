"""What countries state, in words: the range first, then the best value, then year, origin and source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.countries.indicators import INDICATORS, UNITS, Indicator
from network.countries.stated import Total, in_order
from network.models import Origin, StatedValue
from readers.presenters.wording import EN_DASH, NBSP, number

# Wide enough for a difference of one in a hundred.
BAR_WIDTH: Final = 100
MOST_DECIMALS: Final = 2
# What has no common scale with its neighbours: depths, and money for one farmer.
_WITHOUT_BAR: Final = frozenset({"", "cm", "usd"})


@dataclass(frozen=True, slots=True)
class Bar:
    """Holds a bar on a scale from 0 to `BAR_WIDTH` and the ends of its range, equal where it has none."""

    width: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ValueLine:
    """Holds one value as a page shows it; `earlier` says what stood there before, the latest first."""

    label: str
    definition: str
    text: str
    best: str
    about: str
    source: str
    source_url: str
    note: str
    bar: Bar | None
    earlier: Sequence[str]


def value_lines(values: Iterable[StatedValue], earlier: Iterable[StatedValue] = ()) -> list[ValueLine]:
    """Return the values of one country, in the order of the indicators, each with those before it."""
    ordered = in_order(value for value in values if value.indicator in INDICATORS)
    before = list(earlier)
    scales: dict[str, float] = {"pct": 100.0}
    for value in ordered:
        unit = INDICATORS[value.indicator].unit
        scales[unit] = max(scales.get(unit, 0.0), value.highest)
    return [
        _line(
            value,
            scales[INDICATORS[value.indicator].unit],
            [old for old in before if (old.indicator, old.origin) == (value.indicator, value.origin)],
        )
        for value in ordered
    ]


def _line(value: StatedValue, scale: float, before: Sequence[StatedValue]) -> ValueLine:
    indicator = INDICATORS[value.indicator]
    has_range = value.low is not None
    return ValueLine(
        label=str(indicator.label),
        definition=str(indicator.definition),
        text=value_text(value),
        best=_("best value %(value)s") % {"value": figure(value.best)}
        if has_range and value.best is not None
        else "",
        about=_about(value),
        source=value.source_text,
        source_url=value.source_url,
        note=value.note,
        bar=_bar(value, scale) if indicator.unit not in _WITHOUT_BAR and scale > 0 else None,
        earlier=[_earlier(old) for old in before],
    )


def value_text(value: StatedValue) -> str:
    """Return the answer, or the number with its unit; of a range its two ends."""
    indicator = INDICATORS[value.indicator]
    if indicator.choices:
        return str(indicator.choices.get(value.choice, value.choice))
    return amount(value.lowest, value.highest, indicator)


def amount(low: float, high: float, indicator: Indicator) -> str:
    """Return one number or two with the unit; a year is no number to group."""
    if indicator.kind == "year":
        return f"{int(low)}"
    shown = figure(low) if low == high else span(figure(low), figure(high))
    unit = str(UNITS[indicator.unit])
    return f"{shown}{NBSP}{unit}" if unit else shown


def span(low: str, high: str) -> str:
    """Return two ends of a range; beside a minus sign no dash stands between them."""
    if low.startswith("\N{MINUS SIGN}"):
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    return f"{low}{EN_DASH}{high}"


def figure(value: float | None) -> str:
    """Return a number as it was stated, at most two decimals."""
    return number(value or 0.0, 0 if value is None or value == int(value) else MOST_DECIMALS)


def total_text(code: str, total: Total) -> str:
    """Return a sum with its unit."""
    return amount(total.low, total.high, INDICATORS[code])


def total_note(total: Total) -> str:
    """Return of how many countries and which years a sum is."""
    years = (
        str(total.first_year)
        if total.first_year == total.last_year
        else f"{total.first_year}{EN_DASH}{total.last_year}"
    )
    return f"{countries_text(total.countries)}, {years}"


def countries_text(count: int) -> str:
    """Return how many countries in words."""
    return ngettext("%(number)s country", "%(number)s countries", count) % {"number": number(count)}


def _about(value: StatedValue) -> str:
    tier = _("tier %(tier)s") % {"tier": value.tier} if value.tier else ""
    origin = str(Origin(value.origin).label)
    return ", ".join(part for part in (str(value.year or ""), origin, tier) if part)


def _earlier(old: StatedValue) -> str:
    assert old.replaced_at is not None
    return _("Until %(day)s: %(value)s (%(about)s)") % {
        "day": date_format(old.replaced_at, "DATE_FORMAT"),
        "value": value_text(old),
        "about": f"{_about(old)}, {old.source_text}",
    }


def _bar(value: StatedValue, scale: float) -> Bar | None:
    low, middle, high = (
        round(max(0.0, each) / scale * BAR_WIDTH, 1) for each in (value.lowest, value.middle, value.highest)
    )
    return Bar(middle, low, high)
