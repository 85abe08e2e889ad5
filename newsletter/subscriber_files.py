"""Takes addresses from tables, all of a file or nothing, and gives all of them as one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import StoppedAddress, Subscriber
from newsletter.models.subscriber import LONGEST_EMAIL
from newsletter.subscribing import normalized, stopped_digest
from practices.interchange.tables.cells import FileRefusedError, Line, Table
from practices.interchange.tables.csv_files import written_csv
from practices.interchange.tables.files import read_contents
from zones.languages import CODES

Found = TypeVar("Found")
# As the columns of an empty table are called; the same in every language, so that a file can be passed on.
EMAIL: Final = "email"
LANGUAGES: Final = "languages"
CONSENT_ON: Final = "consent_date"
CONSENT_PROOF: Final = "consent_proof"
BOUNCED_ON: Final = "bounced_on"
COLUMNS: Final = (EMAIL, LANGUAGES, CONSENT_ON, CONSENT_PROOF)
MOST_PROBLEMS: Final = 50
LONGEST_PROOF: Final = 300


class WrongRowsError(Exception):
    """Raised for a file of which nothing was taken; `problems` says why, a sentence with its row for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file's rows."""

    new: int
    known: int
    stopped: int


def import_subscribers(content: bytes, name: str, today: date | None = None) -> Taken:
    """Adds the people of a table, who need no mail to confirm: their consent is proven in it.

    Who is known already stays as they are, and who stopped is not brought back.
    Raises WrongRowsError, or FileRefusedError for no table.
    """
    today = today or timezone.localdate()
    found = _rows(content, name, COLUMNS, lambda row: _subscriber(row, today))
    digests = {row.email: stopped_digest(row.email) for row in found}
    stopped = set(StoppedAddress.objects.filter(digest__in=digests.values()).values_list("digest", flat=True))
    rows = [row for row in found if digests[row.email] not in stopped]
    try:
        new = _add(rows)
    except IntegrityError:
        # Somebody asked for the newsletter by the form at this very moment.
        new = _add(rows)
    return Taken(new, len(rows) - new, len(found) - len(rows))


@transaction.atomic
def _add(rows: Sequence[Subscriber]) -> int:
    """Adds those of the rows that are not subscribers yet; returns how many."""
    emails = [row.email for row in rows]
    confirmed = Subscriber.objects.exclude(confirmed_at=None).filter(email__in=emails)
    known = set(confirmed.values_list("email", flat=True))
    fresh = [row for row in rows if row.email not in known]
    # What was asked for by the form and never confirmed gives way to the proof.
    Subscriber.objects.filter(confirmed_at=None, email__in=[row.email for row in fresh]).delete()
    Subscriber.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)


def import_bounces(content: bytes, name: str, today: date | None = None) -> int:
    """Notes the addresses of a table as those whose mail came back; returns how many subscribers they are.

    Raises WrongRowsError, or FileRefusedError for no table.
    """
    found = _rows(content, name, (EMAIL,), _email)
    rows = Subscriber.objects.filter(email__in=found, bounced_on=None)
    return rows.update(bounced_on=today or timezone.localdate())


class RowProblem(Exception):
    """Raised for a row that cannot be taken, with the sentence that says why."""


def _rows(
    content: bytes, name: str, columns: Sequence[str], read: Callable[[Mapping[str, str]], Found]
) -> list[Found]:
    table = read_contents(content, name).table
    if table is None:
        raise FileRefusedError("unknown_kind")
    places = _places(table, columns)
    found: dict[str, Found] = {}
    first_rows: dict[str, int] = {}
    problems: list[str] = []
    for line in table.lines:
        try:
            row = {column: _text(line, place) for column, place in places.items()}
            one = read(row)
            address = normalized(row[EMAIL])
            if address in first_rows:
                raise RowProblem(
                    _("“%(value)s” stands in row %(row)s as well.")
                    % {"value": address, "row": first_rows[address]}
                )
            first_rows[address], found[address] = line.number, one
        except RowProblem as problem:
            problems.append(_("Row %(row)s: %(text)s") % {"row": line.number, "text": problem})
    if problems:
        raise WrongRowsError(problems)
    return list(found.values())


def _places(table: Table, columns: Sequence[str]) -> dict[str, int]:
    headings = {heading.casefold(): place for place, heading in enumerate(table.headings)}
    missing = [column for column in columns if column not in headings]
    if missing:
        raise WrongRowsError(
            [_("The first row has no column “%(name)s”.") % {"name": column} for column in missing]
        )
    return {column: headings[column] for column in columns}


def _text(line: Line, place: int) -> str:
    cell: Any = line.cells[place] if place < len(line.cells) else None
    if isinstance(cell, dict):
        if "date" in cell:
            return str(cell["date"])[:10]
        raise RowProblem(_("This cell holds a formula or a fault. Write its result there instead."))
    return "" if cell is None else str(cell).strip()


def _email(row: Mapping[str, str]) -> str:
    address = normalized(row[EMAIL])
    if len(address) > LONGEST_EMAIL:
        raise RowProblem(
            _("“%(value)s…” is no mail address: it has more than %(most)s letters.")
            % {"value": address[:40], "most": LONGEST_EMAIL}
        )
    try:
        validate_email(address)
    except ValidationError:
        raise RowProblem(_("“%(value)s” is no mail address.") % {"value": row[EMAIL][:100]}) from None
    return address


def _subscriber(row: Mapping[str, str], today: date) -> Subscriber:
    address = _email(row)
    languages = [code.strip().lower() for code in row[LANGUAGES].replace(";", ",").split(",") if code.strip()]
    if not languages or any(code not in CODES for code in languages):
        raise RowProblem(
            _("“%(value)s” is not a list of languages: write en, fr or es, with commas between.")
            % {"value": row[LANGUAGES][:100]}
        )
    proof = row[CONSENT_PROOF]
    if not proof or len(proof) > LONGEST_PROOF:
        raise RowProblem(
            _("Say in at most %(most)s letters where the consent is kept, such as “list signed in May 2026”.")
            % {"most": LONGEST_PROOF}
        )
    return Subscriber(
        email=address,
        languages=list(dict.fromkeys(languages)),
        confirmed_at=timezone.now(),
        consent_way=Subscriber.Way.IMPORT,
        consent_on=_day(row[CONSENT_ON], today),
        consent_proof=proof,
    )


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RowProblem(
            _("A day such as 2026-11-30 is needed here, not “%(value)s”.") % {"value": text[:40]}
        ) from None
    if day > today:
        raise RowProblem(_("%(value)s has not come yet.") % {"value": text})
    return day


def empty_table() -> bytes:
    """Returns the first row of a table to fill in."""
    return written_csv([COLUMNS])


def table_of_all() -> tuple[bytes, int]:
    """Returns all subscribers as CSV, with what they agreed to, and how many they are."""
    rows = Subscriber.objects.exclude(confirmed_at=None).select_related("region").order_by("pk")
    cells = [_cells(row) for row in rows.iterator(chunk_size=500)]
    return written_csv([(*COLUMNS, "consent_way", "region", "since", BOUNCED_ON), *cells]), len(cells)


def _cells(row: Subscriber) -> list[object]:
    return [
        row.email,
        ",".join(row.languages),
        row.consent_on,
        row.consent_proof,
        row.consent_way,
        row.region.name if row.region else None,
        row.created_at.date(),
        row.bounced_on,
    ]
