"""What tells two pieces of land apart, in words that name the direction: never a bare index."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from matching.explanation import LimiterResult, state_of
from matching.profile import FACTORS_BY_NAME
from matching.scoring import score
from readers.presenters.wording import answer_text, value_text, words_of
from zones.land import Answer
from zones.values import Range, Value

# Indexes that nobody reads as numbers: what less and more of them are called, a little and much.
COMPARATIVES: Final[dict[str, tuple[tuple[Promise, Promise], tuple[Promise, Promise]]]] = {
    "aridity": (
        (pgettext_lazy("land", "a little drier"), pgettext_lazy("land", "much drier")),
        (pgettext_lazy("land", "a little wetter"), pgettext_lazy("land", "much wetter")),
    ),
    "seasonality": (
        (pgettext_lazy("rain", "a little more even"), pgettext_lazy("rain", "much more even")),
        (pgettext_lazy("rain", "a little less even"), pgettext_lazy("rain", "much less even")),
    ),
}


def compared_with_theirs(name: str, yours: Answer, theirs: Value | None) -> str:
    """Return such as "a little wetter" where the same words stand for both sides; else ""."""
    value = yours.value
    if name not in COMPARATIVES or not isinstance(theirs, Range) or not isinstance(value, int | float):
        return ""
    shared = words_of(name, theirs.low) <= words_of(name, value) <= words_of(name, theirs.high)
    if theirs.low <= value <= theirs.high or not shared:
        return ""
    is_much = state_of(score(FACTORS_BY_NAME[name], value, theirs)) == "different"
    return str(COMPARATIVES[name][value > theirs.high][is_much])


def distinct_texts(name: str, yours: Answer, theirs: Value | None) -> tuple[str, str]:
    """Return both sides of a difference; where the same words stand for both, yours says how it differs."""
    mine, other = answer_text(name, yours), value_text(name, theirs)
    compared = compared_with_theirs(name, yours, theirs)
    return f"{mine}, {compared}" if compared else mine, other


def difference_text(name: str, yours: Answer, theirs: Value | None) -> str:
    """Return the difference as a sentence that follows the factor's name."""
    if compared := compared_with_theirs(name, yours, theirs):
        return _("yours %(compared)s than theirs.") % {"compared": compared}
    return _("yours %(yours)s; theirs %(theirs)s.") % {
        "yours": answer_text(name, yours),
        "theirs": value_text(name, theirs),
    }


def limiter_text(limiter: LimiterResult) -> str:
    """Return what halves the comparison. Denied needs have sentences of their own (`needs.denied_need`)."""
    value, theirs = limiter.yours.value, limiter.theirs
    is_more = isinstance(theirs, Range) and isinstance(value, int | float) and value > theirs.high
    return {
        "salinity": _("Your soil is salty, theirs is not."),
        "waterlogging": _("Water stands on your land, not on theirs."),
        "irrigation": _("You farm with rain only. This was done with irrigation."),
        "slope": _("Your slope is much steeper than theirs."),
        "frost": _("You have frost, they have none."),
        "season_temperature": _("Your season is more than 6 °C warmer than theirs.")
        if is_more
        else _("Your season is more than 6 °C cooler than theirs."),
        "aridity": _("Your land is more than twice as wet as theirs.")
        if is_more
        else _("Your land is more than twice as dry as theirs."),
        "temperature_range": _(
            "From your coldest to your warmest month it is over 12 °C more than with them."
        )
        if is_more
        else _("From your coldest to your warmest month it is over 12 °C less than with them."),
    }[limiter.name]
