"""A region: whom to ask there, and what was published there, the latest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import ngettext

from exchange.contact import number
from practices.freshness import Standing
from practices.models import PublicContact, RegionSection
from practices.passages import Passage, passage
from readers.presenters.cards import card
from readers.presenters.practice.freshness import translation_note
from readers.presenters.practice.kept_zips import KeptZip, kept_zip, region_subject
from readers.presenters.view_models import Card, Link
from readers.presenters.wording import number as number_text
from readers.request_land import RequestLand, with_query
from search.practice_rows import PracticeRow

# A region may hold thousands; the results page has them all.
MOST_CARDS: Final = 60


@dataclass(frozen=True, slots=True)
class Contact:
    """One of the region's people, as they want to be reached: labels with the addresses they open."""

    name: str
    ways: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RegionView:
    title: Passage
    intro: Passage
    translation_note: str
    cards: Sequence[Card]
    contacts: Sequence[Contact]
    kept: KeptZip | None
    partners: Link | None


def region_view(
    request_land: RequestLand,
    section: RegionSection,
    practices: Iterable[PracticeRow],
    standings: Mapping[str, Standing],
    contacts: Iterable[PublicContact],
    *,
    partner_count: int = 0,
) -> RegionView:
    """Return what a region shows for the reader's land."""
    return RegionView(
        title=passage(section, "name"),
        intro=passage(section, "intro"),
        translation_note=translation_note(standings, passage(section, "name").lang),
        cards=[card(request_land, one) for one in practices],
        contacts=[_contact(one) for one in contacts],
        kept=kept_zip(region_subject(section.slug)),
        partners=_partners(request_land, section, partner_count) if partner_count else None,
    )


def _partners(request_land: RequestLand, section: RegionSection, count: int) -> Link:
    """Return where the partners of the region's countries are listed."""
    text = ngettext("%(n)s partner of the initiative here", "%(n)s partners of the initiative here", count)
    address = with_query(reverse("readers:partners"), [("region", section.slug), *request_land.pairs])
    return Link(text % {"n": number_text(count)}, address)


def _contact(contact: PublicContact) -> Contact:
    called = number(contact.phone)
    ways = [
        (contact.phone, called.call_url),
        ("WhatsApp", called.whatsapp_url("") if contact.has_whatsapp else ""),
        (contact.email, f"mailto:{contact.email}" if contact.email else ""),
    ]
    return Contact(contact.name, [(label, url) for label, url in ways if url])
