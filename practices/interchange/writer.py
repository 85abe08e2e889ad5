"""Writes records as published practices, all of them or none. Drafts are written by `drafts.py`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from media.tagging import known_names
from practices.consent import KINDS
from practices.interchange import entry_kinds, schema
from practices.interchange.cross_field import ValidationOptions
from practices.interchange.export import COLUMNS, record_of
from practices.interchange.problems import Problem
from practices.interchange.readers import Reading
from practices.interchange.schema import Record, plain
from practices.interchange.validator import Entry, validate
from practices.models import (
    Citation,
    Practice,
    PracticeImpact,
    PracticeStep,
    RegionSection,
    SoilCarbonMeasurement,
    TutorialLink,
)
from practices.models.conditions import CONDITION_NAMES
from practices.models.freshness import note_edit
from zones.vocabulary import LANGUAGES

ImportResult = Literal["created", "updated", "unchanged", "kept"]


class RefusedError(Exception):
    """Raised when nothing was written. `problems` are all there are."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class ImportScope:
    """Holds who writes, and where: `sections` are the regions open to them, by the name in the records.

    `is_starter` marks what is new as a starter entry, and keeps away from entries that people have worked on.
    """

    sections: Mapping[str, RegionSection]
    user: Any = None
    is_starter: bool = False


def import_records(
    reading: Reading, scope: ImportScope, options: ValidationOptions | None = None
) -> Counter[ImportResult]:
    """Validates and writes all records; returns how many were created, updated, unchanged or kept.

    Raises RefusedError with the problems of all records, having written nothing.
    """
    checked = validate(reading.rows, replace(options or ValidationOptions(), regions=scope.sections.keys()))
    problems = (*reading.problems, *checked.problems)
    if problems:
        raise RefusedError(problems)
    return write(checked.entries, scope)


def write(entries: Iterable[Entry], scope: ImportScope) -> Counter[ImportResult]:
    """Writes valid records in one transaction and leaves equal ones alone. Raises RefusedError."""
    done: Counter[ImportResult] = Counter()
    problems: list[Problem] = []
    with transaction.atomic():
        for entry in entries:
            section = scope.sections[entry.record.region]
            try:
                with transaction.atomic(), disable_reference_index_auto_update():
                    done[_write(entry.record, section, scope)] += 1
            except RefusedError as refused:
                problems += [
                    replace(problem, source=entry.row.source, row=entry.row.number)
                    for problem in refused.problems
                ]
            except ValidationError as error:
                problems += model_errors(entry, error)
            if problems:
                # What was undone is still remembered by the section's copy in memory.
                section.refresh_from_db()
        if problems:
            raise RefusedError(problems)
    return done


def _write(record: Record, section: RegionSection, scope: ImportScope) -> ImportResult:
    practice = Practice.objects.filter(external_id=record.id, alias_of__isnull=True).first()
    if practice is None:
        practice = Practice(slug=record.id, external_id=record.id, live=False, is_starter=scope.is_starter)
        fill(practice, record)
        practice.tags.set(known_names(record.tags))
        section.add_child(instance=practice)
        done: ImportResult = "created"
    else:
        parent = practice.get_parent()
        if scope.is_starter and (parent.pk != section.pk or was_edited(practice)):
            return "kept"
        if parent.pk not in {open_to.pk for open_to in scope.sections.values()}:
            raise RefusedError([Problem("", 0, "id", "other_region", {"value": record.id})])
        record = _with_hidden_name(record, practice)
        if practice.live and _is_as_in(practice, replace(record, region=section.slug)):
            return "unchanged"
        if practice.has_unpublished_changes:
            raise RefusedError([Problem("", 0, "id", "draft_waiting", {"value": record.id})])
        if parent.pk != section.pk:
            practice.move(section, pos="last-child", user=scope.user)
            practice = Practice.objects.get(pk=practice.pk)
        fill(practice, record)
        practice.tags.set(known_names(record.tags))
        done = "updated"
    revision = practice.save_revision(user=scope.user)
    # Whoever wrote the record wrote all of its languages.
    note_edit(revision, reviewed=LANGUAGES)
    revision.publish(user=scope.user)
    # Once, instead of at each of the savings above.
    ReferenceIndex.create_or_update_for_object(practice)
    return done


