"""What a practice hinges on, beside what the farmer said of it, and what to ask of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from matching.explanation import NEED_PREFIX, Explanation, LimiterResult, NeedResult
from readers.presenters.land.form import question
from readers.presenters.view_models import Link, MainDifference, Prompt
from readers.presenters.wording import answer_text, locale, needs_text
from zones.factors import FACTS, NEEDED_FACTS
from zones.labels import FACTOR_VOCABULARIES, choices
from zones.values import Classes

MOST_QUESTIONS: Final = 2

# What is needed of the site, as it stands behind "Needs".
NEEDED: Final[dict[str, str | Promise]] = {
    "flood": gettext_lazy("land that can be flooded"),
    "controlled_irrigation": gettext_lazy("water that you can let in and hold back"),
    "slope": gettext_lazy("a slope"),
    "crusted_surface": gettext_lazy("bare soil with a hard crust"),
    "living_stumps": gettext_lazy("old stumps that still sprout"),
    "stream_bed": gettext_lazy("a gully or stream bed with water after rain"),
    "frost": gettext_lazy("frost"),
    "grazing_control": gettext_lazy("a field that animals can be kept off"),
    "cracking_clay": gettext_lazy("clay that cracks when it dries"),
}


def denied_need(limiter: LimiterResult) -> MainDifference:
    """Return what the practice needs, and what the farmer has: "Needs a slope: your land is flat." """
    code = limiter.name.removeprefix(NEED_PREFIX)
    told = {"yours": answer_text(limiter.factor, limiter.yours)}
    if isinstance(limiter.theirs, Classes):
        return MainDifference(_only_where(limiter.theirs.codes), _("you named %(yours)s.") % told)
    text = {
        "flood": _("yours cannot."),
        "controlled_irrigation": _("you have rain only."),
        "slope": _("your land is flat."),
        "crusted_surface": _("yours has none."),
        "living_stumps": _("you have none."),
        "stream_bed": _("you have none."),
        "frost": _("none comes to you."),
        "grazing_control": _("you cannot keep them off."),
        "cracking_clay": _("your soil is %(yours)s.") % told,
    }[code]
    return MainDifference(_("Needs %(need)s") % {"need": NEEDED[code]}, text)


def other_denied_needs(explanation: Explanation) -> list[str]:
    """Return in a sentence each what is denied beside the main difference."""
    differences = [
        denied_need(limiter)
        for limiter in explanation.applied
        if limiter.is_need and limiter.name != explanation.main_difference
    ]
    return [f"{difference.label}: {difference.text}" for difference in differences]


def untold_needs(explanation: Explanation) -> str:
    """Return such as "Only where land slopes.": what the practice hinges on and nobody asked yet, or ""."""
    codes = _codes(need for need in explanation.needs if need.state == "untold")
    return f"{_only_where(codes)}." if codes else ""


def need_lines(explanation: Explanation) -> list[str]:
    """Return what the practice hinges on without what is denied and said as such.

    What the farmer has, then what is untold, or denied where it was not to count.
    """
    met = {need.name for need in explanation.needs if need.state == "met"}
    lines = []
    if site := [str(NEEDED[need.name]) for need in explanation.needs if need.name in met & NEEDED.keys()]:
        needs = format_list(site, locale=locale())
        lines.append(_("It needs %(needs)s, which you have.") % {"needs": needs})
    if "crops" in met:
        crops = needs_text(_codes(need for need in explanation.needs if need.name == "crops"))
        lines.append(_("Only where %(needs)s, and so it is with you.") % {"needs": crops})
    said = {limiter.name.removeprefix(NEED_PREFIX) for limiter in explanation.applied if limiter.is_need}
    if codes := _codes(need for need in explanation.needs if need.name not in met | said):
        lines.append(f"{_only_where(codes)}.")
    return lines


def need_questions(
    explanations: Iterable[Explanation],
    options: Callable[[str, Sequence[tuple[str, str | Promise]]], list[Link]],
    answered: Collection[str] = (),
) -> list[Prompt]:
    """Return questions on what most of these practices hinge on and the farmer has not told, two at most.

    `options` makes links of a fact's answers. `answered` are facts not to be asked; those that count for
    needs alone use up the two. Practices unlike the land in any case ask nothing, and what somebody grows is
    asked for all practices (`readers.presenters.prompts`).
    """
    hinging = Counter(
        need.fact
        for explanation in explanations
        if explanation.group != "far"
        for need in explanation.needs
        if need.state == "untold" and need.name != "crops" and need.fact not in answered
    )
    most = max(0, MOST_QUESTIONS - len(NEEDED_FACTS.keys() & set(answered)))
    yes_or_no = [("yes", pgettext("answer", "yes")), ("no", pgettext("answer", "no"))]
    return [
        Prompt(
            _("Some of these depend on it. %(question)s") % {"question": question(fact)},
            options(fact, yes_or_no if fact in FACTS else choices(FACTOR_VOCABULARIES[fact])),
        )
        for fact, _practices in hinging.most_common(most)
    ]


def _only_where(codes: Iterable[str]) -> str:
    return _("Only where %(needs)s") % {"needs": needs_text(codes)}


def _codes(needs: Iterable[NeedResult]) -> frozenset[str]:
    """Return codes of `vocabulary.NEEDS`."""
    return frozenset(code for need in needs for code in (need.codes or (need.name,)))
