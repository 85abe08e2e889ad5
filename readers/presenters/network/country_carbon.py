"""Carbon in the soil of a country in three columns that are never added: possible, reported, measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.countries.indicators import REPORTED
from network.countries.stated import potential_of
from network.models import Origin, StatedValue
from readers.presenters.network.stated_values import figure, span, value_text
from readers.presenters.wording import listed, number
from zones.carbon import are_tables_checked
from zones.carbon_sentences import CLIMATE_ZONE_LABELS, about_texts
from zones.country_potential import Potential, Tons

# Two digits are as much as is known.
DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class CarbonColumns:
    """Holds the three columns; `details` stands under the first, the figures that need their words."""

    potential: str
    details: Sequence[str]
    reported: str
    measured: str


def carbon_columns(country: str, values: Iterable[StatedValue], measured_practices: int) -> CarbonColumns:
    """Return what may be possible by the default method, what the country reports, what was measured."""
    stated = list(values)
    found = potential_of(country, stated)
    of_carbon = {value.origin: value for value in stated if value.indicator == REPORTED}
    reported = of_carbon.get(Origin.REPORTED)
    measured = [value_text(of_carbon[Origin.MEASURED])] if Origin.MEASURED in of_carbon else []
    if measured_practices:
        measured.append(
            ngettext(
                "%(number)s practice of this site has measured carbon in its soil.",
                "%(number)s practices of this site have measured carbon in their soil.",
                measured_practices,
            )
            % {"number": number(measured_practices)}
        )
    return CarbonColumns(
        potential=potential_text(found.tons if found else None, is_asked=found is not None),
        details=_details(found) if found else (),
        reported=value_text(reported) if reported else _("Nothing reported."),
        measured=" · ".join(measured) or _("Nothing measured."),
    )


def potential_text(tons: Tons | None, *, is_asked: bool) -> str:
    """Return what may be possible, in words; why there is no figure where there is none.

    `is_asked` says whether an area is stated from which it could be calculated.
    """
    if not are_tables_checked():
        return _("Not shown until the tables of the method were compared with the print.")
    if not is_asked:
        return _("Not calculated: no area is stated.")
    if tons is None:
        return _("The default method cannot tell here.")
    if tons.low < 0 < tons.high:
        return _("The method cannot tell gain from loss here: the soil may gain carbon or lose it.")
    return _("%(range)s t of carbon a year, about %(best)s, for 20 years") % {
        "range": span(rounded(tons.low), rounded(tons.high)),
        "best": rounded(tons.best),
    }


def rounded(tons: float) -> str:
    """Return tons with no more digits than are known."""
    return number(float(f"{tons:.{DIGITS}g}"))


def left_out_text(found: Potential) -> str:
    """Return how much of the land has no figure, and where that is; empty where all of it has one."""
    if not found.left_out:
        return ""
    zones = listed(str(CLIMATE_ZONE_LABELS[zone]) for zone in found.left_out)
    return _("%(share)s %% of the land could not be calculated: %(zones)s.") % {
        "share": number(100 * found.left_out_share),
        "zones": zones,
    }


def _details(found: Potential) -> list[str]:
    texts = [
        left_out_text(found),
        _("Calculated for %(area)s ha that the country states, against fields tilled all over.")
        % {"area": figure(found.hectares)},
        _("Areas of different practices are taken to overlap, so that no hectare counts twice."),
    ]
    tons = found.tons
    if tons is not None and tons.low < 0 < tons.high:
        texts.append(
            _("%(low)s to %(high)s t of carbon a year")
            % {"low": rounded(tons.low), "high": rounded(tons.high)}
        )
    return [text for text in (*texts, *about_texts()) if text]
