"""A practice as Elasticsearch keeps it: the mapping of an index, and the entry made of a document.

Texts arrive as the words that our own analyser makes of them, so the server only splits at spaces and finds
exactly what the embedded engine finds. `row` and `record` are for the match; nothing of the texts is kept but
what is searched.
This is the one module that uses elasticsearch-dsl; searches are plain bodies.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

from elasticsearch_dsl import DenseVector, DoubleRange, GeoPoint, Integer, Keyword, Long, Object, Text
from elasticsearch_dsl import Mapping as Declaration

from matching import profile, row_vector
from matching.records import Record
from search.engines.base import FACETS, Document, Texts
from search.engines.elasticsearch.limiter_filter import KEYWORDS, LIMITS_FIELD, RANGES, limits_of
from search.engines.fields import CONCEPT_FIELDS, EXACT_FIELD, NAMES_FIELD, STEM_FIELDS, SURFACE_FIELD
from search.text.analyser import (
    ANALYSER_VERSION,
    GAP,
    folded_word,
    word_stemmer,
    written_words,
)
from zones import factors
from zones.values import BooleanValue, Classes, Range, Value
from zones.vocabulary import LANGUAGES

# Splits at spaces and does nothing else.
_ANALYZER: Final = "whitespace"


def declaration() -> dict[str, Any]:
    """Return the mapping without its stamp."""
    declared = Declaration()
    declared.meta("dynamic", "strict")
    for name in ("id", "fingerprint"):
        declared.field(name, Long())
    declared.field("confirmed_on", Integer())
    declared.field("country", Keyword())
    declared.field("location", GeoPoint())
    declared.field("land_uses", Keyword())
    declared.field("facets", Object(properties={name: Keyword() for name in FACETS}, dynamic="strict"))
    for name in CONCEPT_FIELDS:
        declared.field(name, Keyword())
    declared.field(NAMES_FIELD, Text(analyzer=_ANALYZER))
    for language in LANGUAGES:
        for name in (*STEM_FIELDS, EXACT_FIELD):
            declared.field(f"{name}_{language}", Text(analyzer=_ANALYZER))
        surface = Text(analyzer=_ANALYZER, norms=False, index_options="docs")
        declared.field(f"{SURFACE_FIELD}_{language}", surface)
    declared.field(LIMITS_FIELD, _declared_limits())
    declared.field("row", DenseVector(dims=row_vector.LENGTH, index=False))
    # Kept for reading only.
    declared.field("record", Object(enabled=False))
    declared.meta("_source", includes=["id", "fingerprint", "record"])
    return declared.to_dict()


def _declared_limits() -> Object:
    properties: dict[str, Any] = {name: Keyword() for name in KEYWORDS}
    properties |= {name: DoubleRange() for name in RANGES}
    return Object(properties=properties, dynamic="strict")


def stamp() -> str:
    """Return a hash of mapping, row, profile and analyser: an index with another cannot answer this code."""
    return profile.version_of(declaration(), row_vector.FORMAT, profile.PROFILE_VERSION, ANALYSER_VERSION)


def stamped() -> dict[str, Any]:
    """Return the mapping of a new index, with its stamp."""
    meta = {"stamp": stamp(), "profile": profile.PROFILE_VERSION, "analyser": ANALYSER_VERSION}
    return {**declaration(), "_meta": meta}


def entry_of(document: Document) -> dict[str, Any]:
    """Return the entry that the index keeps of a practice."""
    record = document.record
    names = written_words(document.names)
    entry: dict[str, Any] = {
        "id": record.id,
        "fingerprint": document.fingerprint,
        "confirmed_on": record.confirmed_on,
        "country": record.country or None,
        "location": _location(record),
        "land_uses": sorted(record.land_uses),
        "facets": {name: sorted(document.facets.get(name, ())) for name in FACETS},
        LIMITS_FIELD: limits_of(record),
        "row": row_vector.row_of(record),
        "record": json_of(record),
        NAMES_FIELD: spaced(map(folded_word, names)),
    }
    entry |= {name: sorted(getattr(document, name)) for name in CONCEPT_FIELDS}
    for language, texts in document.texts.items():
        entry |= _texts(texts, language, names)
    return entry


def _texts(texts: Texts, language: str, names: Iterable[str]) -> dict[str, Any]:
    words = {field: written_words(getattr(texts, field)) for field in Texts.__dataclass_fields__}
    stemmed = word_stemmer(language)
    found: dict[str, Any] = {
        f"{field}_{language}": spaced(map(stemmed, words[field])) for field in STEM_FIELDS
    }
    found[f"{EXACT_FIELD}_{language}"] = spaced(map(folded_word, words["title"]))
    found[f"{SURFACE_FIELD}_{language}"] = spaced(dict.fromkeys(chain(*words.values(), names)))
    return found


def spaced(words: Iterable[str]) -> str:
    """Return the words in one text, separated by spaces; gaps keep every word at its position."""
    return " ".join(words).rstrip(f"{GAP} ")


def _location(record: Record) -> dict[str, float] | None:
    if record.latitude is None or record.longitude is None:
        return None
    return {"lat": record.latitude, "lon": record.longitude}


# --- a record, there and back -------------------------------------------------------------------------------


def json_of(record: Record) -> dict[str, Any]:
    """Return a record as JSON."""
    return {
        "values": {name: value.to_json() for name, value in record.values.items()},
        "needs": sorted(record.needs),
        "land_uses": sorted(record.land_uses),
        "confirmed_on": record.confirmed_on,
        "latitude": record.latitude,
        "longitude": record.longitude,
        "country": record.country,
    }


def record_from(practice_id: int, data: Mapping[str, Any]) -> Record:
    """Return the record that `json_of` made into JSON."""
    values = {name: _value(name, value) for name, value in data["values"].items()}
    codes = {name: frozenset(data[name]) for name in ("needs", "land_uses")}
    return Record(**{**data, **codes, "id": practice_id, "values": values})


def _value(name: str, data: Mapping[str, Any]) -> Value:
    if name in factors.NUMBERS:
        return Range.from_json(data)
    return BooleanValue.from_json(data) if name in factors.CONSTRAINTS else Classes.from_json(data)
