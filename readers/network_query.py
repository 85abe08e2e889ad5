"""The address of the page of partners: what is shown, the filters, the part of the map, the order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.http import QueryDict

from network.partners.directory import CHOICES, FACETS
from network.partners.finding import LAYERS, PARTNERS
from network.partners.map_cells import Box
from readers.request_land import Pairs
from readers.results_query import page_number
from zones.countries import country_codes

NEAR: Final = "near"
LONGEST_SLUG: Final = 80


@dataclass(frozen=True)
class NetworkQuery:
    """Holds what an address asks for; what it does not know counts as not said."""

    layer: str = PARTNERS
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    box: Box | None = None
    is_near: bool = False
    page: int = 1

    @classmethod
    def read(cls, params: QueryDict) -> "NetworkQuery":
        layer = params.get("layer", PARTNERS)
        layer = layer if layer in LAYERS else PARTNERS
        chosen = {name: frozenset(set(params.getlist(name)) & set(codes)) for name, codes in FACETS.items()}
        chosen = chosen if layer == PARTNERS else {}
        if (country := params.get("country", "")) in country_codes():
            chosen["country"] = frozenset((country,))
        region = params.get("region", "")
        if region and layer == PARTNERS and len(region) <= LONGEST_SLUG:
            chosen["region"] = frozenset((region,))
        return cls(
            layer,
            {name: codes for name, codes in chosen.items() if codes},
            Box.read(params.get("box", "")),
            layer == PARTNERS and params.get("order") == NEAR,
            page_number(params.get("page", "")) or 1,
        )

    @property
    def filters(self) -> Pairs:
        """Returns the filters as parameters, in a fixed order."""
        return [(name, code) for name in (*FACETS, *CHOICES) for code in sorted(self.chosen.get(name, ()))]

    def pairs(self, **other: Any) -> Pairs:
        """Returns the parameters of an address, with other values for some of it; a page is never kept."""
        query = replace(self, **{"page": 1, **other})
        beside = [
            ("layer", query.layer if query.layer != PARTNERS else ""),
            ("box", str(query.box or "")),
            ("order", NEAR if query.is_near else ""),
            ("page", str(query.page) if query.page > 1 else ""),
        ]
        return [*query.filters, *(pair for pair in beside if pair[1])]

    def without(self, name: str, code: str) -> "NetworkQuery":
        """Returns it with one answer taken away."""
        left = self.chosen.get(name, frozenset()) - {code}
        chosen = {key: codes for key, codes in self.chosen.items() if key != name}
        return replace(self, chosen={**chosen, name: left} if left else chosen, page=1)
