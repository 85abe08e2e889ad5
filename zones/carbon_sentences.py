"""Says in fixed sentences what the carbon arithmetic found. Nobody edits them for a page.

They never name one number without its range, a price, a credit or a promise. `zones/carbon.py` has the
numbers; pages and `manage.py carbon` say the same of them.
"""

from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zones.carbon import Change, Outlook, Reason, are_tables_checked

# Below this a whole ton says too little.
WHOLE_FROM_T: Final = 1

_NO_NUMBER: Final[dict[Reason, Promise]] = {
    "montane": gettext_lazy("For fields in tropical mountains the method has hardly any measurements."),
    "organic": gettext_lazy("Peat: the method for mineral soil does not apply."),
    "default_error": gettext_lazy("For this soil in this climate too little was measured."),
    "disputed": gettext_lazy("For this use of the land the sources give different figures."),
    "no_cell": gettext_lazy("For this soil in this climate the method has no figure."),
}

CLIMATE_ZONE_LABELS: Final[dict[str, Promise]] = {
    "tropical_wet": gettext_lazy("tropical, wet"),
    "tropical_moist": gettext_lazy("tropical, moist"),
    "tropical_dry": gettext_lazy("tropical, dry"),
    "tropical_montane": gettext_lazy("tropical mountains"),
    "warm_temperate_moist": gettext_lazy("warm temperate, moist"),
    "warm_temperate_dry": gettext_lazy("warm temperate, dry"),
    "cool_temperate_moist": gettext_lazy("cool temperate, moist"),
    "cool_temperate_dry": gettext_lazy("cool temperate, dry"),
    "boreal_moist": gettext_lazy("boreal, moist"),
    "boreal_dry": gettext_lazy("boreal, dry"),
    "polar_moist": gettext_lazy("polar, moist"),
    "polar_dry": gettext_lazy("polar, dry"),
}
CARBON_SOIL_LABELS: Final[dict[str, Promise]] = {
    "sandy": gettext_lazy("sandy soil"),
    "LAC": gettext_lazy("soil with low-activity clay (deep red, weathered)"),
    "HAC": gettext_lazy("soil with high-activity clay"),
    "spodic": gettext_lazy("podzol"),
    "volcanic": gettext_lazy("volcanic soil"),
    "wetland": gettext_lazy("soil under standing water"),
    "organic": gettext_lazy("peat"),
}


def finding_text(outlook: Outlook) -> str:
    """Returns in one or two sentences what may become of the soil's carbon."""
    change = outlook.change
    if change is None:
        advice = _("The default method cannot tell here; a soil test can.")
        return f"{_NO_NUMBER[outlook.reason or 'no_cell']} {advice}"
    if outlook.finding == "same":
        return _("By this method nothing changes in the soil's carbon.")
    if outlook.finding == "either":
        return _("The method cannot tell gain from loss here: the soil may gain carbon or lose it.")
    ends = sorted((abs(change.low), abs(change.high)))
    span = {"low": ton_text(ends[0]), "high": ton_text(ends[1])}
    if outlook.finding == "gain":
        return (
            _(
                "With the method that countries use for their reports, land like this may hold about"
                " %(low)s to %(high)s t more carbon per hectare after 20 years."
            )
            % span
        )
    return (
        _(
            "With the method that countries use for their reports, land like this may hold about"
            " %(low)s to %(high)s t less carbon per hectare after 20 years."
        )
        % span
    )


def range_text(change: Change) -> str:
    """Returns the change with its range, in tons to one decimal: the best value never stands alone."""
    return _("%(low)s to %(high)s t of carbon per hectare in 20 years, the middle about %(best)s") % {
        "low": signed_text(change.low),
        "high": signed_text(change.high),
        "best": signed_text(change.change),
    }


def about_texts() -> list[str]:
    """Returns what always stands beside the numbers: what they are, and what was not checked."""
    said = [
        _("An estimate over many fields (IPCC 2019, Tier 1, soil down to 30 cm), no measurement of yours."),
        _("After 20 years the gain ends, and it is lost if the practice stops."),
        _("Trees hold carbon too; that is not counted here."),
    ]
    if not are_tables_checked():
        said.append(_("Tables read in two open packages, not yet compared with the print."))
    return said


def manure_text() -> str:
    """Returns what to know where manure is part of a change."""
    return _("Manure that comes from another field adds here and is missing there.")


def ton_text(tons: float) -> str:
    """Returns whole tons, below one ton with a decimal, as the active language writes numbers."""
    decimals = 0 if tons >= WHOLE_FROM_T else 1
    # Formatting alone would cut the decimals off, not round them.
    return number_format(round(tons, decimals), decimals)


def signed_text(tons: float) -> str:
    """Returns tons to one decimal with their sign, as the active language writes numbers."""
    rounded = round(tons, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{number_format(abs(rounded), 1)}"
