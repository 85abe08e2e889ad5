"""What is on the map of the network as lists show it: partners, practices, regions of correspondents."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Partner
from network.vocabulary import COMPETENCES
from practices.addresses import page_addresses
from practices.models import Practice, RegionSection
from practices.passages import Passage, passage
from practices.places import country_name, place_line
from readers.presenters.wording import distance_text, listed
from readers.request_land import Pairs, with_query

BETWEEN: Final = " · "


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One line of the list, with what else is said of it."""

    name: Passage
    url: str
    facts: str
    offers: str = ""


def partner_url(partner: Partner, pairs: Pairs) -> str:
    """Return the address of a partner's page, with the reader's land."""
    return with_query(reverse("readers:partner", args=[partner.external_id]), pairs)


def partner_rows(found: Iterable[tuple[Partner, float]], pairs: Pairs) -> list[NetworkRow]:
    """Return partners with how many km away they are, without end where that is not known."""
    rows = []
    for partner, km in found:
        facts = [
            str(partner.get_kind_display()),
            place_line(partner),
            distance_text(km, same_continent=True) if math.isfinite(km) else "",
            _("member") if partner.is_member else "",
        ]
        rows.append(
            NetworkRow(
                Passage(partner.name),
                partner_url(partner, pairs),
                BETWEEN.join(filter(None, facts)),
                competences(partner.offers),
            )
        )
    return rows


def competences(codes: Sequence[str]) -> str:
    """Return in words what somebody can do."""
    return listed(str(COMPETENCES[code]) for code in codes if code in COMPETENCES)


def practice_rows(practices: Iterable[Practice], pairs: Pairs) -> list[NetworkRow]:
    """Return practices by name and place."""
    address = page_addresses()
    return [
        NetworkRow(passage(one, "name"), with_query(address(one.url_path), pairs), place_line(one))
        for one in practices
    ]


def region_rows(sections: Iterable[RegionSection], pairs: Pairs) -> list[NetworkRow]:
    """Return regions of correspondents with their countries."""
    address = page_addresses()
    return [
        NetworkRow(
            passage(one, "name"),
            with_query(address(one.url_path), pairs),
            listed(country_name(code) for code in one.countries or ()),
        )
        for one in sections
    ]
