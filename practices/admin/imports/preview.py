"""Puts into words what a file would become: rows with something to mend first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from practices.admin.imports.batches import beyond_one_go, checked
from practices.interchange.problems import Problem
from practices.interchange.readers import Row
from practices.interchange.schema import prose_fields
from practices.interchange.tables.checking import place_of
from practices.interchange.validator import Entry
from practices.models import ImportBatch
from practices.places import country_name
from zones import languages, vocabulary
from zones.labels import label

SHOWN_ROWS: Final = 500


@dataclass(frozen=True, slots=True)
class Told:
    """Holds what is shown of one row; `problems` are pairs of a heading and a sentence."""

    number: int
    name: str
    place: str
    outcome: str
    languages: str
    is_alike: bool
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    of_file: tuple[str, ...]
    bad: tuple[Told, ...]
    good: tuple[Told, ...]
    row_count: int
    bad_count: int
    good_count: int
    problem_count: int
    alike_count: int

    @property
    def can_be_made(self) -> bool:
        return bool(self.good_count and not self.bad_count and not self.of_file)

    @property
    def hidden_count(self) -> int:
        return self.bad_count + self.good_count - len(self.bad) - len(self.good)


def preview(batch: ImportBatch, refused: Sequence[Problem] = ()) -> Preview:
    """Returns the first 500 rows in words. `refused` is what the site itself did not take."""
    tried = checked(batch)
    found = [*tried.problems, *beyond_one_go(tried)]
    problems = (*found, *(one for one in refused if one not in found))
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    of_file = tuple(problem.message for problem in by_row.pop(0, ()))
    entries = {entry.row.number: entry for entry in tried.entries}
    bad = [row for row in tried.rows if row.number in by_row]
    good = [] if of_file else [row for row in tried.rows if row.number not in by_row]
    shown = bad[:SHOWN_ROWS]
    shown_good = good[: SHOWN_ROWS - len(shown)]
    keys = batch.columns
    return Preview(
        of_file=of_file,
        bad=tuple(_told(row, None, by_row[row.number], keys, False) for row in shown),
        good=tuple(
            _told(row, entries[row.number], (), keys, row.number in tried.alike) for row in shown_good
        ),
        row_count=len(tried.rows),
        bad_count=len(bad),
        good_count=len(good),
        problem_count=sum(map(len, by_row.values())),
        alike_count=len(tried.alike),
    )


def _told(
    row: Row, entry: Entry | None, problems: Sequence[Problem], keys: Sequence[str], is_alike: bool
) -> Told:
    if entry is None:
        name, place, outcome, told = (
            _first_text(row.data.get("name")),
            _line(row.data.get("place_name")),
            "",
            "",
        )
    else:
        record = entry.record
        name = next(iter(record.name.values()), "")
        country = country_name(record.country) if record.country else ""
        place = ", ".join(part for part in (record.place_name, country) if part)
        outcome = str(label("OUTCOMES", record.outcome))
        codes = {code for field in prose_fields(type(record)) for code in getattr(record, field)}
        told = ", ".join(languages.language_of(code).name for code in vocabulary.LANGUAGES if code in codes)
    return Told(
        row.number,
        name,
        place,
        outcome,
        told,
        is_alike,
        tuple((place_of(problem, keys), problem.message) for problem in problems),
    )


def _first_text(value: Any) -> str:
    if isinstance(value, dict):
        return next((_line(text) for text in value.values() if text), "")
    return _line(value)


def _line(value: Any) -> str:
    return value[:120] if isinstance(value, str) else ""
