"""One explanation in four forms: factor groups, main difference, rows, and counts. None adds a judgement."""

from collections.abc import Sequence
from functools import cache

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from matching.explanation import Explanation, FactorResult
from matching.profile import FACTOR_GROUPS
from readers.presenters.needs import denied_need, other_denied_needs
from readers.presenters.view_models import ComparisonRow, FactorGroup, MainDifference, MatchPanel, Prompt
from readers.presenters.wording import (
    answer_text,
    exact_text,
    factor_label,
    number,
    origin_text,
    value_text,
)
from zones.labels import BLOCK_LABELS
from zones.land import Answer
from zones.values import Range, Value

STATE_LABELS = {
    "close": pgettext_lazy("state", "close"),
    "near": pgettext_lazy("state", "a bit"),
    "different": pgettext_lazy("state", "different"),
    "unknown": pgettext_lazy("state", "not known"),
}


def state_label(state: str) -> str:
    """Return the word for a state."""
    return str(STATE_LABELS[state])


GROUP_HEADINGS = {
    "close": gettext_lazy("Very close to your land"),
    "near": gettext_lazy("A bit close to your land"),
    "far": gettext_lazy("Far from your land"),
}


def group_heading(group: str) -> str:
    """Return the heading over practices of a group."""
    return str(GROUP_HEADINGS[group])


def factor_groups(explanation: Explanation) -> tuple[FactorGroup, ...]:
    """Return climate, soil, slope and farming with the state of each."""
    language = get_language() or ""
    return tuple(_factor_group(code, explanation.factor_groups[code], language) for code in FACTOR_GROUPS)


@cache
def _factor_group(code: str, state: str, language: str) -> FactorGroup:
    """Return one group in the active language, which is `language`."""
    return FactorGroup(code, str(BLOCK_LABELS[code]), state, state_label(state))


def limiter_text(name: str) -> str:
    """Return why a hard condition of the farmer halves the comparison."""
    return {
        "salinity": _("Your soil is salty. Nobody says that this was tried on salty soil."),
        "waterlogging": _("Water stands on your land. Nobody says that this was tried under standing water."),
        "irrigation": _("You farm with rain only. This was done with irrigation, or nobody says."),
        "slope": _("Your slope is much steeper than theirs, or theirs is not known."),
        "frost": _("Frost: not the same with you and with them, or nobody says."),
        "season_temperature": _("Your season is more than 6 °C warmer or cooler, or theirs is not known."),
        "aridity": _("Your land is more than twice as dry or as wet, or theirs is not known."),
    }[name]


def _distinct_texts(name: str, yours: Answer, theirs: Value | None) -> tuple[str, str]:
    """Return both sides of a difference, in numbers where the same words would stand for both."""
    mine, other = answer_text(name, yours), value_text(name, theirs)
    if mine == other and isinstance(theirs, Range) and isinstance(yours.value, float | int):
        return (
            exact_text(name, yours.value, yours.value, yours.is_about),
            exact_text(name, theirs.low, theirs.high, theirs.is_about),
        )
    return mine, other


def _sides(name: str, yours: Answer, theirs: Value | None) -> str:
    mine, other = _distinct_texts(name, yours, theirs)
    if theirs is None:
        return _("yours %(yours)s, theirs not known.") % {"yours": mine}
    return _("yours %(yours)s, theirs %(theirs)s.") % {"yours": mine, "theirs": other}


def main_difference(explanation: Explanation) -> MainDifference | None:
    """Return the difference that matters most, with both sides; None when all that is known is close."""
    for limiter in explanation.applied:
        if limiter.name == explanation.main_difference:
            if limiter.is_need:
                return denied_need(limiter)
            return MainDifference(
                factor_label(limiter.factor), _sides(limiter.factor, limiter.yours, limiter.theirs)
            )
    for result in explanation.factors:
        if result.name == explanation.main_difference:
            return MainDifference(factor_label(result.name), _sides(result.name, result.yours, result.theirs))
    return None


def _row(result: FactorResult) -> ComparisonRow:
    exact = []
    if isinstance(result.yours.value, float | int) and not isinstance(result.yours.value, bool):
        exact.append(exact_text(result.name, result.yours.value, result.yours.value, result.yours.is_about))
    if isinstance(result.theirs, Range):
        exact.append(exact_text(result.name, result.theirs.low, result.theirs.high, result.theirs.is_about))
    yours, theirs = answer_text(result.name, result.yours), value_text(result.name, result.theirs)
    if result.state in ("near", "different"):
        yours, theirs = _distinct_texts(result.name, result.yours, result.theirs)
    return ComparisonRow(
        code=result.name,
        label=factor_label(result.name),
        state=result.state,
        state_label=state_label(result.state),
        yours=yours,
        yours_origin=origin_text(result.yours.origin, of_farmer=True),
        theirs=theirs,
        theirs_origin=origin_text(result.theirs.origin, of_farmer=False) if result.theirs else "",
        exact=" / ".join(exact),
    )


def counts_text(explanation: Explanation) -> str:
    """Return such as "Fits 8 of the 11 things known about your land, 1 differs, 2 not known." """
    answers = explanation.fits + explanation.near + explanation.differs + explanation.unknown
    parts = [
        ngettext(
            "Fits %(fits)s of the %(told)s thing known about your land",
            "Fits %(fits)s of the %(told)s things known about your land",
            answers,
        )
        % {"fits": explanation.fits, "told": answers}
    ]
    if explanation.near:
        parts.append(ngettext("%(n)s a bit", "%(n)s a bit", explanation.near) % {"n": explanation.near})
    if explanation.differs:
        parts.append(
            ngettext("%(n)s differs", "%(n)s differ", explanation.differs) % {"n": explanation.differs}
        )
    if explanation.unknown:
        parts.append(
            ngettext("%(n)s not known", "%(n)s not known", explanation.unknown) % {"n": explanation.unknown}
        )
    return ", ".join(parts) + "."


def match_panel(explanation: Explanation, prompts: Sequence[Prompt] = ()) -> MatchPanel:
    """Return how one practice compares, in all forms."""
    figures = []
    likeness, similarity, coverage = explanation.likeness, explanation.similarity, explanation.coverage
    if likeness is not None and similarity is not None and coverage is not None:
        figures = [
            (_("How like, in what is known (S)"), number(similarity, 2)),
            (_("Share of your answers that is known there (C)"), number(coverage, 2)),
            (_("Together, halved for each hard limit (L)"), number(likeness, 2)),
        ]
    return MatchPanel(
        group=explanation.group or "",
        heading=group_heading(explanation.group) if explanation.group else "",
        factor_groups=factor_groups(explanation),
        rows=[_row(result) for result in explanation.factors],
        main_difference=main_difference(explanation),
        counts_text=counts_text(explanation),
        limiters=[
            *other_denied_needs(explanation),
            *(limiter_text(limiter.name) for limiter in explanation.applied if not limiter.is_need),
        ],
        figures=figures,
        prompts=prompts,
    )
