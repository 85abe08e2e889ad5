"""Looks through a table of translations that comes back, and saves its texts: all of them or none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from media.region_access import AnyUser
from practices.admin.translations.comparison import Comparison, Pair, compared
from practices.admin.translations.rights import in_own_regions, is_locked
from practices.admin.translations.table import Key, check_of, page_key, region_slug
from practices.admin.translations.writing import SAVE, save_texts, ways_out
from practices.models import Practice, RegionSection, TranslationFile, TranslationState
from practices.passages import passage
from practices.translated_passages import parts_of, tidy

KEEP, TAKE = "keep", "take"
# How far the texts go: drafts, or as far as the person may bring them.
OUT: Final = "out"


class Found(StrEnum):
    READY = "ready"
    SAME = "same"
    # The original or the translation changed since the table was taken out.
    CONFLICT = "conflict"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Row:
    """Holds one row of the table, compared with how the page is now."""

    number: int
    text: str
    found: Found
    is_machine: bool = False
    page: Any = None
    key: Key | None = None
    pair: Pair | None = None
    message: str = ""
    choice: str = ""
    # The key as it stands in the table, by which a row is found there whatever is wrong with it.
    named: str = ""

    @property
    def title(self) -> str:
        return passage(self.page, "name").text if self.page is not None else ""

    @property
    def check(self) -> str:
        return check_of(self.pair) if self.pair is not None else ""

    @property
    def is_saved(self) -> bool:
        return self.found is Found.READY or (self.found is Found.CONFLICT and self.choice == TAKE)


class UnsettledError(Exception):
    """Raised where nothing was saved: a row has a problem, or a choice is missing."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__("unsettled")
        self.rows = rows


def looked_through(
    file: TranslationFile, user: AnyUser, choices: Mapping[str, str] | None = None
) -> list[Row]:
    """Returns the rows as they stand now; a choice counts for the texts alone beside which it was made."""
    keys = {row["number"]: Key.read(row["key"]) for row in file.rows}
    pages = _pages(user, {key.page for key in keys.values() if key is not None})
    states: dict[int, dict[str, TranslationState]] = defaultdict(dict)
    for state in TranslationState.objects.filter(page__in=[page.pk for page in pages.values()]):
        states[state.page_id][state.language] = state
    comparisons: dict[tuple[str, str, str], Comparison] = {}
    rows, seen = [], set()
    for kept in file.rows:
        key = keys[kept["number"]]
        page = pages.get(key.page) if key is not None else None
        if key is None or page is None:
            rows.append(_problem(kept, _("There is no such page in your regions.")))
            continue
        which = (key.page, key.source, key.target)
        if which not in comparisons:
            comparisons[which] = compared(page, key.target, states[page.pk], key.source)
        pair = next((each for each in comparisons[which].pairs if each.key == key.passage), None)
        if pair is None or comparisons[which].source != key.source:
            rows.append(_problem(kept, _("This passage is not there any more."), page))
        elif key in seen:
            rows.append(_problem(kept, _("This passage stands in the table twice."), page, pair))
        else:
            rows.append(_compared_row(kept, page, key, pair, choices or {}))
        seen.add(key)
    return rows


def _pages(user: AnyUser, keys: Iterable[str]) -> dict[str, Any]:
    """Returns the pages that the person may change, by what tables call them."""
    keys = set(keys)
    slugs = {slug for key in keys if (slug := region_slug(key))}
    own = in_own_regions(user)
    found = [
        *Practice.objects.filter(own, external_id__in=keys, alias_of=None)
        .select_related("latest_revision")
        .prefetch_related(*parts_of(Practice)),
        *RegionSection.objects.filter(own, slug__in=slugs).select_related("latest_revision"),
    ]
    return {page_key(page): page for page in found if page.permissions_for_user(user).can_edit()}


def _problem(kept: Mapping[str, Any], message: str, page: Any = None, pair: Pair | None = None) -> Row:
    return Row(
        kept["number"],
        kept["text"] or "",
        Found.PROBLEM,
        page=page,
        pair=pair,
        message=message,
        named=kept["key"],
    )


def _compared_row(
    kept: Mapping[str, Any], page: Any, key: Key, pair: Pair, choices: Mapping[str, str]
) -> Row:
    if kept["text"] is None:
        return _problem(kept, _("The cell holds a formula, a date or a fault, not a text."), page, pair)
    text = tidy(kept["text"])
    if pair.spot.longest and len(text) > pair.spot.longest:
        message = _("This is too long: at most %(most)s letters, these are %(length)s.")
        return _problem(kept, message % {"most": pair.spot.longest, "length": len(text)}, page, pair)
    row = Row(kept["number"], text, Found.READY, kept["machine"], page, key, pair)
    if text == pair.target:
        return replace(row, found=Found.SAME)
    if kept["check"] == row.check:
        return row
    message = _("The original changed since the table was taken out.")
    if kept["check"].split("-")[0] == pair.source_digest:
        message = _("Somebody changed the translation since the table was taken out.")
    number = str(kept["number"])
    is_about_this = choices.get(f"shown-{number}") == row.check
    choice = choices.get(f"choice-{number}", "") if is_about_this else ""
    return replace(
        row, found=Found.CONFLICT, message=message, choice=choice if choice in (KEEP, TAKE) else ""
    )


def save(file: TranslationFile, user: Any, way: str, choices: Mapping[str, str]) -> int:
    """Saves the texts and returns of how many pages; once, however often it is asked.

    Raises UnsettledError with all rows, having saved nothing.
    """
    with transaction.atomic():
        stored = TranslationFile.objects.select_for_update().get(pk=file.pk)
        if stored.saved_at is not None:
            return stored.pages
        named = [row.page.pk for row in looked_through(stored, user) if row.page is not None]
        # Whoever saves one of these pages meanwhile waits, and sees then what was written.
        list(Page.objects.select_for_update().filter(pk__in=named).order_by("pk"))
        rows = looked_through(stored, user, choices)
        if any(
            row.found is Found.PROBLEM or (row.found is Found.CONFLICT and not row.choice) for row in rows
        ):
            raise UnsettledError(rows)
        groups: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in rows:
            if row.is_saved and row.key is not None:
                groups[row.page.pk, row.key.target].append(row)
        for group in groups.values():
            _save_page(rows, group, user, way)
        stored.saved_at, stored.rows = timezone.now(), []
        stored.pages = len({number for number, _language in groups})
        stored.save()
    return stored.pages


def _save_page(rows: Sequence[Row], group: Sequence[Row], user: Any, way: str) -> None:
    first = group[0]
    # A row may be of a page that a row before has changed in another language.
    page = type(first.page).objects.get(pk=first.page.pk)
    target = first.key.target if first.key is not None else ""
    texts = {row.pair.key: row.text for row in group if row.pair is not None}
    if is_locked(page, user):
        raise UnsettledError(
            _with_problem(
                rows, first, _("This page is locked or waits for a decision. Save the table afterwards.")
            )
        )
    try:
        save_texts(
            page,
            target,
            texts,
            user,
            way=ways_out(page, user, target)[0] if way == OUT else SAVE,
            machine=any(row.is_machine for row in group),
        )
    except ValidationError as refused:
        raise UnsettledError(_with_problem(rows, first, " ".join(refused.messages))) from refused


def _with_problem(rows: Sequence[Row], bad: Row, message: str) -> list[Row]:
    return [
        replace(row, found=Found.PROBLEM, message=message) if row.number == bad.number else row
        for row in rows
    ]
