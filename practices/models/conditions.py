"""Stores the land a practice was tried on: as people stated it, or from the climate map."""

from collections.abc import Collection
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.fields import NumberField, factor_field
from practices.places import position_of
from practices.positions import LONGEST_KEY
from zones import factors
from zones.derivation import climate_ranges
from zones.geography import snap
from zones.land import climate_at, frost_from_coldest_month
from zones.position_doubt import Doubt, doubt
from zones.values import BooleanValue, Range, Value
from zones.vocabulary import ORIGIN_STATED

CONDITION_NAMES = (*factors.NAMES, *factors.CONSTRAINTS)


class Conditions(models.Model):
    """Adds position and conditions. Each field below is called like its factor in `zones/factors.py`."""

    latitude = NumberField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = NumberField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    # The "country place" that the position was looked up for; empty once somebody stated the position.
    located_as = models.CharField(max_length=130, blank=True, default="", editable=False)
    # What `practices.positions` makes of a doubtful position that somebody said is right; else empty.
    position_confirmed = models.CharField(
        _("the position is right"), max_length=LONGEST_KEY, blank=True, default=""
    )
    altitude_m = models.IntegerField(
        _("altitude in metres"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-450), MaxValueValidator(6500)],
        help_text=_("Needed in mountains only: there the map may be several degrees off."),
    )

    rain = factor_field("rain")
    aridity = factor_field(
        "aridity", _("Rain divided by what the air could take up. Below 1 the air takes more.")
    )
    growing_period = factor_field(
        "growing_period", _("Days in a year when it is wet and warm enough to grow.")
    )
    season_temperature = factor_field("season_temperature", _("Mean of day and night while crops grow."))
    temperature_range = factor_field(
        "temperature_range", _("The warmest month's mean less the coldest month's.")
    )
    coldest_month = factor_field("coldest_month", _("Mean of day and night in the coldest month."))
    seasonality = factor_field("seasonality", _("0 is rain all year round, 200 is nearly all in one month."))
    texture = factor_field("texture", _("Tick every soil the practice was tried on."))
    rooting_depth = factor_field("rooting_depth", _("How deep a spade goes before rock, hardpan or water."))
    ph = factor_field("ph", _("Only from an analysis."))
    organic_matter = factor_field("organic_matter")
    slope = factor_field("slope")
    crops = factor_field("crops")
    water_supply = factor_field("water_supply")
    system = factor_field("system")
    mechanisation = factor_field("mechanisation")
    farm_size = factor_field("farm_size")
    salinity = factor_field("salinity", _("A white crust, or crops that suffer from salt."))
    waterlogging = factor_field("waterlogging", _("Water stands for days after rain."))
    frost = factor_field("frost")

    class Meta:
        abstract = True

    def conditions(self) -> dict[str, Value]:
        """Returns what is known, by name of factor or constraint, in the order of the factors."""
        values = {name: getattr(self, name) for name in CONDITION_NAMES}
        return {name: value for name, value in values.items() if value is not None}

    def settle_position(self, place_name: str, country: str) -> None:
        """Looks the position up where nobody stated it, and rounds it: nothing finer than 0.1° is kept."""
        if self.located_as:
            was_in, _blank, was_called = self.located_as.partition(" ")
            if (self.latitude, self.longitude) != position_of(was_called, was_in):
                self.located_as = ""
        if self.located_as or (self.latitude is None and self.longitude is None):
            found = position_of(place_name, country)
            self.located_as = f"{country} {place_name}" if found else ""
            self.latitude, self.longitude = found or (None, None)
        if (position := self._position()) is not None:
            self.latitude, self.longitude = snap(*position)
        if self.position_confirmed != self.position_key:
            self.position_confirmed = ""

    def position_doubt(self, countries: Collection[str]) -> Doubt | None:
        """Returns what speaks against a stated position, confirmed or not."""
        position = self._position()
        return doubt(*position, countries) if position is not None and not self.located_as else None

    @property
    def position_key(self) -> str:
        """Returns what a confirmation is about: another position, or country, is asked about anew."""
        position, country = self._position(), getattr(self, "country", "")
        if position is None:
            return ""
        return " ".join([country, *(f"{part:.1f}" for part in snap(*position))]).strip()

    def _position(self) -> tuple[float, float] | None:
        """Returns latitude and longitude; None where one is missing or off the globe (validation says so)."""
        latitude, longitude = self.latitude, self.longitude
        if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
            return None
        return latitude, longitude

    def derive_conditions(self) -> None:
        """Fills in, from the map and the stated rain, what nobody stated; nothing stated is ever touched."""
        for name in CONDITION_NAMES:
            value = getattr(self, name)
            if value is not None and value.origin != ORIGIN_STATED:
                setattr(self, name, None)
        for name, found in self._from_map().items():
            if getattr(self, name) is None:
                setattr(self, name, found)
        if self.frost is None:
            self.frost = frost_of(self.coldest_month)

    def _from_map(self) -> dict[str, Range]:
        position = self._position()
        climate = position and climate_at(*position, self.altitude_m)
        return climate_ranges(climate, self.rain) if climate else {}


def frost_of(coldest_month: Any) -> BooleanValue | None:
    """Returns frost as the coldest month's range settles it, or None."""
    if not isinstance(coldest_month, Range):
        return None
    ends = {frost_from_coldest_month(coldest_month.low), frost_from_coldest_month(coldest_month.high)}
    answer = ends.pop()
    if ends or answer is None:
        return None
    return BooleanValue(answer, "derived", coldest_month.source)
