"""Erases what an author sent, wherever it is kept, when they ask for it with their private link.

What an erasure has to reach is written down once, in `PERSONAL`; a test finds fields that are in neither
list. What was erased is noted by number alone (`exchange/erasures.py`), so that a backup that is brought back
is erased again.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from wagtail.models import ModelLogEntry, PageLogEntry

from exchange import erasures
from exchange.deciding import DecidedMeanwhileError, take_step
from exchange.items import MODELS
from exchange.models import (
    Action,
    Answer,
    Author,
    Contribution,
    Decision,
    Delivery,
    Flag,
    Kind,
    Listener,
    PeerItem,
    Question,
    Report,
    State,
)
from exchange.private_links import PURPOSE
from jobs import mail
from jobs.models import Link
from media.models import Clip, Image
from practices.models import Practice, RegionExport

_OF_ITEMS: Final = ("land_pairs", "country", "place_name", "name", "photo", "voice", "body_hash", "form_id")
# What can say something about a person, by model. All of it goes with its row.
PERSONAL: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Author: ("email", "phone", "code_hash"),
    Report: (*_OF_ITEMS, "changed"),
    Contribution: (*_OF_ITEMS, "answers", "practice"),
    Question: (*_OF_ITEMS, "text"),
    Answer: (*_OF_ITEMS, "text"),
    Decision: ("words", "original"),
    # These are somebody else's, and end otherwise: by the link in each mail, and with the decision.
    Listener: ("email", "land_pairs"),
    Flag: ("email", "text", "form_id"),
    Delivery: (),
}


def items_of(author: Author) -> list[PeerItem]:
    """Returns all that an author sent, the newest first."""
    found = chain.from_iterable(model._default_manager.filter(author=author) for model in MODELS.values())
    return sorted(found, key=lambda item: item.created_at, reverse=True)


@transaction.atomic
def erase_author(author: Author) -> None:
    """Erases an author with all that they sent; the private link ends with it."""
    for item in items_of(author):
        _erase_item(item)
    if author.email:
        mail.erase(author.email)
    Link.objects.filter(purpose=PURPOSE, subject=str(author.pk)).delete()
    number = author.pk
    author.delete()
    erasures.note("author", number)


@transaction.atomic
def erase_item(item: PeerItem) -> None:
    """Erases one thing that somebody sent, and leaves the rest; an author of nothing goes as well."""
    author = item.author
    if len(items_of(author)) == 1:
        erase_author(author)
        return
    number = item.pk
    _erase_item(item)
    erasures.note(item.kind, number)


def _erase_item(item: PeerItem) -> None:
    _withdraw(item)
    # Others' answers to a question go with it: without the question nobody understands them.
    below = list(item.answers.all()) if isinstance(item, Question) else []
    for each in (*below, item):
        _forget_steps(each)
    files = [file for each in (*below, item) for file in (each.photo, each.voice) if file is not None]
    practice = item.practice if isinstance(item, Contribution) else None
    item.delete()
    _erase_files(files)
    if practice is not None:
        _erase_practice(practice)


def _withdraw(item: PeerItem) -> None:
    """Takes the step that lets all who follow it forget the item: bands, indexes, digests."""
    while item.state != State.WITHDRAWN:
        try:
            take_step(item, Action.WITHDRAWN)
        except DecidedMeanwhileError:
            # Somebody of the region decided in this moment; the author's word is the last.
            item.refresh_from_db()


def _forget_steps(item: PeerItem) -> None:
    Decision.objects.filter(item_kind=item.kind, item_number=item.pk).delete()
    flags = Flag.objects.filter(about_kind=item.kind, about_number=item.pk)
    Decision.objects.filter(item_kind=Kind.FLAG, item_number__in=flags.values("pk")).delete()
    flags.delete()


def _erase_files(files: Iterable[Image | Clip]) -> None:
    for file in files:
        ModelLogEntry.objects.for_instance(file).delete()
        # Files, sizes and public copies follow the row: see `media/listeners.py`.
        file.delete()


def _erase_practice(practice: Practice) -> None:
    """Deletes the page that was made of a contribution, with its versions; a published one lost its teller.

    What a region has published with its own work stays with it, unpublished and without the name.
    """
    RegionExport.forget_with(practice)
    if practice.first_published_at is None:
        entries = PageLogEntry.objects.filter(page=practice.pk)
        practice.delete()
        entries.delete()
        return
    practice.unpublish(log_action=False)
    practice.refresh_from_db()
    _take_name_out(practice)
    practice.save(clean=False)
    # Older versions have the name in them.
    practice.revisions.all().delete()
    practice.save_revision(log_action=False, clean=False)


def _take_name_out(practice: Practice) -> None:
    practice.contributor_name = practice.contributor_role = ""
    for fact in ("publication", "naming"):
        setattr(practice, f"{fact}_agreed", False)
        setattr(practice, f"{fact}_agreed_on", None)
        setattr(practice, f"{fact}_text", "")
        setattr(practice, f"{fact}_given", "")


def apply_again(noted: Iterable[erasures.Erasure]) -> int:
    """Erases what was erased before; returns how much of it had come back with a backup.

    A number may have been given out anew since; what is younger than the erasure is somebody else's.
    """
    count = 0
    for erasure in noted:
        model: Any = Author if erasure.kind == "author" else MODELS.get(erasure.kind)
        row = model and model._default_manager.filter(pk=erasure.id, created_at__lt=erasure.at).first()
        if row is None:
            continue
        with erasures.without_notes():
            if isinstance(row, Author):
                erase_author(row)
            else:
                erase_item(row)
        count += 1
    return count