def was_edited(practice: Practice) -> bool:
    """Returns whether people have worked on it or taken it from the site."""
    return (
        not (practice.live and practice.is_starter) or practice.revisions.filter(user__isnull=False).exists()
    )


def _with_hidden_name(record: Record, practice: Practice) -> Record:
    """Returns the record with the name that is known here: an export leaves it out unless it may be shown."""
    if record.naming or practice.naming_agreed or record.compiled_from_sources:
        return record
    return replace(
        record,
        contributor_name=record.contributor_name or plain(practice.contributor_name),
        contributor_role=record.contributor_role or plain(practice.contributor_role),
    )


def _is_as_in(practice: Practice, record: Record) -> bool:
    if record_of(practice) != replace(record, climate_note=""):
        return False
    # A new edition of the climate map changes what follows from the position.
    before = practice.conditions()
    practice.prepare()
    return practice.conditions() == before


def fill(practice: Practice, record: Record) -> None:
    """Sets what a record says, but for its tags: they are rows at once, and set by whoever stores it."""
    for name, kind in COLUMNS.items():
        _set(practice, name, kind, getattr(record, name))
    practice.position_confirmed = practice.position_key if record.position_confirmed else ""
    for name in CONDITION_NAMES:
        setattr(practice, name, record.conditions.get(name))
    for name in schema.kinds(schema.Cost):
        setattr(practice, f"cost_{name}", _of(record.cost, name))
    carbon = record.soil_carbon
    known = schema.kinds(schema.SoilCarbon)["known"]
    _set(practice, "soil_carbon_known", known, carbon.known if carbon else {})
    for fact in KINDS:
        agreed = getattr(record, fact)
        setattr(practice, f"{fact}_agreed", agreed is not None)
        # Without a tick the model empties the details itself.
        for name in schema.kinds(schema.NamingConsent) if agreed else ():
            setattr(practice, f"{fact}_{name}", getattr(agreed, name))
    practice.zones_are_stated = bool(record.zones)
    practice.zone_tags = record.zones
    _set_rows(practice.steps, PracticeStep, record.steps, "text")
    _set_rows(practice.impacts, PracticeImpact, record.impacts, "indicator")
    measured = carbon.measured if carbon else ()
    _set_rows(practice.soil_carbon_measured, SoilCarbonMeasurement, measured, "quantity")
    _set_rows(practice.citations, Citation, record.citations, "text")
    _set_rows(practice.see_it_done, TutorialLink, record.see_it_done, "url")


def _of(part: object, name: str) -> Any:
    """Returns a column of a part that may be missing: text columns are never null."""
    empty = "" if name in {"currency", "basis"} else None
    return empty if part is None else getattr(part, name)


def _set(row: Any, name: str, kind: entry_kinds.Kind, value: Any) -> None:
    if not isinstance(kind, entry_kinds.Prose):
        setattr(row, name, value)
        return
    for language in LANGUAGES:
        setattr(row, f"{name}_{language}", value.get(language, ""))


def _set_rows(relation: Any, model: type, rows: Iterable[Any], sameness: str) -> None:
    """Rewrites rows in place: a step keeps its photo and clip while its text or its position is the same."""
    rows = list(rows)
    old = list(relation.all())
    chosen: list[Any] = [None] * len(rows)
    for number, row in enumerate(rows):
        chosen[number] = next(
            (known for known in old if known not in chosen and _same(known, row, sameness)), None
        )
    for number, row in enumerate(rows):
        if chosen[number] is None:
            free = number < len(old) and old[number] not in chosen
            chosen[number] = old[number] if free else model()
        for name, kind in schema.kinds(type(row)).items():
            _set(chosen[number], name, kind, getattr(row, name))
        chosen[number].sort_order = number
    relation.set(chosen)


def _same(known: Any, row: Any, field: str) -> bool:
    value = getattr(row, field)
    if isinstance(value, str):
        return bool(getattr(known, field) == value)
    return all(
        (getattr(known, f"{field}_{language}") or "") == value.get(language, "") for language in LANGUAGES
    )


def model_errors(entry: Entry, error: ValidationError) -> list[Problem]:
    """Returns what the model refuses beyond the validator: an address that is taken, for instance."""
    named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        Problem(entry.row.source, entry.row.number, name.strip("_"), "refused", {"reason": reason})
        for name, reasons in named.items()
        for reason in reasons
    ]
