"""Turns any JSON values into records and *all* their problems. It never raises."""

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from practices.interchange import entry_kinds, schema
from practices.interchange.cross_field import ValidationOptions, cross_field_errors, is_empty
from practices.interchange.entry_kinds import Codes, Kind, Labels, Months, Needs, Rows
from practices.interchange.numbers import number_of
from practices.interchange.older_files import of_today
from practices.interchange.problems import Problem, ProblemCode, found, shown, strange_characters
from practices.interchange.readers import Row
from practices.interchange.schema import Record
from practices.models.children import LONGEST_KEY
from practices.models.validation import is_of_our_time
from zones import factors, vocabulary
from zones.geography import snap
from zones.values import BooleanValue, Classes, Need, Range, Value, in_order

# A hostile file could hold a million unknown entries; nobody reads more than this about one record.
MOST_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds a valid record and where it was read."""

    row: Row
    record: Record


@dataclass(frozen=True, slots=True)
class Checked:
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def validate(rows: Iterable[Row], options: ValidationOptions | None = None) -> Checked:
    """Returns valid records and all problems; a row with a problem gives no entry.

    Two rows with one id are a problem of the second.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    seen: dict[str, Row] = {}
    for row in rows:
        check = _Check(row)
        read = check.read(options or ValidationOptions())
        name = read.get("id")
        if name and seen.setdefault(name, row) is not row:
            check.add("id", "repeated_record", value=name, first=seen[name].name)
        if not check.problems:
            entries.append(Entry(row, Record(**read)))
        problems += check.problems
    return Checked(tuple(entries), tuple(problems))


