"""Where a climate lies beyond what the crops of a practice stand: said beside the match, no part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from practices.models import Practice
from practices.passages import languages_from, localized
from search.practice_rows import PracticeRow
from search.text.concepts import ConceptIndex
from search.thesaurus import thesaurus
from zones.crop_limits import CROP_LIMITS, CropWarning, crop_warnings
from zones.land import Answer, Land
from zones.values import Classes
from zones.vocabulary import CROPS

_ALL_CROPS: Final = frozenset(row.crop for row in CROP_LIMITS)


@dataclass(frozen=True, slots=True)
class PracticeWarning:
    """A limit that the farmer's climate lies beyond.

    `crop_name` is what the thesaurus calls the crop in the active language; "" for a group of crops.
    """

    limit: CropWarning
    crop_name: str = ""


def practice_warnings(
    land: Land, practices: Sequence[Practice | PracticeRow]
) -> list[tuple[PracticeWarning, ...]]:
    """Return the warnings of each practice, those of the crops in its title first.

    Asks the database at most one question, and none where no crop of any practice could be warned of.
    """
    answers = land.answers()
    possible = [bool(_warnings(answers, practice, _ALL_CROPS)) for practice in practices]
    if not any(possible):
        return [() for _practice in practices]
    concepts = thesaurus().concepts
    return [
        _named_warnings(answers, practice, concepts) if is_possible else ()
        for practice, is_possible in zip(practices, possible, strict=True)
    ]


def _warnings(
    answers: Mapping[str, Answer], practice: Practice | PracticeRow, named: frozenset[str]
) -> list[CropWarning]:
    crops = practice.values.get("crops") if isinstance(practice, PracticeRow) else practice.crops
    codes = crops.codes if isinstance(crops, Classes) else ()
    return crop_warnings(codes, answers, named=named, practice_groups=practice.practice_groups or ())


def _named_warnings(
    answers: Mapping[str, Answer], practice: Practice | PracticeRow, concepts: ConceptIndex
) -> tuple[PracticeWarning, ...]:
    titled = {
        concept
        for language, title in localized(practice, "name").items()
        for concept in concepts.in_text(title, language)
    }
    # A title that names a kind of rice names rice.
    named = concepts.above(titled) | titled
    found = sorted(_warnings(answers, practice, named), key=lambda one: one.crop not in named)
    return tuple(PracticeWarning(one, _crop_name(one.crop, concepts)) for one in found)


def _crop_name(crop: str, concepts: ConceptIndex) -> str:
    """Return the preferred label of a crop, in another language where the active one has none."""
    if crop in CROPS:
        return ""
    labels = (label for language in languages_from(None) for label in concepts.labels(crop, language)[:1])
    return next(labels, crop)
