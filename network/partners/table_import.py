"""Takes partners from a table: tried out first, then all of it or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from media.region_access import AnyUser
from network.access import countries_of, own_partners
from network.models import Partner
from network.partners.doubles import Doubles, seen_by
from network.partners.rules import CONFIRMED
from network.partners.table import COLUMNS, cell_of
from network.partners.table_cells import CellError, value_of
from practices.interchange.tables.cells import FileRefusedError, Line, Table
from practices.interchange.tables.files import read_contents
from practices.places import country_name
from zones.spelling import name_words

REQUIRED: Final = ("name", "kind", "country")
WHERE: Final = ("place_name", "country")
POSITION: Final = ("latitude", "longitude")
# What gives away that two entries are of one organisation.
TELLING: Final = frozenset({"name", "website"})
# What the coordination alone says.
COORDINATIONS: Final = ("is_member", "joined_on")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Says what is wrong with a cell, with the row's number as the person sees it; 0 is the whole file."""

    row: int
    column: str
    text: str


@dataclass(slots=True)
class Trial:
    """Holds what a table would do. `changed` names the columns that differ, by partner.

    `doubles` are partners of the table with their row, and the others that may be the same organisation.
    """

    new: list[Partner] = field(default_factory=list)
    changed: list[tuple[Partner, tuple[str, ...]]] = field(default_factory=list)
    same: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    doubles: list[tuple[int, Partner, list[Partner]]] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        return not self.problems and bool(self.new or self.changed)


def try_out(content: bytes, name: str, user: AnyUser) -> Trial:
    """Returns what a file would change, and all that is wrong; raises FileRefusedError for no table."""
    table = read_contents(content, name).table
    if table is None:
        raise FileRefusedError("unknown_kind")
    return _Reading(table, user).trial()


@transaction.atomic
def take(content: bytes, name: str, user: AnyUser) -> Trial:
    """Writes what a file changes, if nothing is wrong with any of its rows, and returns that."""
    trial = try_out(content, name, user)
    if trial.problems:
        return trial
    for partner in trial.new:
        partner.save()
        log(partner, "wagtail.create", user=user)
    for partner, _columns in trial.changed:
        partner.save()
        log(partner, "wagtail.edit", user=user)
    return trial


class _Reading:
    """Reads one table for one person."""

    def __init__(self, table: Table, user: AnyUser) -> None:
        self.table = table
        self.countries = countries_of(user)
        headings = [heading.casefold() for heading in table.headings]
        self.places = {column: headings.index(column) for column in COLUMNS if column in headings}
        self.unknown = tuple(h for h in table.headings if h and h.casefold() not in COLUMNS)
        self.own = {partner.external_id: partner for partner in own_partners(user)}
        self.by_name: dict[Key, list[Partner]] = {}
        for partner in self.own.values():
            self.by_name.setdefault(_key(partner.name, partner.country), []).append(partner)
        self.taken_ids = frozenset(Partner.objects.values_list("external_id", flat=True)) - self.own.keys()
        self.rows_of: dict[object, int] = {}
        self.doubles = Doubles(seen_by(user))

    def trial(self) -> Trial:
        trial = Trial(unknown_columns=self.unknown)
        missing = [column for column in REQUIRED if column not in self.places]
        if missing:
            text = _("The first row has no column “%(name)s”.")
            trial.problems = [RowProblem(0, column, text % {"name": column}) for column in missing]
            return trial
        for line in self.table.lines:
            values, problems = self._values(line)
            if not problems:
                problems = list(self._take_line(line.number, values, trial))
            trial.problems += problems
        return trial

    def _values(self, line: Line) -> tuple[dict[str, Any], list[RowProblem]]:
        values: dict[str, Any] = {}
        problems = []
        for column, place in self.places.items():
            cell = line.cells[place] if place < len(line.cells) else None
            try:
                values[column] = value_of(column, cell)
            except CellError as error:
                problems.append(RowProblem(line.number, column, str(error)))
        return values, problems

    def _take_line(self, row: int, values: Mapping[str, Any], trial: Trial) -> Iterator[RowProblem]:
        """Puts what a row becomes into the trial; yields what is wrong with it."""
        given = values.get("external_id", "")
        if given in self.taken_ids:
            yield RowProblem(row, "external_id", _("No partner that you look after has this address."))
            return
        key = _key(values["name"], values["country"])
        for seen in filter(None, (given, key)):
            if (first := self.rows_of.setdefault(seen, row)) != row:
                text = _("“%(value)s” stands in row %(row)s as well.")
                yield RowProblem(row, "name", text % {"value": values["name"], "row": first})
                return
        known = self._known(given, key)
        if isinstance(known, RowProblem):
            yield RowProblem(row, known.column, known.text)
            return
        partner = known or Partner()
        before = {column: cell_of(partner, column) for column in COLUMNS}
        self._fill(partner, values)
        problems = [*self._not_allowed(row, partner, before), *_invalid(row, partner)]
        if problems:
            yield from problems
            return
        changed = tuple(column for column in COLUMNS if cell_of(partner, column) != before[column])
        if known is None:
            trial.new.append(partner)
        elif changed:
            trial.changed.append((partner, changed))
        else:
            trial.same += 1
        if known is None or not TELLING.isdisjoint(changed):
            if others := self.doubles.of(partner):
                trial.doubles.append((row, partner, others))
            self.doubles.add(partner)

    def _known(self, given: str, key: Key) -> Partner | RowProblem | None:
        """Returns the partner that a row is about, None for a new one."""
        if given:
            return self.own.get(given)
        alike = self.by_name.get(key, [])
        if len(alike) > 1:
            text = _(
                "Several partners are called so in this country. Write the external_id of the one you mean."
            )
            return RowProblem(0, "external_id", text)
        return alike[0] if alike else None

    def _fill(self, partner: Partner, values: Mapping[str, Any]) -> None:
        moved = any(name in values and values[name] != getattr(partner, name) for name in WHERE)
        if moved and not all(name in values for name in POSITION):
            partner.latitude = partner.longitude = None
        for column, value in values.items():
            if column != "external_id" or value:
                setattr(partner, column, value)

    def _not_allowed(self, row: int, partner: Partner, before: Mapping[str, str]) -> Iterator[RowProblem]:
        """Yields what the person may not write: other countries; membership is the coordination's."""
        if self.countries is None:
            return
        if partner.country not in self.countries:
            text = _("%(country)s is not one of the countries that you look after.")
            yield RowProblem(row, "country", text % {"country": country_name(partner.country)})
        text = _("The coordination alone writes this.")
        for column in COORDINATIONS:
            if cell_of(partner, column) != before[column]:
                yield RowProblem(row, column, text)
        if partner.state != before["state"] and partner.state in CONFIRMED:
            yield RowProblem(row, "state", text)


def _key(name: str, country: str) -> Key:
    return "".join(name_words(name)), country


def _invalid(row: int, partner: Partner) -> Iterator[RowProblem]:
    try:
        partner.full_clean(validate_unique=False)
    except ValidationError as error:
        for column, texts in error.message_dict.items():
            for text in texts:
                yield RowProblem(row, column, text)
