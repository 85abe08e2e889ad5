"""Values of land and practices as people say them, in the active language, numbers included."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from typing import Final, Literal

from babel.dates import get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from zones.factors import CHOICES, NUMBERS
from zones.labels import FACTOR_LABELS, FACTOR_VOCABULARIES, LABELS, label
from zones.land import Answer
from zones.languages import language_of
from zones.values import BooleanValue, Classes, Range, Value
from zones.vocabulary import CROPS, SITE_NEEDS

NBSP = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"

UNITS = {
    "rain": "mm",
    "season_temperature": "°C",
    "temperature_range": "°C",
    "coldest_month": "°C",
}

# From here on, a figure that is only about right is said in tens.
TENS_FROM = 100

# A number within a text; three decimals would rather be thousands.
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:\.\d{1,2})?(?!\w|[.,]\d)")
_RATE: Final = re.compile(r"(?:–\d+)?\s?[^\s\d]+(?: [A-Z])?/")
YEARS: Final = range(1900, 2100)

# P/PET: bounds of the UNEP world atlas of desertification (1997), the last one our own.
ARIDITY_BOUNDS = (0.2, 0.5, 0.65, 1.0)
ARIDITY_WORDS = (
    gettext_lazy("very dry"),
    gettext_lazy("dry"),
    gettext_lazy("half dry"),
    gettext_lazy("moist"),
    gettext_lazy("wet"),
)
# Coefficient of variation of monthly rain, per cent: our own words for even, uneven, one season.
SEASONALITY_BOUNDS = (40.0, 80.0)
SEASONALITY_WORDS = (
    gettext_lazy("rain all year"),
    gettext_lazy("uneven rain"),
    gettext_lazy("a marked rainy season"),
)


WORDED: Final = {
    "aridity": (ARIDITY_BOUNDS, ARIDITY_WORDS),
    "seasonality": (SEASONALITY_BOUNDS, SEASONALITY_WORDS),
}
# Between things of a list; those in brackets are one thing's.
OUTSIDE_BRACKETS: Final = re.compile(r", (?![^(]*\))")
# Scales of which three neighbours and more are said as "flat to hilly".
SPANNED: Final = ("slope", "organic_matter")


def locale() -> str:
    """Return the Babel locale of the active language."""
    return language_of(get_language()).babel_locale


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the active language writes it, rounded."""
    return _number(round(value, decimals), decimals, language_of(get_language()).code)


def file_size(size_bytes: int) -> str:
    """Returns how large a file is, in thousands of bytes, from a million on in millions."""
    if size_bytes >= 999_500:
        return _("%(size)s MB") % {"size": number(size_bytes / 1_000_000, 1)}
    return _("%(size)s kB") % {"size": number(max(1, round(size_bytes / 1000)))}


def metres(value: float) -> str:
    """Return a height in words, such as "3,500 m"."""
    return f"{number(value)}{NBSP}m"


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int, code: str) -> str:
    language = language_of(code)
    text = format_decimal(value, format="#,##0." + "#" * decimals, locale=language.babel_locale)
    if language.groups_digits_from is not None:
        text = text.replace(".", NBSP if abs(value) >= language.groups_digits_from else "")
    return text.replace("-", "\N{MINUS SIGN}")


def with_numbers(text: str) -> str:
    """Return a short text, such as "1700 kg/ha", with its numbers as the active language writes them.

    A year stays as it is, and so does what has digits grouped already or a comma: nobody knows what it means.
    """
    return _NUMBER.sub(_rewritten, text)


def _rewritten(found: re.Match[str]) -> str:
    whole, point, decimals = found[0].partition(".")
    is_year = not point and int(whole) in YEARS and not _RATE.match(found.string, found.end())
    if is_year:
        return whole
    return number(int(whole)) + (get_decimal_symbol(locale()) + decimals if point else "")


def factor_label(name: str) -> str:
    """Return what a factor is called."""
    return str(FACTOR_LABELS[name])


@cache
def _month_names(locale_name: str) -> tuple[str, ...]:
    names = get_month_names("abbreviated", "stand-alone", locale_name)
    return tuple(names[month] for month in range(1, 13))


def months(first: int, last: int) -> str:
    """Return such as "May–Oct." for months counted from 1; one name when they are the same."""
    names = _month_names(locale())
    return names[first - 1] if first == last else f"{names[first - 1]}{EN_DASH}{names[last - 1]}"


def months_listed(numbers: list[int]) -> str:
    """Return separate months, with runs joined: "Jan., June–Aug."."""
    runs: list[tuple[int, int]] = []
    for month in sorted(set(numbers)):
        if runs and runs[-1][1] == month - 1:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][1] == 12:
        runs = [(runs[-1][0], runs[0][1]), *runs[1:-1]]
    return ", ".join(months(first, last) for first, last in runs)


