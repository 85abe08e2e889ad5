"""What templates receive: finished texts and states, no models, no rules.

Every text is in the page's language unless its `lang` says otherwise. Addresses are complete, the reader's
land included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from practices.passages import Passage
from readers.presenters.practice.clip_views import ClipView


class Link(NamedTuple):
    label: str
    url: str


class MenuLink(NamedTuple):
    label: str
    url: str
    is_current: bool


class Menu(NamedTuple):
    """The header's links: those that are always in sight, and those that "More" unfolds."""

    always: Sequence[MenuLink]
    more: Sequence[MenuLink]
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """What other sites show of a link beside title and description. `kind` is a word of Open Graph."""

    image: str
    width: int
    height: int
    alt: str
    kind: str = "website"


class PictureSource(NamedTuple):
    """The same picture in another encoding, for browsers that know it: its addresses by width or density."""

    content_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing or photo. Browsers take the first of `sources` that they know, else `src`."""

    src: str
    alt: Passage
    width: int = 120
    height: int = 120
    sources: Sequence[PictureSource] = ()
    # Who made it and under which licence; empty for our own drawings.
    credit: str = ""


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """Climate, soil, slope or farming: close, near, different or unknown."""

    code: str
    label: str
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class MainDifference:
    """The one thing to know before tapping: "Slope: yours gentle, theirs nearly flat." Silence may follow."""

    label: str
    text: str


class OutcomeLine(NamedTuple):
    """How it went: one of the five outcomes, and what the author says of it; all empty where nobody said."""

    code: str
    name: str
    note: Passage


@dataclass(frozen=True, slots=True)
class Card:
    """A practice in a list. In `snippet` the reader's words stand: escaped, with <mark>.

    `needs` is what it hinges on and the reader has not told, `warning` what a crop of it does not stand,
    `heard` in which languages it is told aloud and whether there is a film.
    """

    url: str
    title: Passage
    place_line: str
    distance_line: str
    outcome: OutcomeLine
    picture: Picture | None
    heard: str = ""
    factor_groups: Sequence[FactorGroup] = ()
    main_difference: MainDifference | None = None
    snippet: Passage | None = None
    needs: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards equally near to the reader's land; folded ones go on at `next_page`, within the fold."""

    code: str
    heading: str
    count: int
    cards: Sequence[Card]
    is_folded: bool = False
    next_page: Link | None = None


@dataclass(frozen=True, slots=True)
class FacetOption:
    code: str
    label: str
    count: int
    is_selected: bool
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter; `name` is its parameter, `ticked` the number of its answers that are."""

    name: str
    heading: str
    options: Sequence[FacetOption]
    ticked: int = 0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """One more answer that would make the comparison say more, and links that give it; `more` are folded."""

    text: str
    options: Sequence[Link]
    more: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class ConditionRow:
    label: str
    value: str
    origin: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class LandBar:
    """The dark line that stays with the reader: the place, the first things stated, and all when it opens.

    Opened it begins with the place: `place_detail` tells places of one name apart; then links to another
    place, to the answers, to this page without the land, and to the comparison with another place. `ask_url`
    leads to the places that a typed name may mean; empty where it is clear.
    """

    is_set: bool
    place_name: str
    stated: Sequence[str]
    change_url: str
    rows: Sequence[ConditionRow]
    place_detail: str = ""
    forget_url: str = ""
    compare_url: str = ""
    ask_url: str = ""


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
    """How one practice compares with the reader's land; `figures` are the numbers behind the words."""

    group: str
    heading: str
    factor_groups: Sequence[FactorGroup]
    rows: Sequence[ComparisonRow]
    main_difference: MainDifference | None
    counts_text: str
    limiters: Sequence[str]
    figures: Sequence[tuple[str, str]]
    prompts: Sequence[Prompt] = ()
    rain_note: str = ""
    needs: Sequence[str] = ()
    warning: str = ""

    @property
    def bars(self) -> Sequence[tuple[str, str]]:
        """Return the states of the rows, each with its word, the likest first."""
        words = {row.state: row.state_label for row in self.rows}
        return [
            (state, words[state]) for state in ("close", "near", "different", "unknown") if state in words
        ]


@dataclass(frozen=True, slots=True)
class SearchBox:
    """`hidden` carries the rest of the address; `suggestions_url` is their file."""

    name: str
    value: str
    placeholder: str
    hidden: Sequence[tuple[str, str]]
    suggestions_url: str


@dataclass(frozen=True, slots=True)
class Correction:
    """ "Searched for X instead of Y", and the address that searches for Y all the same."""

    text: str
    exactly: str
    url: str


@dataclass(frozen=True, slots=True)
class OrderLink:
    label: str
    url: str
    is_current: bool


class FieldKind(StrEnum):
    """How a question is answered."""

    PLACE = "place"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yesno"


class Choice(NamedTuple):
    """One answer of a question; `hint` helps to tell it from its neighbours."""

    code: str
    label: str
    is_selected: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question about the land. `value` is what was typed; `offers_unknown` adds "I do not know"."""

    name: str
    label: str
    kind: FieldKind
    value: str = ""
    unit: str = ""
    map_value_text: str = ""
    options: Sequence[Choice] = ()
    multiple: bool = False
    offers_unknown: bool = False
    error: str = ""
    help: str = ""

    @property
    def has_choices(self) -> bool:
        return self.kind in (FieldKind.CHOICE, FieldKind.YES_NO)

    @property
    def is_number(self) -> bool:
        return self.kind == FieldKind.NUMBER

    @property
    def is_place(self) -> bool:
        return self.kind == FieldKind.PLACE


@dataclass(frozen=True, slots=True)
class FormSection:
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
    clip: ClipView | None = None


class Impact(NamedTuple):
    """What changed; `before` and `after` where somebody measured."""

    label: str
    score_text: str
    before: str
    after: str
    note: Passage


@dataclass(frozen=True, slots=True)
class Source:
    """A citation; `lang` is empty where it is in the reader's language or nobody said which it is in."""

    text: str
    lang: str = ""
    year: int | None = None
    doi: str = ""
    url: str = ""
    note: Passage | None = None
    read_as: str = ""


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


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places to choose from, under a heading or none; `more` of them are folded."""

    places: Sequence[PlaceCandidate]
    heading: str = ""
    more: Sequence[PlaceCandidate] = ()


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """What to say of a place that was typed or tapped, and which places to offer."""

    heading: str
    sentences: Sequence[str] = ()
    groups: Sequence[PlaceGroup] = ()
    # What was typed, to be put right.
    typed: str = ""
    # The countries that have places of the name, where there are many.
    countries: Sequence[Link] = ()
