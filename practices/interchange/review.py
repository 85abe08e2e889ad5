"""Checks, without a database, what the starter collection promises beyond a valid record."""

import gzip
import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from matching import profile, scoring
from matching.profile import NumberFactor
from practices import drawings
from practices.interchange import schema
from practices.interchange.cross_field import drawings_of
from practices.interchange.mirrors import is_cut_badly, is_mirror
from practices.interchange.schema import Record
from zones.land import climate_at
from zones.values import Range
from zones.vocabulary import LANGUAGES

# Without these a starter entry is not published.
PROMISED: Final = ("summary", "problem", "what_changed", "did_not_work", "how_overcome", "outcome_note")
FEWEST_STEPS: Final = 3
MOST_STEPS: Final = 8
MOST_DRAWING_BYTES: Final = 3000
# A word in small letters; what has a capital is a name, or begins a sentence and stands elsewhere too.
_WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_A-ZÀ-Þ][^\W\d_]{2,}(?![\w-])")
_NUMBERS: Final = {factor.name: factor for factor in profile.FACTORS if isinstance(factor, NumberFactor)}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Holds a stated range that the climate map does not confirm. `distance` counts half-score distances."""

    factor: str
    stated: Range
    mapped: float
    distance: float

    def __str__(self) -> str:
        return (
            f"{self.factor}: stated {self.stated.low:g} to {self.stated.high:g}, on the map {self.mapped:g} "
            f"({self.distance:.1f} half-score distances)"
        )


@dataclass(frozen=True, slots=True)
class SentenceLengths:
    """Holds how long sentences are, counted in words."""

    sentences: int
    median: float
    longest: int
    longest_at: str


def starter_issues(record: Record) -> Iterator[str]:
    """Yields what a record lacks to stand in the starter collection, in English for those who compile it."""
    for name in PROMISED:
        if not getattr(record, name):
            yield f"{name}: missing"
    for path, words in schema.texts(record):
        missing = [language for language in drawings.LANGUAGES if language not in words]
        if words and missing:
            yield f"{path}: missing in {', '.join(missing)}"
    if not FEWEST_STEPS <= len(record.steps) <= MOST_STEPS:
        yield f"steps: {len(record.steps)}, but {FEWEST_STEPS} to {MOST_STEPS} are needed"
    for name in ("country", "practice_groups", "citations", "drawing"):
        if not getattr(record, name):
            yield f"{name}: missing"
    yield from _faults_of_sources(record)
    yield from _faults_of_soil_carbon(record)
    if record.cost and not record.cost.currency:
        yield "cost: no currency"
    if record.latitude is None:
        yield "latitude, longitude: missing"
    yield from (f"needs: {one.need} has no source" for one in record.needs if not one.source)
    for path, name in drawings_of(record):
        yield from (f"{path}: {name} {fault}" for fault in drawing_faults(name))


def _faults_of_sources(record: Record) -> Iterator[str]:
    for number, citation in enumerate(record.citations, start=1):
        if not citation.language:
            yield f"citations[{number}].language: missing"
        if is_mirror(citation.url):
            yield f"citations[{number}].url: {citation.url} is a copy of another's document"
        if is_cut_badly(citation.doi):
            yield f"citations[{number}].doi: {citation.doi} ends with a mark of its sentence"
    for number, link in enumerate(record.see_it_done, start=1):
        if is_mirror(link.url):
            yield f"see_it_done[{number}].url: {link.url} is a copy of another's document"


def _faults_of_soil_carbon(record: Record) -> Iterator[str]:
    carbon = record.soil_carbon
    if not carbon or not carbon.known:
        yield "soil_carbon.known: missing"
    for number, measured in enumerate(carbon.measured if carbon else (), start=1):
        path = f"soil_carbon.measured[{number}]"
        if not measured.source:
            yield f"{path}.source: missing"
        if not measured.finding:
            yield f"{path}.finding: missing"


def drawing_faults(name: str) -> list[str]:
    file = drawings.file_of(name)
    if file is None:
        return ["has no file"]
    svg = file.read_bytes()
    found = drawings.faults(svg)
    if name not in drawings.known():
        found.append("is not described in every language")
    packed = len(gzip.compress(svg, 9))
    if packed > MOST_DRAWING_BYTES:
        found.append(f"takes {packed} bytes compressed, at most {MOST_DRAWING_BYTES} are allowed")
    return found


def disagreements(record: Record) -> list[Disagreement]:
    """Returns where the stated climate lies further from the map's than one half-score distance."""
    if record.latitude is None or record.longitude is None:
        return []
    climate = climate_at(record.latitude, record.longitude, record.altitude_m)
    if climate is None:
        return []
    found = []
    for name, mapped in climate.values().items():
        stated = record.conditions.get(name)
        if isinstance(stated, Range):
            factor = _NUMBERS[name]
            # The one formula of the match, so that both speak of the same distance.
            distance = scoring.distance(factor, mapped, stated) / scoring.separation(factor, factor.half)
            if distance > 1:
                found.append(Disagreement(name, stated, mapped, distance))
    return found


def sentence_lengths(records: Iterable[Record]) -> dict[str, SentenceLengths]:
    """Returns the lengths by language, over every text of the records."""
    lengths: dict[str, list[tuple[int, str]]] = {language: [] for language in LANGUAGES}
    for record in records:
        for path, words in schema.texts(record):
            for language, text in words.items():
                where = f"{record.id}, {path}"
                lengths[language] += [(words_in(sentence), where) for sentence in sentences(text)]
    return {
        language: SentenceLengths(len(found), statistics.median(count for count, _ in found), *max(found))
        for language, found in lengths.items()
        if found
    }


def rare_words(records: Iterable[Record], most: int) -> dict[str, tuple[int, list[str]]]:
    """Returns by language how many words stand in one record only, and the longest with their record.

    A long word that no other record needs is where jargon hides. Names of places and people begin with a
    capital letter and are left out.
    """
    users_of: dict[str, dict[str, set[str]]] = {language: {} for language in LANGUAGES}
    for record in records:
        for _path, words in schema.texts(record):
            for language, text in words.items():
                for word in _WORD.findall(text):
                    users_of[language].setdefault(word, set()).add(record.id)
    found = {}
    for language, users in users_of.items():
        single = sorted(
            (word for word, ids in users.items() if len(ids) == 1), key=lambda word: (-len(word), word)
        )
        found[language] = len(single), [f"{word} ({', '.join(users[word])})" for word in single[:most]]
    return found


def sentences(text: str) -> list[str]:
    parts = (part.strip() for part in re.split(r"(?<=[.!?…])\s+|\n+", text))
    return [part for part in parts if words_in(part)]


def words_in(sentence: str) -> int:
    """Returns the number of words; blanks that do not break, as in "1 700 kg", part none."""
    return sum(1 for word in re.split(r"[ \t]+", sentence) if any(character.isalnum() for character in word))
