"""Describes what stands on a desk: cards, each with a few rows. Templates place it and decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from practices.passages import Passage
from practices.sent_back import SentBack


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, and what can be done about it."""

    title: Passage
    url: str
    verb: str
    note: str = ""
    sent_back: SentBack | None = None
    # Label and address of further links; the language where a link leads to a page in another one.
    links: Sequence[tuple[str, str, str]] = ()
    # Where a button posts to, and what it says.
    action: tuple[str, str] | None = None
    # What was done already instead, and where it is seen.
    done: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What waits of one kind: how much, the first rows, and where all of it is listed."""

    name: str
    heading: str
    icon: str
    number: int
    rows: Sequence[Row]
    empty: str = ""
    note: str = ""
    advice: str = ""
    all_url: str = ""

    @property
    def is_sent_back(self) -> bool:
        """Returns whether it stands out: somebody waits for the person's changes."""
        return any(row.sent_back for row in self.rows)

    @property
    def has_more(self) -> bool:
        return bool(self.all_url) and self.number > len(self.rows)
