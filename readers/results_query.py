"""What an address of the results page asks for, read and written in one place.

    place=… texture=…     the land (readers/request_land.py)
    q=… sort=…            words, and how their order and the land's are joined
    only_crops=…          one for each ticked answer of a filter; a filter is not the farmer's own crop
    skip=…                a question that the farmer cannot answer, so that the next one is asked
    page=…                from 1

Whatever cannot be read is left out and noted: an address never fails, except for a page that cannot be.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.http import HttpRequest
from django.utils.translation import get_language

from media import spoken_languages
from readers.check_query import CHECK_PARAMETERS
from readers.request_land import (
    LAND_PARAMETERS,
    TYPED_HERE,
    Pairs,
    RequestLand,
    land_of,
    with_query,
)
from readers.zone_codes import zone_facets
from search import service
from search.engines.base import FACETS, ORDERS, FacetName, Facets, Order, Selection
from search.text.query import MOST_CHARACTERS, parse
from zones import vocabulary
from zones.factors import NEEDED_FACTS
from zones.naming import ALL_ZONES

WORDS: Final = "q"
ORDER: Final = "sort"
PAGE: Final = "page"
SKIP: Final = "skip"
# Questions of the results page that may be passed over, by the name of what they ask.
SKIPPABLE: Final = (
    *("crops", "texture", "altitude", "rain", "slope", "water_supply", "frost"),
    *NEEDED_FACTS,
)
# Facets whose codes are no list: whatever tag of a language (BCP 47) somebody speaks in a recording.
OPEN_FACETS: Final = frozenset({"voices"})
# The vocabulary of each other facet's codes; languages name themselves.
FACET_VOCABULARIES: Final = {
    "outcome": "OUTCOMES",
    "temperature": "TEMPERATURE_CLASSES",
    "growing_period": "GROWING_PERIOD_CLASSES",
    "texture": "TEXTURES",
    "practice_group": "PRACTICE_GROUPS",
    "soil_carbon": "CARBON_FINDINGS",
    "crops": "CROPS",
    "continent": "CONTINENTS",
}
# Addresses kept from before name whole zones; each is read as the filters of its parts.
WHOLE_ZONES: Final = "only_zone"
# What an address of a reader's page may have beside the land, the words and the filters.
OTHER_PARAMETERS: Final = frozenset(
    (
        *("go", "step", "part", "map.x", "map.y", "wide.x", "wide.y", "place_typed", TYPED_HERE),
        *("in_preview_panel", "mode", "token"),
        *CHECK_PARAMETERS,
    )
)
# What looks like a question of ours. Marks that mail programs and networks add are named otherwise.
_LIKE_A_FACTOR: Final = re.compile(r"(?!utm_|mc_|pk_|hsa_)[a-z]+(?:_[a-z]+)*")
TRACKING: Final = frozenset(
    (
        "fbclid",
        "gclid",
        "gbraid",
        "wbraid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "igsh",
        "ref",
        "source",
        "si",
    )
)
MOST_UNKNOWN: Final = 5
LONGEST_UNKNOWN: Final = 40
# More answers of one filter than this in an address are nobody's.
MOST_CODES: Final = 64
MOST_PAGE_DIGITS: Final = 4


def parameter(facet: str) -> str:
    """Return the parameter under which an address carries a facet."""
    return f"only_{facet}"


def facet_codes(facet: str) -> Sequence[str]:
    """Return every code of a facet, in the order they are shown; none of an open one."""
    if facet in OPEN_FACETS:
        return ()
    if facet == "language":
        return vocabulary.LANGUAGES
    codes: Sequence[str] = getattr(vocabulary, FACET_VOCABULARIES[facet])
    return codes


def in_order(facet: str, codes: Collection[str]) -> list[str]:
    """Return those of the codes that the facet may carry in an address, in a steady order."""
    if facet in OPEN_FACETS:
        return sorted(code for code in codes if spoken_languages.TAG.fullmatch(code))
    return [code for code in facet_codes(facet) if code in codes]


@dataclass(frozen=True, slots=True)
class ResultsQuery:
    """One page of results: for a land, narrowed by facets and words, in an order.

    `page` is None where the address names a page that cannot be. `skipped` are questions not to be asked.
    Two notes are no part of what is asked: `unknown` has parameters that do not exist, or answers of filters
    that do not exist any more; `is_cut` says that there were more words.
    """

    request_land: RequestLand
    facets: Facets = field(default_factory=dict)
    words: str = ""
    order: Order = ORDERS[0]
    page: int | None = 1
    skipped: frozenset[str] = frozenset()
    language: str = vocabulary.LANGUAGES[0]
    unknown: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    is_cut: bool = field(default=False, compare=False)

    @classmethod
    def from_request(cls, request: HttpRequest) -> "ResultsQuery":
        """Return what a request's address asks for, in the active language."""
        language = get_language() or vocabulary.LANGUAGES[0]
        facets, unknown = _facets({name: request.GET.getlist(parameter(name)) for name in FACETS})
        of_zones, no_zones = _facets_of_zones(request.GET.getlist(WHOLE_ZONES))
        words = parse(request.GET.get(WORDS, ""), language)
        order = next((one for one in ORDERS if one == request.GET.get(ORDER)), ORDERS[0])
        return cls(
            request_land=land_of(request),
            facets={**of_zones, **facets},
            words=words.text,
            # Without words there is only the land's order.
            order=order if words.text else ORDERS[0],
            page=page_number(request.GET.get(PAGE, "")),
            skipped=frozenset(request.GET.getlist(SKIP)).intersection(SKIPPABLE),
            language=language,
            unknown=(*unknown, *no_zones, *_unknown_parameters(request)),
            is_cut=words.is_cut,
        )

    def to_query(self) -> Pairs:
        """Return the parameters of the address that asks for this, in canonical order."""
        page = [(PAGE, str(self.page))] if self.page is not None and self.page > 1 else []
        return [*self.request_land.pairs, *self.word_pairs, *self.facet_pairs, *self.skip_pairs, *page]

    def address(self, path: str) -> str:
        """Return the address of this page of results below `path`."""
        return with_query(path, self.to_query())

    @property
    def word_pairs(self) -> Pairs:
        """Return the words and their order as parameters."""
        if not self.words:
            return []
        order = [(ORDER, self.order)] if self.order != ORDERS[0] else []
        return [(WORDS, self.words), *order]

    @property
    def facet_pairs(self) -> Pairs:
        """Return the ticked facets as parameters, in the order they are shown."""
        return [
            (parameter(name), code) for name in FACETS for code in in_order(name, self.facets.get(name, ()))
        ]

    @property
    def beside_land(self) -> Pairs:
        """Return what another land takes over from this address: words and filters, unknown ones too."""
        return [*self.word_pairs, *self.facet_pairs, *self.skip_pairs, *self.unknown]

    @property
    def skip_pairs(self) -> Pairs:
        """Return the questions passed over as parameters, in the order they are asked."""
        return [(SKIP, name) for name in SKIPPABLE if name in self.skipped]

    def skipping(self, name: str) -> "ResultsQuery":
        """Return the same query without one question."""
        return replace(self, skipped=self.skipped | {name})

    @property
    def selection(self) -> Selection:
        """Return what the search is asked beside the land."""
        return Selection(self.facets, self.words, self.language, self.order)

    def without_facets(self, names: Collection[str]) -> "ResultsQuery":
        """Return the same query with nothing ticked in these facets."""
        return replace(self, facets={name: codes for name, codes in self.facets.items() if name not in names})

    def without_facet(self, facet: FacetName, code: str) -> "ResultsQuery":
        """Return the same query from its first page, with one ticked answer taken away."""
        left = {name: codes - {code} if name == facet else codes for name, codes in self.facets.items()}
        return replace(self, facets={name: codes for name, codes in left.items() if codes}, page=1)