def listed(words: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    """Return words as a sentence lists them: "millet, sorghum and rice"."""
    # Babel's English puts a comma before the last of three.
    text = format_list(list(words), style=style, locale=locale())
    return text.replace(", and ", " and ").replace(", or ", " or ")


def words_of(name: str, value: float) -> int:
    """Return the place of the words for a figure of aridity or seasonality, from the least on."""
    return bisect_right(WORDED[name][0], value)


def yes_no(value: bool) -> str:
    """Return the answer in a word."""
    return pgettext("answer", "yes") if value else pgettext("answer", "no")


def about(text: str) -> str:
    """Return a figure that is only about right, and says so."""
    return _("about %(figure)s") % {"figure": text}


def _rounded(value: float, decimals: int, is_about: bool) -> float:
    """Return what is worth saying: of a figure that is only about right, no digit that nobody knows."""
    if not is_about:
        return round(value, decimals)
    return round(value, -1) if abs(value) >= TENS_FROM else round(value, max(decimals - 1, 0))


def figures(low: float, high: float, decimals: int, *, is_about: bool) -> str:
    """Return one number or two with a dash, as precise as they are known."""
    shown = [number(_rounded(end, decimals, is_about), decimals) for end in (low, high)]
    return shown[0] if shown[0] == shown[1] else EN_DASH.join(shown)


def _span(name: str, low: float, high: float, is_about: bool) -> str:
    text = figures(low, high, NUMBERS[name].decimals if name == "ph" else 0, is_about=is_about)
    if name == "growing_period":
        text = _("%(days)s days") % {"days": text}
    elif name in UNITS:
        text = f"{text}{NBSP}{UNITS[name]}"
    return about(text) if is_about else text


def _words_span(name: str, low: float, high: float) -> str:
    first, last = (str(WORDED[name][1][words_of(name, value)]) for value in (low, high))
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}


def number_text(name: str, low: float, high: float, is_about: bool = False) -> str:
    """Return a span of a factor in words, which are coarse in any case, or with its unit."""
    if name in WORDED:
        return _words_span(name, low, high)
    return _span(name, low, high, is_about)


def exact_text(name: str, low: float, high: float, is_about: bool = False) -> str:
    """Return the figure behind the words, for the opened table."""
    factor = NUMBERS[name]
    text = figures(low, high, factor.decimals, is_about=is_about)
    unit = {"mm/year": "mm", "days": "", "P/PET": "", "pH": "", "%": "%", "°C": "°C"}[factor.unit]
    text = f"{text}{NBSP}{unit}" if unit else text
    return about(text) if is_about else text


def choice_text(name: str, codes: frozenset[str]) -> str:
    """Return labels in the vocabulary's order, neighbouring ones of a scale as "flat to hilly".

    A place has all of its crops, and one of anything else. A group of crops names several itself.
    """
    labels = LABELS[FACTOR_VOCABULARIES[name]]
    order = CHOICES[name].codes
    places = [place for place, code in enumerate(order) if code in codes]
    is_run = places == list(range(places[0], places[-1] + 1)) if places else False
    if name in SPANNED and is_run and len(places) > 2:
        low, high = labels[order[places[0]]], labels[order[places[-1]]]
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    words = [str(labels[order[place]]) for place in places]
    if name == "crops":
        return listed(OUTSIDE_BRACKETS.split(", ".join(words))) if len(words) > 1 else "".join(words)
    return listed(words, "or")


def answer_text(name: str, answer: Answer | None) -> str:
    """Return what the farmer said or the map says; an em dash when nothing is known."""
    if answer is None:
        return "—"
    value = answer.value
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, frozenset):
        return choice_text(name, value)
    return number_text(name, value, value, answer.is_about)


def value_text(name: str, value: Value | None) -> str:
    """Return what the practice states; an em dash when it states nothing."""
    match value:
        case None:
            return "—"
        case Range():
            return number_text(name, value.low, value.high, value.is_about)
        case Classes():
            return choice_text(name, value.codes)
        case BooleanValue():
            return yes_no(value.value)


def origin_text(origin: str, *, of_farmer: bool) -> str:
    """Return where a value comes from."""
    if origin != "stated":
        return str(label("ORIGINS", origin))
    return _("you said") if of_farmer else _("stated")


def distance_text(km: float, same_continent: bool) -> str:
    """Return such as "540 km" or "another continent, 9,800 km"; rounded to what is really known."""
    step = 10 if km < 1000 else 100
    rounded = max(step, round(km / step) * step)
    shown = f"{number(rounded)}{NBSP}km"
    return shown if same_continent else _("another continent, %(distance)s") % {"distance": shown}


def needs_text(codes: Iterable[str]) -> str:
    """Return what completes "Only where": each need of the site, then crops of which any will do."""
    needs = set(codes)
    clauses = [str(label("NEEDS", code)) for code in SITE_NEEDS if code in needs]
    if crops := [str(label("NEEDS", code)) for code in CROPS if code in needs]:
        clauses.append(listed(crops, "or"))
    both = pgettext("two things that must hold", "%(first)s, and %(second)s")
    return reduce(lambda first, second: both % {"first": first, "second": second}, clauses) if clauses else ""


def sentence_case(text: str | Promise) -> str:
    """Return a text with its first letter large; the rest as it is, since names stay names."""
    words = str(text)
    return words[:1].upper() + words[1:]
