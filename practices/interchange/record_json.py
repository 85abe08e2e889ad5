"""Writes a record as it stands in a JSON file."""

from typing import Any

from practices.interchange.entry_kinds import (
    Code,
    Codes,
    Conditions,
    Day,
    Kind,
    Labels,
    Months,
    Needs,
    Part,
    Prose,
    Rows,
    Span,
)
from practices.interchange.schema import Record, kinds
from zones import vocabulary
from zones.values import Value


def dump(record: Record) -> dict[str, Any]:
    """Return the record as it stands in a JSON file; reading it back gives an equal record."""
    return _dump_table(record)


def _dump_table(row: Any) -> dict[str, Any]:
    return {name: _dump_value(kind, getattr(row, name)) for name, kind in kinds(type(row)).items()}


def _dump_value(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case Prose():
            return {language: value.get(language, "") for language in vocabulary.LANGUAGES}
        case Codes() | Months() | Labels():
            return list(value)
        case Span():
            return {"low": value.low, "high": value.high}
        case Part():
            return _dump_table(value)
        case Rows():
            return [_dump_table(row) for row in value]
        case Conditions():
            return {name: _dump_condition(stated) for name, stated in value.items()}
        case Needs():
            return [need.to_json() for need in value]
        case Code():
            return value or None
        case Day():
            return value.isoformat()
        case _:
            return value


def _dump_condition(value: Value) -> dict[str, Any]:
    return {key: item for key, item in value.to_json().items() if key != "origin"}
