"""Describes a record as JSON Schema, from the table that validator, writer and export read."""

from typing import Any

from practices.interchange import schema
from practices.interchange.public_records import PRIVATE_KEYS
from practices.interchange.schema import (
    Code,
    Codes,
    Conditions,
    Day,
    Decimal,
    Kind,
    Labels,
    Line,
    Months,
    Needs,
    Part,
    Prose,
    Record,
    Rows,
    Span,
    Whole,
    Year,
    YesNo,
)
from zones import factors, vocabulary

JsonSchema = dict[str, Any]


def record_schema() -> JsonSchema:
    """Returns the schema of a public record, with all its keys."""
    described = table_schema(Record)
    for key in PRIVATE_KEYS:
        del described["properties"][key]
        described["required"].remove(key)
    return described


def table_schema(table: type) -> JsonSchema:
    """Returns the schema of one table of the record: every key is always there."""
    properties = {name: kind_schema(kind) for name, kind in schema.kinds(table).items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def kind_schema(kind: Kind) -> JsonSchema:  # noqa: PLR0912
    """Returns the schema of what a field of a kind holds once it is written."""
    match kind:
        case Prose():
            texts = {language: {"type": "string"} for language in vocabulary.LANGUAGES}
            return {"type": "object", "properties": texts, "required": list(texts)}
        case Line():
            return {"type": "string"}
        case Code(codes=codes):
            return {"type": ["string", "null"], "enum": [*codes(), None]}
        case Codes(codes=codes):
            return {"type": "array", "items": {"type": "string", "enum": list(codes())}}
        case Whole() | Year():
            return {"type": ["integer", "null"]}
        case Decimal():
            return {"type": ["number", "null"]}
        case Day():
            return {"type": ["string", "null"], "format": "date"}
        case Months():
            return {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 12}}
        case Labels():
            return {"type": "array", "items": {"type": "string"}}
        case YesNo():
            return {"type": ["boolean", "null"]}
        case Span():
            return _or_null(_object({"low": {"type": "number"}, "high": {"type": "number"}}))
        case Part(of=table):
            return _or_null(table_schema(table))
        case Rows(of=table):
            return {"type": "array", "items": table_schema(table)}
        case Needs():
            need = {"type": "string", "enum": list(vocabulary.NEEDS)}
            return {"type": "array", "items": _object({"need": need, "source": {"type": "string"}})}
        case Conditions():
            return _conditions()


def _conditions() -> JsonSchema:
    source = {"source": {"type": "string"}}
    ranges = {"low": {"type": "number"}, "high": {"type": "number"}, **source}
    properties: JsonSchema = {}
    for factor in factors.FACTORS:
        if isinstance(factor, factors.Number):
            properties[factor.name] = {"type": "object", "properties": ranges}
        else:
            codes = {"type": "array", "items": {"type": "string", "enum": list(factor.codes)}}
            properties[factor.name] = {"type": "object", "properties": {"codes": codes, **source}}
    for name in factors.CONSTRAINTS:
        properties[name] = {"type": "object", "properties": {"value": {"type": "boolean"}, **source}}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _object(properties: JsonSchema) -> JsonSchema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _or_null(described: JsonSchema) -> JsonSchema:
    return {"anyOf": [described, {"type": "null"}]}
