"""Defines the kinds of entries that a record has: what stands in each, and within which bounds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Prose:
    """Describes text by language, at most `longest` characters in each; `required` asks for one language."""

    longest: int = 0
    required: bool = False
    lines: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Describes one line, the same in all languages, matching `pattern` as a whole where there is one."""

    longest: int = 0
    required: bool = False
    pattern: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    codes: Callable[[], tuple[str, ...]]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """Describes some codes of a vocabulary, each once, kept in the order of the vocabulary."""

    codes: Callable[[], tuple[str, ...]]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    low: int = 0
    high: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """Describes a year of our era that has begun."""

    def last(self) -> int:
        return date.today().year


@dataclass(frozen=True, slots=True)
class Day:
    """Describes a day that has begun, written as 2026-11-30."""


@dataclass(frozen=True, slots=True)
class Decimal:
    """Describes a number kept with `decimals` places."""

    decimals: int
    low: float = 0
    high: float = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """Describes months of the year, 1 to 12, each once."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Describes free words, in small letters, each once, in alphabetical order."""

    most: int
    longest: int


@dataclass(frozen=True, slots=True)
class YesNo:
    """Describes yes, no, or not known; not known becomes `unknown`."""

    unknown: bool | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Describes an object with the keys low and high."""

    low: float = 0
    high: float = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Describes an object of its own, or nothing."""

    of: type


@dataclass(frozen=True, slots=True)
class Rows:
    """Describes a list of objects."""

    of: type
    most: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """Describes stated values by name of factor or of constraint; a `source` is the key of a citation."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Describes a list of objects with the keys need and source, each need once, in the vocabulary's order.

    A `source` is the key of a citation of the record, or empty.
    """


Text = Prose | Line | Labels
Chosen = Code | Codes | YesNo
Measured = Whole | Year | Day | Decimal | Months | Span
Nested = Part | Rows | Conditions | Needs
Kind = Text | Chosen | Measured | Nested
