"""Where a climate lies beyond what the crops of a practice stand: said beside the match, no part of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from practices.models import Practice
from practices.passages import languages_from, localized
from search.practice_rows import PracticeRow
from search.text.concepts import ConceptIndex
from search.thesaurus import thesaurus
from zones.crop_limits import BRINGS_WATER, CROP_LIMITS, CropWarning, crop_warnings
from zones.land import Answer, Land
from zones.values import Classes
from zones.vocabulary import CROPS

_GROUPS: Final = {row.crop: row.group for row in CROP_LIMITS}


@dataclass(frozen=True, slots=True)
class PracticeWarning:
    """A limit that the farmer's climate lies beyond.

    `crop_name` is what the thesaurus calls the crop in the active language; "" for a group of crops.
    """

    limit: CropWarning
    crop_name: str = ""


@dataclass(frozen=True, slots=True)
class _Beyond:
    """What a climate lies beyond: limits of single crops, and of groups of which no crop stands it."""

    crops: Sequence[CropWarning]
    groups: Sequence[CropWarning]


def practice_warnings(
    land: Land, practices: Sequence[Practice | PracticeRow]
) -> list[tuple[PracticeWarning, ...]]:
    """Return the warnings of each practice: some only where none of its crops stands the climate.

    Its crops are those that the title names, else all that it has, animals too. Asks the database at most one
    question, and none where no crop of any practice could be warned of.
    """
    answers = land.answers()
    # Practices that bring water are asked less; all other practices are asked the same.
    dry, watered = _beyond(answers, ()), _beyond(answers, BRINGS_WATER)
    asked = [
        (
            practice,
            _crops(practice),
            dry if BRINGS_WATER.isdisjoint(practice.practice_groups or ()) else watered,
        )
        for practice in practices
    ]
    if not any(_GROUPS[limit.crop] in codes for _practice, codes, beyond in asked for limit in beyond.crops):
        return [() for _practice in practices]
    concepts = thesaurus().concepts
    return [_sure_warnings(*one, concepts) for one in asked]


def _beyond(answers: Mapping[str, Answer], practice_groups: Iterable[str]) -> _Beyond:
    return _Beyond(
        crop_warnings(CROPS, answers, named=_GROUPS, practice_groups=practice_groups),
        crop_warnings(CROPS, answers, practice_groups=practice_groups),
    )


def _crops(practice: Practice | PracticeRow) -> frozenset[str]:
    crops = practice.values.get("crops") if isinstance(practice, PracticeRow) else practice.crops
    return crops.codes if isinstance(crops, Classes) else frozenset()


def _sure_warnings(
    practice: Practice | PracticeRow, codes: frozenset[str], beyond: _Beyond, concepts: ConceptIndex
) -> tuple[PracticeWarning, ...]:
    if not any(_GROUPS[limit.crop] in codes for limit in beyond.crops):
        return ()
    titled = _named_in(tuple(localized(practice, "name").items()), concepts)
    named = frozenset(crop for crop in titled if _GROUPS.get(crop) in codes)
    found = [limit for limit in (beyond.crops if named else beyond.groups) if limit.crop in (named or codes)]
    if not {limit.crop for limit in found}.issuperset(named or codes):
        return ()
    return tuple(PracticeWarning(limit, _crop_name(limit.crop, concepts)) for limit in found)


@lru_cache(maxsize=4096)
def _named_in(titles: tuple[tuple[str, str], ...], concepts: ConceptIndex) -> frozenset[str]:
    """Return the concepts that titles name, by language, and those above: a kind of rice is rice."""
    titled = {concept for language, title in titles for concept in concepts.in_text(title, language).named}
    return concepts.above(titled) | titled


def _crop_name(crop: str, concepts: ConceptIndex) -> str:
    """Return the preferred label of a crop, in another language where the active one has none."""
    if crop in CROPS:
        return ""
    labels = (label for language in languages_from(None) for label in concepts.labels(crop, language)[:1])
    return next(labels, crop)
