"""What templates receive: finished texts and states, no models, no rules.

Every text is in the page's language unless its `lang` says otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the language it fell back to when the page's own is missing."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    src: str
    alt: str
    width: int = 120
    height: int = 120


@dataclass(frozen=True, slots=True)
class Block:
    """Climate, soil, slope or farming: close, near, different or unknown."""

    code: str
    label: str
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The one thing to know before tapping: "Slope: yours gentle, theirs nearly flat." """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    url: str
    title: Passage
    place_line: str
    distance_line: str
    outcome: str
    outcome_text: Passage
    picture: Picture | None
    blocks: Sequence[Block] = ()
    sentence: Sentence | None = None
    # Where the reader's words stand: escaped, with <mark>.
    snippet: Passage | None = None


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    heading: str
    count: int
    cards: Sequence[Card]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    count: int
    is_selected: bool
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    heading: str
    options: Sequence[Option]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One more answer that would make the comparison say more, and links that give it."""

    code: str
    text: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    label: str
    value: str
    origin: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class LandBar:
    """The dark line that stays with the reader."""

    is_set: bool
    place_name: str
    said: Sequence[str]
    change_url: str
    rows: Sequence[ConditionRow]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    code: str
    label: str
    state: str
    state_label: str
    yours: str
    yours_origin: str
    theirs: str
    theirs_origin: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class MatchPanel:
    group: str
    heading: str
    blocks: Sequence[Block]
    rows: Sequence[ComparisonRow]
    sentence: Sentence | None
    counts_text: str
    limiters: Sequence[str]
    details: Sequence[tuple[str, str]]
    ask: Sequence[Ask] = ()


@dataclass(frozen=True, slots=True)
class SearchBox:
    """`hidden` carries the rest of the address; `words_url` is the file of suggestions."""

    name: str
    value: str
    placeholder: str
    hidden: Sequence[tuple[str, str]]
    words_url: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """ "Searched for X instead of Y", and the address that searches for Y all the same."""

    text: str
    exactly: str
    url: str


@dataclass(frozen=True, slots=True)
class Order:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ResultsPage:
    heading: str
    groups: Sequence[Group] = ()
    browse_cards: Sequence[Card] = ()
    facets: Sequence[Facet] = ()
    applied: Sequence[Applied] = ()
    total: int = 0
    nothing_close: str = ""
    relaxed: str = ""
    ask: Sequence[Ask] = ()
    previous_url: str = ""
    next_url: str = ""
    page_number: int = 1
    page_count: int = 1
    notices: Sequence[str] = ()
    problems: Sequence[str] = ()
    hidden: Sequence[tuple[str, str]] = field(default_factory=tuple)
    search_box: SearchBox | None = None
    spelling: Spelling | None = None
    did_you_mean: tuple[str, str] | None = None
    orders: Sequence[Order] = ()


class Choice(NamedTuple):
    """One answer of a question; `hint` helps to tell it from its neighbours."""

    code: str
    label: str
    is_selected: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the land form. `kind` is number, choice or yesno; `value` is what was typed."""

    name: str
    label: str
    kind: str
    value: str = ""
    unit: str = ""
    map_value_text: str = ""
    options: Sequence[Choice] = ()
    multiple: bool = False
    help: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    heading: str
    icon: str
    fields: Sequence[Field]
    is_folded: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    text: Passage
    when: Passage
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    year: int | None = None
    doi: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    url: str
    label: str
    detail: str
