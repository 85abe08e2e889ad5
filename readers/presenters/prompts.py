"""What to ask next, as links that answer with one tap. A place alone never reads as a full match."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matching.explanation import Explanation
from readers.presenters.practice.needs import need_questions
from readers.presenters.view_models import Link, Prompt
from readers.presenters.wording import NBSP, metres, number, sentence_case
from readers.request_land import Pairs, RequestLand, with_query
from zones.factors import NUMBERS, SOIL
from zones.grid import Climate
from zones.labels import choices
from zones.land import ALTITUDE, Land
from zones.vocabulary import CROPS

# Offered first where the climate says nothing, because most farms have one of them.
FIRST_CROPS: Final = ("maize", "millet_sorghum", "wheat_barley", "rice", "cattle")
# So many crops stand in sight; the others are folded, so that the first practice stands not far below.
CROPS_IN_SIGHT: Final = 4
# Heights offered, in metres from the map's; a field that lies between two is at most 1 °C off.
ALTITUDE_STEPS_M: Final = (-800, -400, 0, 400, 800)
# Sums of rain offered, as shares of the map's.
RAIN_SHARES: Final = (0.5, 0.7, 1.0, 1.4, 2.0)


def prompts(
    path: str,
    request_land: RequestLand,
    beside_land: Pairs | None = None,
    explanations: Iterable[Explanation] = (),
    *,
    skipped: Collection[str] = (),
    skip_url: Callable[[str], str] | None = None,
    likely_crops: Sequence[str] = FIRST_CROPS,
) -> list[Prompt]:
    """Return the questions still open for this land, the most telling first.

    Each option is the same page with that answer added. `skipped` are not asked, by factor; `skip_url` gives
    the page that passes over one more, without it none can be. `likely_crops` are offered before the others.
    """
    land, answers = request_land.land, request_land.land.answers()
    land_url = with_query(reverse("readers:land"), request_land.pairs)

    def options(factor: str, given: Sequence[tuple[str, object]]) -> list[Link]:
        return [
            Link(
                sentence_case(str(text)),
                with_query(path, [*request_land.pairs, (factor, code), *(beside_land or [])]),
            )
            for code, text in given
        ]

    def skip(factor: str, label: str) -> list[Link]:
        return [Link(sentence_case(label), skip_url(factor))] if skip_url else []

    def figure(factor: str, given: Sequence[tuple[str, object]]) -> list[Link]:
        typed = Link(_("Another figure"), f"{land_url}#{factor}")
        return [*options(factor, given), typed, *skip(factor, _("I do not know"))]

    found = []
    if land.latitude is None:
        found.append(
            Prompt(
                _("The climate is not compared yet. Where is your land?"), [Link(_("Say where"), land_url)]
            )
        )
    if "crops" not in answers and "crops" not in skipped:
        labels = dict(choices("CROPS"))
        crops = options("crops", [(code, labels[code]) for code in dict.fromkeys([*likely_crops, *CROPS])])
        crops += skip("crops", pgettext("answer", "other"))
        found.append(Prompt(_("What do you grow or keep?"), crops[:CROPS_IN_SIGHT], crops[CROPS_IN_SIGHT:]))
    if "texture" not in skipped and not any(factor.name in answers for factor in SOIL):
        soils = options("texture", choices("TEXTURES"))
        found.append(Prompt(_("How does the wet soil feel?"), [*soils, *skip("texture", _("I do not know"))]))
    found += _of_the_map(land, skipped, figure)
    if found:
        return found

    def fact_options(fact: str, given: Sequence[tuple[str, object]]) -> list[Link]:
        return [*options(fact, given), *skip(fact, _("I do not know"))]

    return need_questions(explanations, fact_options, {*answers, *skipped})


def _of_the_map(
    land: Land, skipped: Collection[str], figure: Callable[[str, Sequence[tuple[str, object]]], list[Link]]
) -> list[Prompt]:
    """Return questions on what the map is unsure of here."""
    climate = land.climate
    if climate is None:
        return []
    found = []
    if climate.is_mountain and land.altitude_m is None and "altitude" not in skipped:
        text = _("The map is unsure in the mountains. How high is your field?")
        found.append(Prompt(text, figure("altitude", _altitudes(climate))))
    is_rain_asked = "rain" in land.answers() and "rain" not in land.stated
    if climate.has_steep_rain and is_rain_asked and "rain" not in skipped:
        text = _("Rain changes over a short way here. How much falls in a usual year?")
        found.append(Prompt(text, figure("rain", _sums_of_rain(climate))))
    return found


def _altitudes(climate: Climate) -> list[tuple[str, str]]:
    """Return heights around the map's in whole hundreds, as they stand in an address and in words."""
    heights = [round(climate.elevation_m / 100) * 100 + step for step in ALTITUDE_STEPS_M]
    return [(str(height), metres(height)) for height in heights if 0 <= height <= ALTITUDE.high]


def _sums_of_rain(climate: Climate) -> list[tuple[str, str]]:
    """Return sums around the map's in whole fifties, as they stand in an address and in words."""
    sums = {round(climate.rain_mm_per_year * share / 50) * 50 for share in RAIN_SHARES}
    return [(str(mm), f"{number(mm)}{NBSP}mm") for mm in sorted(sums) if 0 < mm <= NUMBERS["rain"].high]
