"""Turns a stored practice into the record that it would be read from."""

from collections.abc import Set
from dataclasses import replace
from typing import Any, Final

from jobs.consent_texts import NAMING, PUBLICATION
from practices.drawings import NAME
from practices.interchange import entry_kinds, schema
from practices.interchange.record_json import dump
from practices.interchange.schema import Cost, Impact, Record, SoilCarbon, Step, Words, plain
from practices.models import Practice
from practices.passages import localized
from zones.values import Range, Value
from zones.vocabulary import ORIGIN_STATED

# Entries of a record that are not a column of the same name (or one for each language).
_APART: Final = (
    *("id", "region", "steps", "conditions", "cost", "soil_carbon", "impacts", "tags", "zones", "citations"),
    *("climate_note", "publication", "naming", "position_confirmed", "see_it_done"),
)
# Browsers take these in an address; exchanged files do not.
_ESCAPED: Final = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '<>"'})
COLUMNS: Final = {name: kind for name, kind in schema.kinds(Record).items() if name not in _APART}


def export(practice: Practice, region: str = "") -> dict[str, Any]:
    """Returns the record as JSON data, for anybody: it names only whoever agreed to be named.

    `region` spares a question to the database where it is known.
    """
    name, role = plain(practice.public_name), plain(practice.public_role)
    return dump(replace(record_of(practice, region), contributor_name=name, contributor_role=role))


def record_of(practice: Practice, region: str = "") -> Record:
    """Returns everything that people stated, for us alone; what was taken from the map is left out."""
    fields: dict[str, Any] = {}
    for name, kind in COLUMNS.items():
        if isinstance(kind, entry_kinds.Prose):
            fields[name] = words_of(practice, name)
        elif isinstance(kind, entry_kinds.Line):
            fields[name] = plain(getattr(practice, name))
        else:
            fields[name] = _kept(kind, getattr(practice, name))
    keys = {citation.key for citation in practice.citations.all() if citation.key}
    fields |= {
        "id": practice.external_id,
        "region": region or practice.get_parent().slug,
        "steps": tuple(step for step in map(_step, practice.steps.all()) if step.text),
        "conditions": {
            name: _with_known_source(value, keys)
            for name, value in practice.conditions().items()
            if _is_stated(value)
        },
        "needs": tuple(_with_known_source(need, keys) for need in practice.needs),
        "cost": _cost(practice),
        "soil_carbon": _soil_carbon(practice, keys),
        "publication": _agreed(schema.PublicationConsent, practice, PUBLICATION),
        "naming": _agreed(schema.NamingConsent, practice, NAMING),
        "impacts": tuple(map(_impact, practice.impacts.all())),
        "tags": tuple(sorted({item.tag.name.lower() for item in practice.tagged_items.all()})),
        "zones": tuple(practice.zone_tags) if practice.zones_are_stated else (),
        "drawing": _drawing(practice.drawing),
        "citations": tuple(_row(schema.Citation, one) for one in practice.citations.all()),
        "see_it_done": tuple(_row(schema.TutorialLink, one) for one in practice.see_it_done.all()),
        "climate_note": "",
        "position_confirmed": bool(practice.position_confirmed),
    }
    labour = practice.labour_person_days_per_ha
    fields["labour_person_days_per_ha"] = labour and Range(labour.low, labour.high)
    return Record(**fields)


def words_of(row: Any, field: str) -> Words:
    """Returns the texts of a translated field in the form in which records keep them."""
    return {language: text for language, given in localized(row, field).items() if (text := plain(given))}


def _step(step: Any) -> Step:
    return Step(text=words_of(step, "text"), when=words_of(step, "when"), drawing=_drawing(step.drawing))


def _impact(impact: Any) -> Impact:
    return Impact(
        indicator=impact.indicator,
        score=impact.score,
        before=plain(impact.before),
        after=plain(impact.after),
        note=words_of(impact, "note"),
    )


def _row(table: type, row: Any) -> Any:
    """Returns the row of a record whose entries are columns of the same name."""
    return table(**{name: _entry(name, kind, row) for name, kind in schema.kinds(table).items()})


def _entry(name: str, kind: entry_kinds.Kind, row: Any) -> Any:
    if isinstance(kind, entry_kinds.Prose):
        return words_of(row, name)
    value = getattr(row, name)
    if name == "url":
        return value.translate(_ESCAPED)
    return plain(value) if isinstance(kind, entry_kinds.Line) else _kept(kind, value)


def _cost(practice: Practice) -> Cost | None:
    values = {
        name: _kept(kind, getattr(practice, f"cost_{name}")) for name, kind in schema.kinds(Cost).items()
    }
    cost = Cost(**values)
    return None if schema.says_nothing(cost) else cost


def _soil_carbon(practice: Practice, keys: Set[str]) -> SoilCarbon | None:
    measured = (_row(schema.SoilCarbonMeasurement, one) for one in practice.soil_carbon_measured.all())
    carbon = SoilCarbon(
        known=words_of(practice, "soil_carbon_known"),
        measured=tuple(_with_known_source(one, keys) for one in measured),
    )
    return None if schema.says_nothing(carbon) else carbon


def _agreed(table: type, practice: Practice, kind: str) -> Any:
    if not getattr(practice, f"{kind}_agreed"):
        return None
    return table(**{name: getattr(practice, f"{kind}_{name}") for name in schema.kinds(table)})


def _kept(kind: entry_kinds.Kind, value: Any) -> Any:
    return (
        round(value, kind.decimals) if isinstance(kind, entry_kinds.Decimal) and value is not None else value
    )


def _drawing(name: str) -> str:
    """Returns the name of a drawing, empty where there can be none of that name."""
    return name if NAME.fullmatch(name) else ""


def _with_known_source(stated: Any, keys: Set[str]) -> Any:
    """Returns a condition, need or measurement without the source that somebody has taken out since."""
    return replace(stated, source="") if stated.source and stated.source not in keys else stated


def _is_stated(value: Value) -> bool:
    return value.origin == ORIGIN_STATED
