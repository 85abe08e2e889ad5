"""Makes a practice of what a peer told: an unpublished page in the region's section and workflow."""

import textwrap
from itertools import pairwise
from typing import Any, Final

from django.utils import timezone

from exchange.models import Contribution
from practices.models import Practice, PracticeStep, RegionSection
from practices.models.conditions import CONDITION_NAMES
from practices.passages import shortened
from zones.factors import CHOICES, NUMBERS
from zones.land import ANY_LAND_USE, AnswerValue, Land
from zones.values import BooleanValue, Classes, Range, Value

LONGEST_PRACTICE_NAME: Final = 120
LONGEST_STEP: Final = 2000
MOST_STEPS: Final = 20
# How they agreed, a code of `jobs/consent_texts.py`.
BY_FORM: Final = "form"


def make_practice(contribution: Contribution, region: RegionSection) -> Practice:
    """Returns the new page below the region's section, handed in to the region's workflow if it has one."""
    practice = Practice(live=False)
    _fill(practice, contribution)
    section = RegionSection.objects.get(pk=region.pk)
    section.add_child(instance=practice)
    # What is missing for publishing is asked where it is published.
    practice.save_revision(clean=False)
    workflow = practice.get_workflow()
    if workflow is not None:
        # Nobody of the admin asks for it: whoever told it has no account.
        workflow.start(practice, None)
    return practice


def steps_of(text: str) -> list[str]:
    """Returns what was told as steps, one a line, none longer and not more than a practice can have."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found += textwrap.wrap(line, LONGEST_STEP) if len(line) > LONGEST_STEP else [line]
    while len(found) > MOST_STEPS:
        lengths = [len(first) + len(second) for first, second in pairwise(found)]
        shortest = lengths.index(min(lengths))
        found[shortest : shortest + 2] = ["\n".join(found[shortest : shortest + 2])]
    return found


def stated_values(land: Land) -> dict[str, Value]:
    """Returns what the farmer said of the land as a practice holds it; the map's part follows by itself."""
    return {
        name: _value(name, value)
        for name, value in land.stated.items()
        if name in CONDITION_NAMES and (name in NUMBERS or name in CHOICES or isinstance(value, bool))
    }


def _value(name: str, value: AnswerValue) -> Value:
    if isinstance(value, bool):
        return BooleanValue(value)
    return Classes(value) if isinstance(value, frozenset) else Range.point(value)


def _fill(practice: Practice, contribution: Contribution) -> None:
    answers, language, land = contribution.answers, contribution.language, contribution.land
    sentence = answers.get("sentence", "")
    _tell(
        practice,
        language,
        name=shortened(sentence, LONGEST_PRACTICE_NAME),
        # What does not fit into a name says in short what is done.
        summary=sentence if len(sentence) > LONGEST_PRACTICE_NAME else "",
        problem=answers.get("problem", ""),
        did_not_work=answers.get("did_not_work", ""),
        how_overcome=answers.get("how_overcome", ""),
    )
    practice.outcome = answers.get("outcome", "")
    practice.since_year = int(answers["since_year"]) if answers.get("since_year") else None
    practice.licence = answers.get("licence") or practice.licence
    _place(practice, contribution, land)
    for name, value in stated_values(land).items():
        setattr(practice, name, value)
    _agree(practice, contribution)
    practice.lead_image = contribution.photo
    _credit(contribution, practice)
    practice.steps.set(_steps(contribution))


def _tell(row: Any, language: str, **texts: str) -> None:
    for name, text in texts.items():
        setattr(row, f"{name}_{language}", text)


def _place(practice: Practice, contribution: Contribution, land: Land) -> None:
    practice.place_name, practice.country = contribution.place_name, contribution.country
    practice.latitude, practice.longitude = land.latitude, land.longitude
    practice.altitude_m = None if land.altitude_m is None else round(land.altitude_m)
    if land.land_use and land.land_use != ANY_LAND_USE:
        practice.land_uses = (land.land_use,)


def _agree(practice: Practice, contribution: Contribution) -> None:
    """Notes both agreements; a name that nobody agreed to show stays with the contribution."""
    agreed_on = timezone.localdate(contribution.sent_at)
    for kind in ("publication", "naming"):
        if version := getattr(contribution, f"{kind}_version"):
            setattr(practice, f"{kind}_agreed", True)
            setattr(practice, f"{kind}_agreed_on", agreed_on)
            setattr(practice, f"{kind}_text", version)
            setattr(practice, f"{kind}_given", BY_FORM)
    if practice.naming_agreed:
        practice.contributor_name = contribution.name
        practice.contributor_role = contribution.answers.get("role", "")


def _credit(contribution: Contribution, practice: Practice) -> None:
    """Shares photo and voice as the words are shared, and says whose they are where that was agreed."""
    for file in (contribution.photo, contribution.voice):
        if file is not None:
            file.licence, file.credit = practice.licence, contribution.shown_name
            file.save(update_fields=["licence", "credit"])


def _steps(contribution: Contribution) -> list[PracticeStep]:
    texts = steps_of(contribution.answers.get("steps", ""))
    when = contribution.answers.get("when", "")
    if not texts and (when or contribution.voice):
        texts = [""]
    steps = []
    for number, text in enumerate(texts):
        step = PracticeStep(sort_order=number)
        _tell(step, contribution.language, text=text, when=when if number == 0 else "")
        steps.append(step)
    if steps and contribution.voice:
        steps[0].clip = contribution.voice
    return steps
