"""Stores how each language of a page stands, and what was said of edits that are not published yet.

The rule itself is `practices/freshness.py`. States belong to what is published: they follow whatever saves a
live page, from the texts that its row held to those that it holds now.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from practices.freshness import Edit, EditKind, Standing, State, after_edit
from practices.translated_passages import (
    Texts,
    boxes,
    content_of,
    digest,
    parts_of,
    spots,
    texts_by_language,
    told_languages,
)
from zones.vocabulary import LANGUAGES

STATE_LABELS = {
    State.MISSING: pgettext_lazy("language", "missing"),
    State.MACHINE: pgettext_lazy("language", "by a machine"),
    State.CURRENT: pgettext_lazy("language", "up to date"),
    State.STALE: pgettext_lazy("language", "out of date"),
}


class TranslationState(models.Model):
    """Holds how one language of a published page stands to the others."""

    # A mark on the page's own texts is no use of it.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_states")
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(
        _("state"), max_length=8, choices=[(state.value, label) for state, label in STATE_LABELS.items()]
    )
    # The language that was last edited in substance; none where all came at once.
    is_source = models.BooleanField(default=False)
    stale_since = models.DateTimeField(_("out of date since"), null=True)
    stale_after = models.CharField(max_length=6, blank=True)
    # What the languages said that were edited since this one was last current: {language: {passage: text}}.
    before = models.JSONField(default=dict)
    # Of the language's texts as they were published, to know when they change; empty where nobody has looked.
    digest = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="translation_state_once")]
        indexes = [models.Index(fields=["language", "state"], name="translation_state_by_language")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.language}: {self.state}"

    @property
    def standing(self) -> Standing:
        kind = EditKind(self.stale_after) if self.stale_after else None
        return Standing(State(self.state), self.is_source, self.stale_since, kind)


class PendingEdit(models.Model):
    """Holds what a person said of a version until it is published: the kind of edit, what they compared."""

    wagtail_reference_index_ignore = True

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="pending_edits")
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    # Empty where no original was edited.
    kind = models.CharField(max_length=6, blank=True)
    reviewed = models.JSONField(default=list)
    machine = models.JSONField(default=list)

    class Meta:
        verbose_name = _("edit to be published")
        verbose_name_plural = _("edits to be published")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.kind}"


def standings(page: int) -> dict[str, Standing]:
    """Returns how the languages of a page stand; empty for one that was never published."""
    return {row.language: row.standing for row in TranslationState.objects.filter(page=page)}


def note_edit(
    revision: Any,
    kind: EditKind | None = None,
    *,
    reviewed: Collection[str] = (),
    machine: Collection[str] = (),
) -> None:
    """Adds to what was said of a version; it counts when that version, or a later one, is published."""
    noted, _created = PendingEdit.objects.get_or_create(
        revision=revision, defaults={"page_id": int(revision.object_id)}
    )
    noted.kind = kind or noted.kind
    # A later word on a language takes the place of an earlier one.
    noted.reviewed = sorted({*noted.reviewed, *reviewed} - {*machine})
    noted.machine = sorted({*noted.machine, *machine} - {*reviewed})
    noted.save()


def pending_edit(page: int, revision: int | None) -> Edit | None:
    """Returns what was said of the edits up to a version, of which nothing is published yet."""
    found = list(PendingEdit.objects.filter(page=page, revision__lte=revision or 0).order_by("revision"))
    if not found:
        return None
    kinds = [EditKind(each.kind) for each in found if each.kind]
    reviewed: set[str] = set()
    machine: set[str] = set()
    for each in found:
        reviewed = (reviewed - set(each.machine)) | set(each.reviewed)
        machine = (machine - set(each.reviewed)) | set(each.machine)
    return Edit(kinds[-1] if kinds else EditKind.MEDIUM, frozenset(reviewed), frozenset(machine))


@contextmanager
def following(page: Any, update_fields: Collection[str] | None) -> Iterator[None]:
    """Brings the states of a page up to date with what the block saves."""
    model: type[models.Model] = type(page)
    concerned = {*boxes(model), *parts_of(model), "live"}
    if not page.live or page.alias_of_id or not (update_fields is None or concerned & set(update_fields)):
        yield
        return
    with transaction.atomic():
        rows = {row.language: row for row in TranslationState.objects.filter(page=page.pk or 0)}
        old = _stored_texts(page) if rows and not _is_as_published(page, rows) else {}
        yield
        _follow(page, rows, old, timezone.now())


def _stored_texts(page: Any) -> Texts:
    """Returns what the page's row holds, before anything is written."""
    stored = type(page)._base_manager.filter(pk=page.pk).first()
    return _texts_of(stored) if stored else {}


def _texts_of(page: Any) -> Texts:
    return texts_by_language(spots(type(page), content_of(page)))


def _is_as_published(page: Any, rows: Mapping[str, TranslationState]) -> bool:
    texts = _texts_of(page)
    return all(code in rows and rows[code].digest == digest(texts[code]) for code in LANGUAGES)


def _follow(page: Any, rows: Mapping[str, TranslationState], old: Texts, at: datetime) -> None:
    texts = _texts_of(page)
    for code, row in rows.items():
        # Of a page that was there before states were kept.
        row.digest = row.digest or digest(old.get(code, {}))
    digests = {code: digest(texts[code]) for code in LANGUAGES}
    edited = {code for code in LANGUAGES if code not in rows or rows[code].digest != digests[code]}
    edit = pending_edit(page.pk, page.live_revision_id)
    if not edited and edit is None:
        return
    known = {code: row.standing for code, row in rows.items()}
    standings = after_edit(known, edited, told_languages(texts), edit or Edit(), at)
    for code, standing in standings.items():
        row = rows.get(code) or TranslationState(page_id=page.pk, language=code)
        before = dict(row.before) if standing.since else {}
        if standing.since:
            for other in edited - {code}:
                # What the row held may be a later draft, while the page was not public.
                if other in rows and digest(old.get(other, {})) == rows[other].digest:
                    before.setdefault(other, old[other])
        row.state, row.is_source = standing.state, standing.is_source
        row.stale_since, row.stale_after = standing.since, standing.kind or ""
        row.before, row.digest = before, digests[code]
        row.save()
    if edit is not None:
        PendingEdit.objects.filter(page=page.pk, revision__lte=page.live_revision_id).delete()


@transaction.atomic
def accept(page: Any, language: str) -> None:
    """Notes that a published translation says what the original says."""
    rows = {row.language: row for row in TranslationState.objects.select_for_update().filter(page=page.pk)}
    row = rows.get(language)
    if row is None or row.state == State.MISSING:
        return
    row.state, row.stale_since, row.stale_after, row.before = State.CURRENT, None, "", {}
    row.save()


def copy_states(source: int, copy: int) -> None:
    """Gives the copy of a page the states of the page that it was copied from."""
    TranslationState.objects.filter(page=copy).delete()
    TranslationState.objects.bulk_create(
        TranslationState(
            page_id=copy,
            **{
                name: getattr(row, name)
                for name in (
                    "language",
                    "state",
                    "is_source",
                    "stale_since",
                    "stale_after",
                    "before",
                    "digest",
                )
            },
        )
        for row in TranslationState.objects.filter(page=source)
    )
