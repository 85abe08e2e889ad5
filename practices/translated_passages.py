"""Lists the texts of a page that have a column for each language, with those of its steps and other parts.

A stored version and a page are read the same way: as the columns that a version keeps.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db.models import Model
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator

from practices.editing.panels import PAGE_FIELDS
from zones.blank import is_blank
from zones.vocabulary import LANGUAGES

DIGEST_LENGTH: Final = 12
# A language is there once it has what another has of these.
FIRST: Final = ("name", "summary", "intro")

Texts = Mapping[str, Mapping[str, str]]  # by language, then by the passage's key


@dataclass(frozen=True, slots=True)
class Spot:
    """Holds one passage in all languages; `part` names its list, if it is in one."""

    key: str
    model: type[Model]
    field: str
    texts: Mapping[str, str]
    part: str = ""
    number: int = 0

    @property
    def label(self) -> str:
        """Returns what it is called, such as "Step 2: when"."""
        name = str(self.model._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]
        if not self.part:
            return capfirst(name)
        return f"{capfirst(str(self.model._meta.verbose_name))} {self.number} · {name}"

    @property
    def longest(self) -> int | None:
        """Returns how many letters may stand there."""
        found: int | None = getattr(self.model._meta.get_field(self.field), "max_length", None)
        return found

    @property
    def has_lines(self) -> bool:
        return self.model._meta.get_field(self.field).get_internal_type() == "TextField"

    @property
    def is_read(self) -> bool:
        """Returns whether readers see it; what search engines are told is no translation's business."""
        return self.field not in PAGE_FIELDS


@cache
def translated_fields(model: type[Model]) -> tuple[str, ...]:
    """Returns their names in the order of the model."""
    try:
        names = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return ()
    return tuple(field.name for field in model._meta.fields if field.name in names)


@cache
def parts_of(model: type[Model]) -> Mapping[str, type[Model]]:
    """Returns the lists of a page whose rows have translated texts."""
    found = {
        relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)
    }
    return {name: part for name, part in found.items() if translated_fields(part)}


def boxes(model: type[Model]) -> Iterator[str]:
    """Yields the names of all translated columns."""
    return (f"{field}_{code}" for field in translated_fields(model) for code in LANGUAGES)


def content_of(page: Any) -> dict[str, Any]:
    """Returns a page's translated columns as a version keeps them."""
    model: type[Model] = type(page)
    content: dict[str, Any] = {name: getattr(page, name) for name in boxes(model)}
    for relation, part in parts_of(model).items():
        content[relation] = [
            {"pk": row.pk, **{name: getattr(row, name) for name in boxes(part)}}
            for row in getattr(page, relation).all()
        ]
    return content


def latest_content(page: Any) -> Mapping[str, Any]:
    """Returns the same of the latest version, published or not."""
    revision = page.latest_revision
    return revision.content if revision is not None else content_of(page)


def spots(model: type[Model], content: Mapping[str, Any]) -> list[Spot]:
    """Returns the passages in the order of the page; what search engines are told comes last."""
    own = [
        Spot(field, model, field, _texts(content, field))
        for field in sorted(translated_fields(model), key=lambda field: field in PAGE_FIELDS)
    ]
    shown = [spot for spot in own if spot.is_read]
    of_parts = [
        Spot(f"{relation}.{key}.{field}", part, field, _texts(row, field), relation, number)
        for relation, part in parts_of(model).items()
        for number, (key, row) in enumerate(_keyed(content.get(relation) or ()), start=1)
        for field in translated_fields(part)
    ]
    return [*shown, *of_parts, *own[len(shown) :]]


def _keyed(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yields rows with what names them: their number in the database, or of a new one its place."""
    for place, row in enumerate(rows, start=1):
        yield str(row["pk"]) if row.get("pk") else f"new{place}", row


def _texts(row: Mapping[str, Any], field: str) -> dict[str, str]:
    found = {code: tidy(row.get(f"{field}_{code}")) for code in LANGUAGES}
    return {code: text for code, text in found.items() if not is_blank(text)}


def tidy(text: Any) -> str:
    return "\n".join(str(text or "").splitlines()).strip()


def texts_by_language(found: Iterable[Spot]) -> dict[str, dict[str, str]]:
    """Returns what readers read in each language."""
    texts: dict[str, dict[str, str]] = {code: {} for code in LANGUAGES}
    for spot in found:
        if spot.is_read:
            for code, text in spot.texts.items():
                texts[code][spot.key] = text
    return texts


def told_languages(texts: Texts) -> AbstractSet[str]:
    """Returns the languages that have the name, and the summary or introduction where another has one."""
    asked = {"name", *(key for key in FIRST for code in LANGUAGES if key in texts[code])}
    return {code for code in LANGUAGES if asked <= texts[code].keys()}


def digest(value: Any) -> str:
    """Returns a short mark of a text, or of all texts of a language."""
    packed = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(packed).hexdigest()[:DIGEST_LENGTH]


def write_texts(page: Any, language: str, texts: Mapping[str, str]) -> None:
    """Sets passages of one language by their keys; all others stay as they are."""
    model: type[Model] = type(page)
    for field in translated_fields(model):
        if field in texts:
            setattr(page, f"{field}_{language}", texts[field])
    for relation, part in parts_of(model).items():
        rows = list(getattr(page, relation).all())
        for place, row in enumerate(rows, start=1):
            key = str(row.pk) if row.pk else f"new{place}"
            for field in translated_fields(part):
                if (text := texts.get(f"{relation}.{key}.{field}")) is not None:
                    setattr(row, f"{field}_{language}", text)
        # What comes from the database is new at each asking, and would not be saved with the page.
        getattr(page, relation).set(rows)
