"""Turns a stored practice into the record that it would be read from."""

from dataclasses import replace
from typing import Any, Final

from jobs.consent_texts import NAMING, PUBLICATION
from practices.interchange import schema
from practices.interchange.record_json import dump
from practices.interchange.schema import Citation, Cost, Impact, Record, SoilCarbon, Step, Words, plain
from practices.models import Practice
from practices.passages import localized
from zones.values import Range, Value
from zones.vocabulary import ORIGIN_STATED

# Entries of a record that are not a column of the same name (or one for each language).
_APART: Final = (
    *("id", "region", "steps", "conditions", "cost", "soil_carbon", "impacts", "tags", "zones", "citations"),
    *("climate_note", "publication", "naming"),
)
COLUMNS: Final = {name: kind for name, kind in schema.kinds(Record).items() if name not in _APART}


def export(practice: Practice) -> dict[str, Any]:
    """Returns the record as JSON data, for anybody: it names only whoever agreed to be named."""
    name, role = plain(practice.public_name), plain(practice.public_role)
    return dump(replace(record_of(practice), contributor_name=name, contributor_role=role))


def record_of(practice: Practice) -> Record:
    """Returns everything that people stated, for us alone; what was taken from the map is left out."""
    fields: dict[str, Any] = {}
    for name, kind in COLUMNS.items():
        if isinstance(kind, schema.Prose):
            fields[name] = words_of(practice, name)
        elif isinstance(kind, schema.Line):
            fields[name] = plain(getattr(practice, name))
        else:
            fields[name] = _kept(kind, getattr(practice, name))
    fields |= {
        "id": practice.external_id,
        "region": practice.get_parent().slug,
        "steps": tuple(map(_step, practice.steps.all())),
        "conditions": {name: value for name, value in practice.conditions().items() if _is_stated(value)},
        "cost": _part(Cost, practice, {name: f"cost_{name}" for name in schema.kinds(Cost)}),
        "soil_carbon": _part(
            SoilCarbon, practice, {name: f"soc_{name}" for name in schema.kinds(SoilCarbon)}
        ),
        "publication": _agreed(schema.PublicationConsent, practice, PUBLICATION),
        "naming": _agreed(schema.NamingConsent, practice, NAMING),
        "impacts": tuple(map(_impact, practice.impacts.all())),
        "tags": tuple(sorted({tag.name.lower() for tag in practice.tags.all()})),
        "zones": tuple(practice.zone_tags) if practice.zones_are_stated else (),
        "citations": tuple(map(_citation, practice.citations.all())),
        "climate_note": "",
    }
    labour = practice.labour_person_days_per_ha
    fields["labour_person_days_per_ha"] = labour and Range(labour.low, labour.high)
    return Record(**fields)


def words_of(row: Any, field: str) -> Words:
    """Returns the texts of a translated field in the form in which records keep them."""
    return {language: text for language, given in localized(row, field).items() if (text := plain(given))}


def _step(step: Any) -> Step:
    return Step(text=words_of(step, "text"), when=words_of(step, "when"), drawing=step.drawing)


def _impact(impact: Any) -> Impact:
    return Impact(
        indicator=impact.indicator,
        score=impact.score,
        before=plain(impact.before),
        after=plain(impact.after),
        note=words_of(impact, "note"),
    )


def _citation(citation: Any) -> Citation:
    return Citation(
        key=citation.key, text=plain(citation.text), doi=citation.doi, url=citation.url, year=citation.year
    )


def _part(table: type, practice: Practice, columns: dict[str, str]) -> Any:
    kinds = schema.kinds(table)
    values = {name: _kept(kinds[name], getattr(practice, column)) for name, column in columns.items()}
    return table(**values) if any(value not in (None, "") for value in values.values()) else None


def _agreed(table: type, practice: Practice, kind: str) -> Any:
    if not getattr(practice, f"{kind}_agreed"):
        return None
    return table(**{name: getattr(practice, f"{kind}_{name}") for name in schema.kinds(table)})


def _kept(kind: schema.Kind, value: Any) -> Any:
    return round(value, kind.decimals) if isinstance(kind, schema.Decimal) and value is not None else value


def _is_stated(value: Value) -> bool:
    return value.origin == ORIGIN_STATED