@dataclass(slots=True)
class _Check:
    """Reads one row. Each `_kind` method takes a path and a value that is not empty."""

    row: Row
    languages: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: str, code: ProblemCode, **values: Any) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.row.source, self.row.number, path, code, values))
        elif len(self.problems) == MOST_PROBLEMS:
            self.problems.append(Problem(self.row.source, self.row.number, "", "more_problems"))

    def read(self, options: ValidationOptions) -> dict[str, Any]:
        """Returns the fields of the record, whole only when there are no problems."""
        if not isinstance(self.row.data, dict):
            self.add("", "not_a_record", found=found(self.row.data))
            return {}
        self.languages = options.languages
        read = self._fields(Record, "", of_today(self.row.data))
        for path, code, values in cross_field_errors(read, self.row.data, options):
            self.add(path, code, **values)
        if read["latitude"] is not None and read["longitude"] is not None:
            read["latitude"], read["longitude"] = snap(read["latitude"], read["longitude"])
        return read

    # --- tables -------------------------------------------------------------------------------------

    def _fields(self, table: type, path: str, data: Mapping[Any, Any]) -> dict[str, Any]:
        kinds = schema.kinds(table)
        self._refuse_unknown(path, data, kinds)
        return {name: self._entry(kind, _under(path, name), data.get(name)) for name, kind in kinds.items()}

    def _table(self, table: type, path: str, data: Any) -> Any:
        """Returns a row of `table`, or None when something in it is wrong."""
        if not isinstance(data, dict):
            self.add(path, "not_a_table", found=found(data))
            return None
        before = len(self.problems)
        read = self._fields(table, path, data)
        return table(**read) if len(self.problems) == before else None

    def _refuse_unknown(self, path: str, data: Mapping[Any, Any], known: Collection[str]) -> None:
        for key in data:
            if key not in known:
                self.add(path, "unknown_key", value=shown(key))
                if len(self.problems) > MOST_PROBLEMS:
                    return

    def _entry(self, kind: Kind, path: str, value: Any) -> Any:
        if is_empty(value):
            if getattr(kind, "required", False):
                self.add(path, "required")
            return _nothing(kind)
        read: Callable[[str, Any], Any] = partial(_READERS[type(kind)], self, kind)
        return read(path, value)

    def _part(self, kind: entry_kinds.Part, path: str, value: Any) -> Any:
        if isinstance(value, dict) and all(is_empty(item) for item in value.values()):
            return None
        part = self._table(kind.of, path, value)
        # Languages without a text may be all that it held.
        return None if part is None or schema.says_nothing(part) else part

    def _rows(self, kind: entry_kinds.Rows, path: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self.add(path, "not_a_list", found=found(value))
            return ()
        if len(value) > kind.most:
            self.add(path, "too_many_rows", most=kind.most)
        numbered = enumerate(value[: kind.most], start=1)
        return tuple(self._table(kind.of, f"{path}[{number}]", row) for number, row in numbered)

    # --- texts --------------------------------------------------------------------------------------

    def _prose(self, kind: entry_kinds.Prose, path: str, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            self.add(path, "not_a_table", found=found(value))
            return {}
        for key in value:
            if key not in vocabulary.LANGUAGES:
                self.add(path, "unknown_language", value=shown(key))
        texts = {
            language: self._text(f"{path}.{language}", value[language], kind.longest, kind.lines)
            for language in vocabulary.LANGUAGES
            if not is_empty(value.get(language))
        }
        given = {language: text for language, text in texts.items() if text}
        if kind.required and not given:
            self.add(path, "required")
        if given:
            for language in self.languages:
                if language not in given:
                    self.add(path, "language_missing", language=language)
        return given

    def _line(self, kind: entry_kinds.Line, path: str, value: Any) -> str:
        text = self._text(path, value, kind.longest, kind.lines)
        if text and kind.pattern and not re.fullmatch(kind.pattern, text):
            self.add(path, "wrong_form", value=shown(text))
        if kind.required and not text and isinstance(value, str):
            self.add(path, "required")
        return text

    def _text(self, path: str, value: Any, longest: int, lines: bool) -> str:
        if not isinstance(value, str):
            self.add(path, "not_text_value", found=found(value))
            return ""
        # Normal forms can make a text longer or shorter; a huge one is not worth the work.
        if len(value) > 2 * longest:
            self.add(path, "too_long", length=len(value), most=longest)
            return ""
        strange = strange_characters(value)
        if strange:
            self.add(path, "strange_characters", characters=strange)
            return ""
        text = schema.plain(value)
        if len(text) > longest:
            self.add(path, "too_long", length=len(text), most=longest)
        if not lines and "\n" in text:
            self.add(path, "one_line")
        return text

    # --- codes --------------------------------------------------------------------------------------

    def _code(self, kind: entry_kinds.Code, path: str, value: Any) -> str:
        if isinstance(value, str) and value in kind.codes():
            return value
        self.add(path, "unknown_code", value=shown(value))
        return ""

    def _codes(self, kind: entry_kinds.Codes, path: str, value: Any) -> tuple[str, ...]:
        return self._known_codes(path, value, kind.codes())

    def _known_codes(self, path: str, value: Any, known: tuple[str, ...]) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.add(path, "not_a_list", found=found(value))
            return ()
        for item in value:
            if not (isinstance(item, str) and item in known):
                self.add(path, "unknown_code", value=shown(item))
                if len(self.problems) > MOST_PROBLEMS:
                    break
        return tuple(code for code in known if code in value)

    def _labels(self, kind: entry_kinds.Labels, path: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.add(path, "not_a_list", found=found(value))
            return ()
        if len(value) > kind.most:
            self.add(path, "too_many_rows", most=kind.most)
        numbered = enumerate(value[: kind.most], start=1)
        labels = {
            self._text(f"{path}[{number}]", item, kind.longest, False).lower() for number, item in numbered
        }
        return tuple(sorted(labels - {""}))

    # --- numbers ------------------------------------------------------------------------------------

    def _number(self, path: str, value: Any, low: float, high: float, *, whole: bool = False) -> float | None:
        number, trouble = number_of(value, low, high, whole=whole)
        if trouble is not None:
            self.add(path, trouble[0], **trouble[1])
        return number

    def _decimal(self, kind: entry_kinds.Decimal, path: str, value: Any) -> float | None:
        number = self._number(path, value, kind.low, kind.high)
        return None if number is None else round(float(number), kind.decimals)

    def _whole(self, kind: entry_kinds.Whole, path: str, value: Any) -> int | None:
        return self._int(path, value, kind.low, kind.high)

    def _year(self, kind: entry_kinds.Year, path: str, value: Any) -> int | None:
        return self._int(path, value, 1, kind.last())

    def _int(self, path: str, value: Any, low: int, high: int) -> int | None:
        number = self._number(path, value, low, high, whole=True)
        if number is None:
            return None
        if number != math.floor(number):
            self.add(path, "not_whole", value=shown(value))
        return math.floor(number)

    def _day(self, kind: entry_kinds.Day, path: str, value: Any) -> date | None:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            day = None
        if day is None:
            self.add(path, "not_a_day", value=shown(value))
        elif not is_of_our_time(day):
            self.add(path, "day_too_early" if day < date.today() else "day_to_come", value=shown(value))
        return day

    def _months(self, kind: entry_kinds.Months, path: str, value: Any) -> tuple[int, ...]:
        if not isinstance(value, list):
            self.add(path, "not_a_list", found=found(value))
            return ()
        months = {self._int(path, item, 1, 12) for item in value[:100]}
        return tuple(sorted(month for month in months if month is not None))

    def _yes_no(self, kind: entry_kinds.YesNo, path: str, value: Any) -> bool | None:
        if isinstance(value, bool):
            return value
        self.add(path, "not_yes_no", found=found(value))
        return kind.unknown

    def _span(self, kind: entry_kinds.Span, path: str, value: Any) -> Range | None:
        if not isinstance(value, dict):
            self.add(path, "not_a_table", found=found(value))
            return None
        if all(is_empty(item) for item in value.values()):
            return None
        self._refuse_unknown(path, value, ("low", "high"))
        return self._range(path, value, kind.low, kind.high, whole=True)

    def _range(
        self, path: str, value: Mapping[str, Any], least: float, most: float, source: str = "", *, whole: bool
    ) -> Range | None:
        ends: list[float | None] = []
        for name in ("low", "high"):
            end = value.get(name)
            if is_empty(end):
                self.add(f"{path}.{name}", "required")
                ends.append(None)
            else:
                ends.append(self._number(f"{path}.{name}", end, least, most, whole=whole))
        low, high = ends
        if low is None or high is None:
            return None
        if low > high:
            self.add(path, "reversed", low=shown(low), high=shown(high))
            return None
        return Range(float(low), float(high), source=source)

    # --- conditions and needs -----------------------------------------------------------------------

    def _conditions(self, kind: entry_kinds.Conditions, path: str, value: Any) -> dict[str, Value]:
        if not isinstance(value, dict):
            self.add(path, "not_a_table", found=found(value))
            return {}
        known = (*factors.NAMES, *factors.CONSTRAINTS)
        for key in value:
            if key not in known:
                self.add(path, "unknown_factor", value=shown(key))
        stated = {
            name: self._condition(name, f"{path}.{name}", value[name])
            for name in known
            if not is_empty(value.get(name))
        }
        return {name: item for name, item in stated.items() if item is not None}

    def _condition(self, name: str, path: str, value: Any) -> Value | None:
        if not isinstance(value, dict):
            self.add(path, "not_a_table", found=found(value))
            return None
        if name in factors.NUMBERS:
            keys: tuple[str, ...] = ("low", "high")
        else:
            keys = ("codes",) if name in factors.CHOICES else ("value",)
        self._refuse_unknown(path, value, (*keys, "source"))
        if all(is_empty(value.get(key)) for key in keys):
            return None
        source = self._source(path, value)
        if name in factors.NUMBERS:
            number = factors.NUMBERS[name]
            bounds = number.low, number.high
            return self._range(path, value, *bounds, source, whole=number.decimals == 0)
        if name in factors.CHOICES:
            codes = self._known_codes(f"{path}.codes", value["codes"], factors.CHOICES[name].codes)
            return Classes.of(*codes, source=source) if codes else None
        truth = self._yes_no(entry_kinds.YesNo(), f"{path}.value", value["value"])
        return None if truth is None else BooleanValue(truth, source=source)

    def _source(self, path: str, value: Mapping[str, Any]) -> str:
        given = value.get("source")
        return "" if is_empty(given) else self._text(f"{path}.source", given, LONGEST_KEY, False)

    def _needs(self, kind: entry_kinds.Needs, path: str, value: Any) -> tuple[Need, ...]:
        if not isinstance(value, list):
            self.add(path, "not_a_list", found=found(value))
            return ()
        if len(value) > len(vocabulary.NEEDS):
            self.add(path, "too_many_rows", most=len(vocabulary.NEEDS))
        needs: dict[str, Need] = {}
        for number, item in enumerate(value[: len(vocabulary.NEEDS)], start=1):
            need = self._need(f"{path}[{number}]", item)
            if need is not None and needs.setdefault(need.need, need) is not need:
                self.add(path, "repeated", value=need.need)
        return in_order(needs.values())

    def _need(self, path: str, value: Any) -> Need | None:
        if not isinstance(value, dict):
            self.add(path, "not_a_table", found=found(value))
            return None
        self._refuse_unknown(path, value, ("need", "source"))
        known = entry_kinds.Code(lambda: vocabulary.NEEDS, required=True)
        code = self._entry(known, f"{path}.need", value.get("need"))
        return Need(code, self._source(path, value)) if code else None


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _nothing(kind: Kind) -> Any:
    match kind:
        case entry_kinds.Prose() | entry_kinds.Conditions():
            return {}
        case entry_kinds.Line() | entry_kinds.Code():
            return ""
        case Codes() | Months() | Labels() | Rows() | Needs():
            return ()
        case entry_kinds.YesNo():
            return kind.unknown
        case _:
            return None


_READERS: Final[Mapping[type, Callable[..., Any]]] = {
    entry_kinds.Prose: _Check._prose,
    entry_kinds.Line: _Check._line,
    entry_kinds.Code: _Check._code,
    entry_kinds.Codes: _Check._codes,
    entry_kinds.Whole: _Check._whole,
    entry_kinds.Year: _Check._year,
    entry_kinds.Day: _Check._day,
    entry_kinds.Decimal: _Check._decimal,
    entry_kinds.Months: _Check._months,
    entry_kinds.Labels: _Check._labels,
    entry_kinds.YesNo: _Check._yes_no,
    entry_kinds.Span: _Check._span,
    entry_kinds.Part: _Check._part,
    entry_kinds.Rows: _Check._rows,
    entry_kinds.Conditions: _Check._conditions,
    entry_kinds.Needs: _Check._needs,
}
