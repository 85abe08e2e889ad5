"""What is known of a practice's soil carbon, measurement by measurement, each in its own unit.

Gains, losses and "no change" are told alike, and nothing is turned into another quantity or judged.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from practices.models import Citation, Practice, SoilCarbonMeasurement
from practices.passages import Passage, passage
from practices.soil_carbon import RATE
from readers.presenters.view_models import Link
from readers.presenters.wording import EN_DASH, NBSP, number, sentence_case
from zones.labels import label

DECIMALS: Final = 3
QUANTITIES: Final[Mapping[str, Promise]] = {
    "carbon_content": gettext_lazy("Carbon content of the soil"),
    "organic_matter": gettext_lazy("Organic matter of the soil"),
    "carbon_stock": gettext_lazy("Carbon stock of the soil"),
    "carbon_rate": gettext_lazy("Yearly change of the carbon stock"),
}
FINDINGS: Final[Mapping[str, Promise]] = {
    "gain": pgettext_lazy("soil carbon", "More"),
    "no_change": pgettext_lazy("soil carbon", "No change"),
    "loss": pgettext_lazy("soil carbon", "Less"),
}
# Authors and year, where a citation begins with them.
_AUTHORS: Final = re.compile(r".{1,90}?\(\d{4}[a-z]?\)")
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class CarbonMeasurement:
    """One measurement: what came out of it, and in `circumstances` in which layer, when and how compared."""

    quantity: str
    result: str
    circumstances: str
    method: Passage
    source: Link | None


@dataclass(frozen=True, slots=True)
class SoilCarbon:
    known: Passage
    measured: tuple[CarbonMeasurement, ...]

    def __bool__(self) -> bool:
        return bool(self.known.text or self.measured)


def soil_carbon(practice: Practice) -> SoilCarbon:
    """Return what is known, and every measurement."""
    rows = list(practice.soil_carbon_measured.all())
    sources = {one.key: one for one in practice.citations.all() if one.key} if rows else {}
    measured = tuple(_measurement(row, sources.get(row.source)) for row in rows)
    return SoilCarbon(passage(practice, "soil_carbon_known"), measured)


def _measurement(row: SoilCarbonMeasurement, source: Citation | None) -> CarbonMeasurement:
    compared = sentence_case(label("CARBON_COMPARISONS", row.comparison)) if row.comparison else ""
    return CarbonMeasurement(
        quantity=str(QUANTITIES[row.quantity]),
        result=_result(row),
        circumstances=" · ".join(filter(None, (_layer(row), _years(row), compared))),
        method=passage(row, "method"),
        source=Link(_name(source), _address(source)) if source else None,
    )


def _result(row: SoilCarbonMeasurement) -> str:
    finding = str(FINDINGS[row.finding]) if row.finding else ""
    change = _rate(row) if row.quantity == RATE else _amounts(row)
    if finding and change:
        return _("%(finding)s: %(change)s") % {"finding": finding, "change": change}
    return finding or change


def _amounts(row: SoilCarbonMeasurement) -> str:
    """Return what was measured before and after, or without and with the practice."""
    with_unit = _stock if row.quantity == "carbon_stock" else _content
    before = "" if row.before is None else with_unit(_number(row.before))
    after = _after(row, with_unit)
    words = {"before": before, "after": after}
    beside = row.comparison == "beside"
    if before and after:
        return (_("%(before)s without, %(after)s with it") if beside else _("%(before)s → %(after)s")) % words
    if after:
        return (_("%(after)s with it") if beside else _("afterwards %(after)s")) % words
    if before:
        return (_("%(before)s without it") if beside else _("before %(before)s")) % words
    return ""


def _after(row: SoilCarbonMeasurement, with_unit: Callable[[str], str]) -> str:
    if row.low is None or row.high is None:
        return "" if row.after is None else with_unit(_number(row.after))
    span = with_unit(_span(_number(row.low), _number(row.high)))
    return span if row.after is None else f"{with_unit(_number(row.after))} ({span})"


def _rate(row: SoilCarbonMeasurement) -> str:
    if row.low is None or row.high is None:
        return ""
    span = (
        _signed(row.low)
        if row.low == row.high
        else _("%(low)s to %(high)s") % {"low": _signed(row.low), "high": _signed(row.high)}
    )
    return _("%(number)s ‰ of the stock a year") % {"number": span}


def _layer(row: SoilCarbonMeasurement) -> str:
    top, bottom = row.depth_from_cm, row.depth_to_cm
    if bottom is None:
        return "" if top is None else _("below %(depth)s cm") % {"depth": number(top, 1)}
    if not top:
        return _("in the top %(depth)s cm") % {"depth": number(bottom, 1)}
    return _("%(from)s–%(to)s cm deep") % {"from": number(top, 1), "to": number(bottom, 1)}


def _years(row: SoilCarbonMeasurement) -> str:
    return "" if row.years is None else _("after %(years)s years") % {"years": number(row.years, 1)}


def _content(text: str) -> str:
    return _("%(number)s%%") % {"number": text}


def _stock(text: str) -> str:
    return f"{text}{NBSP}t{NBSP}C/ha"


def _number(value: float) -> str:
    return number(value, DECIMALS)


def _signed(value: float) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}{EN_DASH}{high}"


def _name(source: Citation) -> str:
    """Return the authors and the year of a source, or how it begins."""
    authors = _AUTHORS.match(source.text)
    if authors:
        return authors[0]
    return source.text if len(source.text) <= _LONGEST_NAME else f"{source.text[:_LONGEST_NAME]}…"


def _address(source: Citation) -> str:
    """Return where the source can be read; empty where nobody noted it."""
    return f"https://doi.org/{source.doi}" if source.doi else source.url
