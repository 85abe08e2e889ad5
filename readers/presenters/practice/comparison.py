"""One explanation in four forms: factor groups, main difference, rows, and counts. None adds a judgement."""

from collections.abc import Sequence
from functools import cache

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from matching.explanation import Explanation, FactorResult
from matching.profile import ENOUGH_FACTOR_GROUPS, FACTOR_GROUPS, FactorGroupName
from readers.presenters.land.contrast import difference_text, distinct_texts, limiter_text
from readers.presenters.practice.needs import denied_need, other_denied_needs
from readers.presenters.view_models import ComparisonRow, FactorGroup, MainDifference, MatchPanel, Prompt
from readers.presenters.wording import (
    answer_text,
    exact_text,
    factor_label,
    listed,
    number,
    origin_text,
    sentence_case,
    value_text,
)
from zones.labels import BLOCK_LABELS
from zones.values import Range

STATE_LABELS = {
    "close": pgettext_lazy("state", "alike"),
    "near": pgettext_lazy("state", "a bit"),
    "different": pgettext_lazy("state", "different"),
    "unknown": pgettext_lazy("state", "not known"),
}
# Where nothing of a group of factors was asked, because the farmer has not told anything of it.
NOT_SAID = pgettext_lazy("state", "not said")


def state_label(state: str) -> str:
    """Return the word for a state."""
    return str(STATE_LABELS[state])


GROUP_HEADINGS = {
    "close": gettext_lazy("Much like your land"),
    "near": gettext_lazy("A little like your land"),
    "far": gettext_lazy("Not like your land"),
}
# As they stand in a sentence that says what was compared.
COMPARED = {
    "climate": pgettext_lazy("compared", "climate"),
    "soil": pgettext_lazy("compared", "soil"),
    "slope": pgettext_lazy("compared", "slope"),
    "farming": pgettext_lazy("compared", "farming"),
}


def group_heading(group: str, asked: Sequence[FactorGroupName], *, is_list: bool = True) -> str:
    """Return the heading over practices of a group, or over one practice where it is no list.

    `asked` are groups of factors that were asked: with too few of them the heading says what was compared.
    """
    if len(asked) >= ENOUGH_FACTOR_GROUPS:
        return str(GROUP_HEADINGS[group])
    words = {
        "compared": listed(str(COMPARED[name]) for name in asked),
        "missing": listed(str(COMPARED[name]) for name in FACTOR_GROUPS if name not in asked),
    }
    if group == "far":
        text = _("%(compared)s not like yours")
    elif is_list:
        text = _("Compared by %(compared)s only, the likest first; %(missing)s not yet")
    else:
        text = _("Compared by %(compared)s only; %(missing)s not yet")
    return sentence_case(text % words)


def _asked(explanation: Explanation) -> list[FactorGroupName]:
    """Return the groups of factors of which something was asked, in their order."""
    asked = {result.factor_group for result in explanation.factors}
    return [name for name in FACTOR_GROUPS if name in asked]


def factor_groups(explanation: Explanation) -> tuple[FactorGroup, ...]:
    """Return climate, soil, slope and farming with the state of each."""
    language, asked = get_language() or "", _asked(explanation)
    return tuple(
        _factor_group(
            code,
            explanation.factor_groups[code],
            code in asked,
            explanation.rain_share if code == "climate" else 1.0,
            language,
        )
        for code in FACTOR_GROUPS
    )


@cache
def _factor_group(code: str, state: str, is_asked: bool, rain_share: float, language: str) -> FactorGroup:
    """Return one group in the active language, which is `language`."""
    label = state_label(state)
    if state == "unknown":
        label = label if is_asked else str(NOT_SAID)
    elif rain_share < 1:
        watered = _("partly watered") if rain_share else _("watered")
        label = f"{label} · {watered}"
    return FactorGroup(code, str(BLOCK_LABELS[code]), state, label)


def _rain_note(rain_share: float) -> str:
    """Return what watering leaves of the rain in the comparison; "" where nothing is watered."""
    if rain_share == 1:
        return ""
    return _("partly watered: rain counts half") if rain_share else _("watered: rain does not count")


def difference_factor(explanation: Explanation) -> str | None:
    """Return the factor or fact of the main difference; None without one."""
    facts = {limiter.name: limiter.factor for limiter in explanation.applied}
    main = explanation.main_difference
    return None if main is None else facts.get(main, main)


def main_difference(explanation: Explanation) -> MainDifference | None:
    """Return the card's sentence; None when all that is known is close and nothing that was told is missing.

    It names the difference that matters most, with both sides, and then the limiting facts that the farmer
    told and the practice is silent on.
    """
    silent = _silence(explanation)
    difference = _difference(explanation)
    if difference is None:
        return MainDifference(*silent) if silent else None
    if silent is None:
        return difference
    label, text = silent
    beside = _("%(label)s: %(text)s") % {"label": label, "text": text}
    return MainDifference(difference.label, f"{difference.text} {beside}")


def _difference(explanation: Explanation) -> MainDifference | None:
    results = {result.name: result for result in explanation.factors}
    limiters = {limiter.name: limiter for limiter in explanation.applied}
    main = explanation.main_difference
    if main is None:
        return None
    limiter = limiters.get(main)
    if limiter is not None and limiter.is_need:
        return denied_need(limiter)
    found = limiter or results[main]
    name = difference_factor(explanation) or main
    return MainDifference(factor_label(name), difference_text(name, found.yours, found.theirs))


def _silence(explanation: Explanation) -> tuple[str, str] | None:
    """Return the limiting facts that were told and are not known of theirs, and that nothing is known."""
    labels = [factor_label(name) for name in explanation.silent]
    if not labels:
        return None
    later = [label[:1].lower() + label[1:] for label in labels[1:]]
    return listed([labels[0], *later]), _("nothing known of theirs.")


def _row(result: FactorResult) -> ComparisonRow:
    exact = []
    if isinstance(result.yours.value, float | int) and not isinstance(result.yours.value, bool):
        exact.append(exact_text(result.name, result.yours.value, result.yours.value, result.yours.is_about))
    if isinstance(result.theirs, Range):
        exact.append(exact_text(result.name, result.theirs.low, result.theirs.high, result.theirs.is_about))
    yours, theirs = answer_text(result.name, result.yours), value_text(result.name, result.theirs)
    if result.state in ("near", "different"):
        yours, theirs = distinct_texts(result.name, result.yours, result.theirs)
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
    """Return such as "7 points in common out of 9, 1 differs, 1 not known." """
    answers = explanation.fits + explanation.near + explanation.differs + explanation.unknown
    parts = [
        ngettext(
            "%(fits)s point in common out of %(told)s",
            "%(fits)s points in common out of %(told)s",
            explanation.fits,
        )
        % {"fits": explanation.fits, "told": answers}
    ]
    if explanation.near:
        parts.append(
            ngettext("%(n)s is a bit alike", "%(n)s are a bit alike", explanation.near)
            % {"n": explanation.near}
        )
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
    """Return how one practice compares, in all forms; of the open questions only the first is asked."""
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
        heading=group_heading(explanation.group, _asked(explanation), is_list=False)
        if explanation.group
        else "",
        factor_groups=factor_groups(explanation),
        rows=[_row(result) for result in explanation.factors],
        main_difference=main_difference(explanation),
        counts_text=counts_text(explanation),
        limiters=[
            *other_denied_needs(explanation),
            *(limiter_text(limiter) for limiter in explanation.applied if not limiter.is_need),
        ],
        figures=figures,
        prompts=prompts[:1],
        rain_note=sentence_case(_rain_note(explanation.rain_share)),
    )