def _facets(given: Mapping[FacetName, Sequence[str]]) -> tuple[Facets, Pairs]:
    """Return the ticked codes that exist, by facet, and the parameters of those that do not."""
    facets: dict[FacetName, frozenset[str]] = {}
    unknown: Pairs = []
    for name, codes in given.items():
        ticked = [code for code in codes[:MOST_CODES] if code]
        known = frozenset(in_order(name, ticked))
        if known:
            facets[name] = known
        unknown += [(parameter(name), code[:MOST_CHARACTERS]) for code in ticked if code not in known]
    return facets, unknown


def _facets_of_zones(codes: Sequence[str]) -> tuple[Facets, Pairs]:
    """Return what zones of an older address tick today, and the parameters of those that do not exist."""
    given = [code for code in codes[:MOST_CODES] if code]
    unknown = [(WHOLE_ZONES, code[:MOST_CHARACTERS]) for code in given if code not in ALL_ZONES]
    return zone_facets(code for code in given if code in ALL_ZONES), unknown


def _unknown_parameters(request: HttpRequest) -> Pairs:
    """Return the parameters that no page has and that somebody may have meant as a question or a filter."""
    known = {
        WORDS,
        ORDER,
        PAGE,
        SKIP,
        WHOLE_ZONES,
        *map(parameter, FACETS),
        *LAND_PARAMETERS,
        *OTHER_PARAMETERS,
        *TRACKING,
    }
    return [
        (name, request.GET[name][:MOST_CHARACTERS])
        for name in request.GET
        if name not in known and len(name) <= LONGEST_UNKNOWN and _LIKE_A_FACTOR.fullmatch(name)
    ][:MOST_UNKNOWN]


def page_number(text: str) -> int | None:
    """Return the number of the page, 1 when none is asked for, None for what cannot be a page."""
    text = text or "1"
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_PAGE_DIGITS):
        return None
    number = int(text)
    return number if 1 <= number <= service.LAST_PAGE else None
