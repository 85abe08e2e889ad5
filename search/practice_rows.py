"""Practices as lists show them: plain rows, since making page objects costs more than all the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from matching.records import Record
from media.models import Image
from practices.addresses import page_addresses
from practices.models import Practice
from practices.models.conditions import CONDITION_NAMES
from search.voices import NOTHING_HEARD, Heard, heard_on
from zones.geography import distance_km
from zones.land import Land
from zones.values import Need, Value
from zones.vocabulary import LANGUAGES

# Columns that stand in `PracticeRow` as they are.
_PLAIN: Final = (
    *("pk", "external_id", "slug", "place_name", "country", "latitude", "longitude"),
    *("land_uses", "practice_groups", "needs", "outcome", "drawing"),
)
_TRANSLATED: Final = ("name", "outcome_note")
_TEXTS: Final = tuple((field, code) for field in _TRANSLATED for code in LANGUAGES)

Texts = Mapping[str, Mapping[str, str | None]]
"""By field and language."""


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """The columns of a practice that cards and comparisons need; `values` are those of its land.

    `texts` holds what is translated, as `practices.passages` reads it.
    """

    pk: int
    external_id: str
    slug: str
    url: str
    place_name: str
    country: str
    latitude: float | None
    longitude: float | None
    land_uses: tuple[str, ...]
    practice_groups: tuple[str, ...]
    needs: tuple[Need, ...]
    outcome: str
    drawing: str
    lead_image: Image | None
    values: Mapping[str, Value]
    texts: Texts
    heard: Heard

    @property
    def record(self) -> Record:
        """Return the part that a comparison reads."""
        needs = frozenset(one.need for one in self.needs)
        return Record(self.pk, self.values, needs, frozenset(self.land_uses))


def practice_rows(practices: QuerySet[Practice]) -> list[PracticeRow]:
    """Return the practices of a queryset as rows, in its order."""
    texts = [f"{field}_{code}" for field, code in _TEXTS]
    rows = list(practices.values_list("url_path", "lead_image_id", *CONDITION_NAMES, *_PLAIN, *texts))
    images = _images({row[1] for row in rows} - {None})
    address = page_addresses()
    heard = heard_on(row[2 + len(CONDITION_NAMES)] for row in rows)
    found = []
    for url_path, image, *columns in rows:
        known = zip(CONDITION_NAMES, columns, strict=False)
        plain = columns[len(CONDITION_NAMES) : -len(_TEXTS)]
        own = dict(zip(_PLAIN, plain, strict=True))
        found.append(
            PracticeRow(
                url=address(url_path),
                lead_image=images.get(image),
                values={name: value for name, value in known if value is not None},
                texts=_by_field(columns[-len(_TEXTS) :]),
                heard=heard.get(own["pk"], NOTHING_HEARD),
                **own,
            )
        )
    return found


def _by_field(columns: Sequence[str | None]) -> Texts:
    found: dict[str, dict[str, str | None]] = {field: {} for field in _TRANSLATED}
    for (field, code), text in zip(_TEXTS, columns, strict=True):
        found[field][code] = text
    return found


def _images(ids: set[int]) -> Mapping[int, Image]:
    return Image.objects.select_related("public_copy").in_bulk(ids) if ids else {}


def km_between(land: Land, practice: Practice | PracticeRow) -> float | None:
    """Return the kilometres between the two; None while either position is not known."""
    if land.latitude is None or land.longitude is None:
        return None
    if practice.latitude is None or practice.longitude is None:
        return None
    return distance_km(land.latitude, land.longitude, practice.latitude, practice.longitude)
