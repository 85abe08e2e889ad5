"""The land form: each condition a farmer can state, what the map says of it, and what was typed."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from readers.presenters.problems import problem_text
from readers.presenters.view_models import Choice, Field, FieldKind, FormSection
from readers.presenters.wording import about, answer_text, figures, sentence_case
from readers.request_land import RequestLand
from zones.derivation import is_about
from zones.factors import FACTS, NEEDED_FACTS, NUMBERS
from zones.labels import FACTOR_VOCABULARIES, choices
from zones.land import Land

# Water that is wanted and water that is not are asked about side by side.
SOIL_ANSWERS = ("texture", "rooting_depth", "organic_matter", "slope", "flood", "waterlogging", "salinity")
FARMING_ANSWERS = ("crops", "water_supply", "system", "mechanisation", "farm_size", "land_use")
CLIMATE_ANSWERS = ("rain", "growing_period", "season_temperature", "coldest_month", "frost")
ANALYSIS_ANSWERS = ("ph",)
NEED_ANSWERS = tuple(name for name in NEEDED_FACTS if name not in SOIL_ANSWERS)
# A farm may have more than one of these.
SEVERAL = ("crops", "texture", "system", "water_supply")
WEIGHTS = ("weigh_climate", "weigh_soil", "weigh_farming")
# The value of a question of choices that was answered: what was answered stands in its options.
STATED = "stated"
UNITS = {"rain": "mm", "growing_period": "", "season_temperature": "°C", "coldest_month": "°C", "ph": "pH"}


def question(name: str) -> str:
    """Return the question behind a factor, as one would ask a neighbour."""
    return {
        "texture": _("How does the wet soil feel?"),
        "rooting_depth": _("How deep does a spade or a root go before rock or hardpan?"),
        "organic_matter": _("What colour is the moist topsoil?"),
        "slope": _("How steep is the field?"),
        "waterlogging": _("Does water stand for days where you do not want it?"),
        "salinity": _("Is there a white salt crust, or do plants die from salt?"),
        "crops": _("What do you grow or keep?"),
        "water_supply": _("Where does the water come from?"),
        "system": _("How do you farm?"),
        "mechanisation": _("How is the work done?"),
        "farm_size": _("How large is the farm?"),
        "land_use": _("What is this land used for?"),
        "rain": _("Rain in a usual year"),
        "growing_period": _("Days in a year when crops can grow"),
        "season_temperature": _("Warmth while crops grow"),
        "coldest_month": _("Mean temperature of the coldest month"),
        "frost": _("Is there frost in some years?"),
        "flood": _("Is the field banked and flooded for rice, or could it be?"),
        "crusted_surface": _("Is bare soil here covered by a hard crust?"),
        "living_stumps": _("Are there old stumps that still sprout?"),
        "stream_bed": _("Is there a gully or stream bed that carries water after rain?"),
        "grazing_control": _("Can you keep animals off the field?"),
        "ph": _("pH of the topsoil, from the analysis"),
        "weigh_climate": _("Climate"),
        "weigh_soil": _("Soil and slope"),
        "weigh_farming": _("Way of farming"),
        "altitude": _("Altitude of the field"),
    }[name]


def hint(name: str, code: str) -> str:
    """Return how to tell a class without an instrument, or what else a group of crops is; "" for no words."""
    hints = {
        ("texture", "sandy"): _("falls apart, cannot be rolled"),
        ("texture", "loamy"): _("rolls into a sausage that breaks when bent"),
        ("texture", "clay"): _("sticky, bends into a ring, shines"),
        ("texture", "cracking_clay"): _("sticky when wet, wide cracks when dry"),
        ("slope", "flat"): _("water stays where it falls"),
        ("slope", "gentle"): _("hardly seen, water runs slowly"),
        ("slope", "moderate"): _("seen at once, easy to walk"),
        ("slope", "rolling"): _("felt when walking"),
        ("slope", "hilly"): _("hard to push a loaded cart"),
        ("slope", "steep"): _("you lean forward to climb"),
        ("slope", "very_steep"): _("you need your hands to climb"),
        ("crops", "millet_sorghum"): _("also teff, fonio"),
        ("crops", "wheat_barley"): _("also rye, quinoa"),
        ("crops", "pulses_oilseeds"): _("also lentils, sesame, sunflower"),
        ("crops", "roots_tubers"): _("also sweet potato, taro, enset"),
        ("crops", "fruit_vine_olive"): _("also plantain, dates, cashew"),
        ("crops", "coffee_cocoa_tea"): _("also oil palm"),
    }
    return hints.get((name, code), "")


def _typed(params: Mapping[str, Sequence[str]], name: str) -> str:
    """Return what was typed into a field, "" for nothing."""
    values = params.get(name, ())
    return values[0] if values else ""


class FormBuilder:
    """Fields of one form, from what was typed and what was understood of it."""

    def __init__(self, request_land: RequestLand, params: Mapping[str, Sequence[str]]) -> None:
        self.land: Land = request_land.land
        self.params = params
        self.errors = {problem.parameter: problem_text(problem) for problem in request_land.problems}

    def field(self, name: str) -> Field:
        """Return the question of a factor, of the land use or of a weight."""
        if name in NUMBERS:
            return self._number(name)
        if name in FACTS:
            return self._yes_no(name)
        if name == "land_use":
            return self._land_use()
        if name in WEIGHTS:
            return self._weight(name)
        return self._choice(name)

    @property
    def asks_altitude(self) -> bool:
        """Return whether the altitude is asked: in mountains, and where it was said, to be taken back."""
        climate = self.land.climate
        is_said = "altitude" in self.errors or self.land.altitude_m is not None
        return is_said or (climate is not None and climate.is_mountain)

    def altitude(self) -> Field:
        """Return the question that puts the map right in mountains."""
        return Field(
            "altitude",
            question("altitude"),
            FieldKind.NUMBER,
            value=_typed(self.params, "altitude"),
            unit="m",
            help=_("In mountains the map may be several degrees off. The altitude puts it right."),
            error=self.errors.get("altitude", ""),
        )

    def _map_value(self, name: str) -> str:
        derived = self.land.derived.get(name)
        if derived is None:
            return ""
        climate = self.land.climate
        unsure = climate is not None and is_about(climate, name, "derived")
        text = figures(derived, derived, 1 if NUMBERS[name].decimals else 0, is_about=unsure)
        return about(text) if unsure else text

    def steep_rain(self) -> Field:
        """Return the question that puts the map right where rain changes much over a short way."""
        return self._number(
            "rain",
            _("Rain changes much over a short way here. What falls on your field puts the map right."),
        )

    def _number(self, name: str, help_text: str = "") -> Field:
        return Field(
            name,
            question(name),
            FieldKind.NUMBER,
            value=_typed(self.params, name),
            unit=UNITS[name],
            help=help_text,
            map_value_text=self._map_value(name),
            error=self.errors.get(name, ""),
        )

    def _yes_no(self, name: str) -> Field:
        stated = self.land.stated.get(name)
        answers = (
            ("yes", pgettext("answer", "yes"), stated is True),
            ("no", pgettext("answer", "no"), stated is False),
        )
        known = self.land.answers().get(name)
        derived = known is not None and known.origin == "derived"
        return Field(
            name,
            question(name),
            FieldKind.YES_NO,
            value="" if stated is None else STATED,
            options=[Choice(code, sentence_case(text), selected) for code, text, selected in answers],
            offers_unknown=True,
            map_value_text=answer_text(name, known) if derived else "",
            error=self.errors.get(name, ""),
        )

    def _choice(self, name: str) -> Field:
        stated = self.land.stated.get(name)
        selected = stated if isinstance(stated, frozenset) else frozenset()
        return Field(
            name,
            question(name),
            FieldKind.CHOICE,
            value=STATED if selected else "",
            options=[
                Choice(code, sentence_case(text), code in selected, hint(name, code))
                for code, text in choices(FACTOR_VOCABULARIES[name])
            ],
            multiple=name in SEVERAL,
            offers_unknown=name not in SEVERAL,
            error=self.errors.get(name, ""),
        )

    def _land_use(self) -> Field:
        answers = [*choices("LAND_USES"), ("any", _("Show every land use"))]
        return Field(
            "land_use",
            question("land_use"),
            FieldKind.CHOICE,
            value=self.land.land_use or "",
            options=[Choice(code, sentence_case(text), self.land.land_use == code) for code, text in answers],
            offers_unknown=True,
            error=self.errors.get("land_use", ""),
        )

    def _weight(self, name: str) -> Field:
        weight = getattr(self.land.sliders, name.removeprefix("weigh_"))
        answers = (
            ("0", _("does not matter"), weight == 0),
            ("1", pgettext("weight", "as usual"), weight == 1),
            ("2", _("matters twice"), weight == 2),
        )
        return Field(
            name,
            question(name),
            FieldKind.CHOICE,
            value=str(weight),
            options=[Choice(code, sentence_case(text), selected) for code, text, selected in answers],
            error=self.errors.get(name, ""),
        )


def sections(request_land: RequestLand, params: Mapping[str, Sequence[str]]) -> list[FormSection]:
    """Return the whole form in its parts; rarely needed ones are folded."""
    build = FormBuilder(request_land, params)
    climate = request_land.land.climate
    place_fields = [build.altitude()] if build.asks_altitude else []
    climate_answers: tuple[str, ...] = CLIMATE_ANSWERS
    if climate is not None and climate.has_steep_rain:
        place_fields.append(build.steep_rain())
        climate_answers = tuple(name for name in CLIMATE_ANSWERS if name != "rain")
    found = [
        FormSection("place", _("Where the map is unsure"), "map", place_fields),
        FormSection("soil", _("Soil and slope"), "soil", [build.field(name) for name in SOIL_ANSWERS]),
        FormSection(
            "farming", _("Way of farming"), "farming", [build.field(name) for name in FARMING_ANSWERS]
        ),
        _folded("climate", _("Climate"), "climate", [build.field(name) for name in climate_answers]),
        _folded(
            "analysis",
            _("I have a soil analysis"),
            "analysis",
            [build.field(name) for name in ANALYSIS_ANSWERS],
        ),
        _folded(
            "needs", _("What some practices need"), "questions", [build.field(name) for name in NEED_ANSWERS]
        ),
        _folded("weights", _("What counts most for you"), "filters", [build.field(name) for name in WEIGHTS]),
    ]
    return [section for section in found if section.fields]


def _folded(code: str, heading: str, icon: str, fields: list[Field]) -> FormSection:
    """Return a part that is open only when something in it was stated or went wrong."""
    is_open = any(field.error or (field.value and code != "weights") for field in fields)
    return FormSection(code, heading, icon, fields, is_folded=True, is_open=is_open)
