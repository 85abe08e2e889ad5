"""One line where the farmer's climate lies beyond what a crop of the practice stands."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from readers.presenters.wording import number_text, sentence_case
from search.crop_warnings import PracticeWarning
from zones.crop_limits import LimitName
from zones.labels import label
from zones.land import Answer

# The factor that each limit is on, whose unit its figures have.
_FACTORS: Final[Mapping[LimitName, str]] = {
    "winter_cold": "coldest_month",
    "winter_warmth": "coldest_month",
    "season_warmth": "season_temperature",
    "growing_days": "growing_period",
    "rain": "rain",
}


def warning_line(warnings: Sequence[PracticeWarning], answers: Mapping[str, Answer]) -> str:
    """Return the first warning as a sentence, "" for none.

    A figure that reads like the limit itself is nothing to warn of: 16.9 °C where 17 °C are needed.
    """
    for warning in warnings:
        limit = warning.limit
        factor = _FACTORS[limit.limit]
        answer = answers.get(factor)
        is_about = answer is not None and answer.is_about
        yours = number_text(factor, limit.value, limit.value, is_about)
        needed = number_text(factor, limit.threshold, limit.threshold)
        if yours != needed and yours != number_text(factor, limit.threshold, limit.threshold, is_about):
            return sentence_case(_sentence(warning, yours, needed))
    return ""


def _sentence(warning: PracticeWarning, yours: str, needed: str) -> str:
    limit = warning.limit
    words = {
        "crop": warning.crop_name or str(label("CROPS", limit.crop)),
        "yours": yours,
        "needed": needed,
    }
    match limit.limit:
        case "winter_cold" if warning.crop_name:
            text = _("%(crop)s does not stand your cold month: %(yours)s")
        case "winter_cold":
            text = _("%(crop)s: none stands your cold month, %(yours)s")
        case "winter_warmth":
            text = _("No cool season for %(crop)s: your coolest month has %(yours)s")
        case "season_warmth":
            text = _("Too cool for %(crop)s: your growing season has %(yours)s")
        case "growing_days":
            text = _("Too few growing days for %(crop)s: %(yours)s, %(needed)s needed")
        case "rain":
            text = _("Too little rain for %(crop)s unless watered: %(yours)s a year, %(needed)s needed")
    return text % words
