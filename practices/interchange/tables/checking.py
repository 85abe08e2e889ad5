"""Tries a file out: says what its rows would become, and all that is wrong, before anything is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from practices.interchange.cross_field import ValidationOptions
from practices.interchange.problems import Problem
from practices.interchange.readers import Row
from practices.interchange.tables.columns import by_key, column_at
from practices.interchange.tables.files import Contents
from practices.interchange.tables.rows import placeholder, rows_of
from practices.interchange.validator import Entry, validate
from practices.models import Practice, RegionSection
from zones.spelling import fold
from zones.vocabulary import LANGUAGES, LICENCES

NAME_KEYS: Final = tuple(f"name_{code}" for code in LANGUAGES)

# More allowed words than this are not repeated with each problem.
MOST_NAMED_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """Holds what a file would become; `alike` are numbers of rows whose name and place are there already."""

    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    alike: frozenset[int]


def check(contents: Contents, keys: Sequence[str], section: RegionSection) -> Checked:
    """Returns rows, valid records and all problems of a file that would come to a region."""
    source = ""
    if contents.table is not None:
        rows, problems = rows_of(contents.table, keys, source)
        if not any(key in NAME_KEYS for key in keys):
            problems = [Problem(source, 0, "", "no_name_column")]
            return Checked(tuple(rows), (), tuple(problems), frozenset())
    else:
        numbered = enumerate(contents.records, start=1)
        rows = [
            Row(source, number, {"id": placeholder(number), "licence": LICENCES[0], **record})
            for number, record in numbered
        ]
        problems = []
    for row in rows:
        row.data["region"] = section.slug
    checked = validate(rows, ValidationOptions(regions=(section.slug,)))
    told = {(problem.row, problem.path) for problem in problems}
    # A cell that could not be read is not also an empty one.
    problems += [
        problem
        for problem in checked.problems
        if not any((problem.row, path) in told for path in _with_parents(problem.path))
    ]
    problems += _known(rows)
    if contents.table is not None:
        problems = [_in_words_of_a_table(problem) for problem in problems]
    bad = {problem.row for problem in problems}
    entries = tuple(entry for entry in checked.entries if entry.row.number not in bad)
    return Checked(
        tuple(rows), entries, tuple(sorted(problems, key=lambda one: one.row)), _alike(entries, section)
    )


def place_of(problem: Problem, keys: Collection[str] = ()) -> str:
    """Returns the heading of the column that a problem is about, else the path in the record.

    Of a text in several languages it is the column that the file has (`keys`).
    """
    column = column_at(problem.path)
    if column is None:
        return problem.path
    if column.key not in keys:
        parts = problem.path.split(".")
        within = [by_key()[key] for key in keys if key in by_key()]
        column = next((one for one in within if list(one.path[: len(parts)]) == parts), column)
    return column.heading


def _in_words_of_a_table(problem: Problem) -> Problem:
    """Returns the problem for somebody who sees columns and words, not entries and codes."""
    if problem.code == "doubtful_position":
        heading = by_key()["position_confirmed"].heading
        return replace(problem, code="doubtful_position_cell", values={**problem.values, "heading": heading})
    column = column_at(problem.path) if problem.code == "unknown_code" else None
    if column is None or column.labelled is None:
        return problem
    labels = [str(label) for code, label in column.labelled() if code]
    if len(labels) > MOST_NAMED_WORDS:
        return replace(problem, code="unknown_word_of_many")
    return replace(problem, code="unknown_word", values={**problem.values, "known": ", ".join(labels)})


def _with_parents(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)] + [
        f"{path}.{code}" for code in LANGUAGES
    ]


def _known(rows: Sequence[Row]) -> list[Problem]:
    ids: dict[str, int] = {}
    for row in rows:
        given = row.data.get("id")
        if isinstance(given, str) and given != placeholder(row.number):
            ids.setdefault(given, row.number)
    known = Practice.objects.filter(external_id__in=ids).values_list("external_id", flat=True) if ids else ()
    return [Problem("", ids[name], "id", "known_record", {"value": name}) for name in known]


def _alike(entries: Sequence[Entry], section: RegionSection) -> frozenset[int]:
    columns = [f"name_{code}" for code in LANGUAGES]
    seen = {
        (fold(name), fold(place))
        for *names, place in Practice.objects.child_of(section).values_list(*columns, "place_name")
        for name in names
        if name
    }
    alike = set()
    for entry in entries:
        mine = {(fold(name), fold(entry.record.place_name)) for name in entry.record.name.values()}
        if mine & seen:
            alike.add(entry.row.number)
        seen |= mine
    return frozenset(alike)
