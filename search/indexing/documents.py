"""What the index keeps of a practice, read from the live page. The only place where pages become documents."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from practices.models import Practice
from search.core.records import Record
from search.engines.base import Document
from zones import vocabulary
from zones.factors import FACTS, NAMES
from zones.geography import continent_of
from zones.values import Value

EPOCH = date(1970, 1, 1)
CHUNK = 500


def _days(moment: datetime | date | None) -> int:
    if moment is None:
        return 0
    day = moment.date() if isinstance(moment, datetime) else moment
    return (day - EPOCH).days


def values_of(practice: Practice) -> dict[str, Value]:
    """Stated and derived values by factor and fact name; what is not known is absent."""
    values = {name: getattr(practice, name) for name in (*NAMES, *FACTS)}
    return {name: value for name, value in values.items() if value is not None}


def record_of(practice: Practice) -> Record:
    return Record(
        id=practice.pk,
        values=values_of(practice),
        needs_frost=practice.needs_frost,
        land_uses=frozenset(practice.land_uses or ()),
        confirmed_on=_days(practice.confirmed_at),
        latitude=practice.latitude,
        longitude=practice.longitude,
        country=practice.country,
    )


def document_of(practice: Practice) -> Document:
    crops = practice.crops.codes if practice.crops else frozenset()
    continent = continent_of(practice.country) if practice.country else None
    return Document(
        record=record_of(practice),
        facets={
            "crops": frozenset(crops),
            "outcome": frozenset({practice.outcome} - {""}),
            "practice_group": frozenset(practice.practice_groups or ()),
            "zone": frozenset(practice.zone_tags or ()),
            "continent": frozenset({continent} if continent else ()),
            "language": frozenset(
                language for language in vocabulary.LANGUAGES if getattr(practice, f"name_{language}")
            ),
        },
    )


def public_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Documents of the practices that anyone may read, all or those named."""
    practices = Practice.objects.public()
    if ids is not None:
        practices = practices.filter(pk__in=list(ids))
    for practice in practices.order_by("pk").iterator(chunk_size=CHUNK):
        yield document_of(practice)
