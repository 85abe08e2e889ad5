"""Finds entries that may be of one organisation: a name of the same words, or the same website."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.db.models import Q

from media.region_access import AnyUser
from network.access import own_partners
from network.models import Partner
from network.models.partner import PUBLIC
from practices.places import country_name
from zones.spelling import name_words


class Doubles:
    """Knows partners by what gives away that two of them are one."""

    def __init__(self, known: Iterable[Partner]) -> None:
        self._by_mark: defaultdict[str, list[Partner]] = defaultdict(list)
        for partner in known:
            self.add(partner)

    def add(self, partner: Partner) -> None:
        for mark in _marks(partner):
            self._by_mark[mark].append(partner)

    def of(self, partner: Partner) -> list[Partner]:
        """Returns the others that may be the same, each once."""
        alike = (other for mark in _marks(partner) for other in self._by_mark.get(mark, ()))
        return list({id(other): other for other in alike if not _is_one(other, partner)}.values())


def _is_one(other: Partner, partner: Partner) -> bool:
    return other is partner or (other.pk is not None and other.pk == partner.pk)


def _marks(partner: Partner) -> Iterator[str]:
    # Words in their own order or in another: "Soils Network" is "Network, Soils".
    yield " ".join(sorted(name_words(partner.name)))
    if partner.website:
        site = urlsplit(partner.website.casefold())
        yield f"//{site.netloc.removeprefix('www.')}{site.path.rstrip('/')}?{site.query}"


def seen_by(user: AnyUser) -> Iterable[Partner]:
    """Returns the partners that the person looks after, and those that anybody sees."""
    rows = Partner.objects.filter(Q(state__in=PUBLIC) | Q(pk__in=own_partners(user).values("pk")))
    return rows.only("pk", "name", "website", "country")


def told(partners: Iterable[Partner]) -> str:
    """Returns partners in words: name and country of each."""
    return ", ".join(f"{partner.name} ({country_name(partner.country)})" for partner in partners)
