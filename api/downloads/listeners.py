"""Notes what changes for the public, in the transaction of the change.

As `search/indexing/listeners.py` does for the indexes. What a practice was before is read before it is saved:
only so is it known whether something is taken away.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from api.models import Change, Kind
from media.models import Clip, PublicCopy
from practices.models import Practice, RegionSection
from zones.vocabulary import LANGUAGES

# All that saving a draft writes to the page itself.
OF_DRAFTS: Final = frozenset(
    ("latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes")
)
# What pages to keep have of a film or voice.
OF_CLIPS: Final = (
    "credit",
    "licence",
    *(f"{field}_{code}" for field in ("title", "transcript") for code in LANGUAGES),
)
_TOLD_BY: Final = ("naming_agreed", "contributor_name", "contributor_role")


def note_news() -> None:
    """Notes that there is more to read. Pages to keep wait for the night."""
    Change.objects.create(kind=Kind.TABLES)


def note_withdrawal(kinds: Iterable[Kind] = Kind) -> None:
    """Notes that something must not be given away any more, in files of these kinds."""
    Change.objects.bulk_create(Change(kind=kind, withdraws=True) for kind in kinds)


def page_saved(
    instance: Model,
    sender: type[Model],
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Notes what a saved page changes: practices themselves, and what stands above them."""
    if not isinstance(instance, Page) or raw:
        return
    if update_fields is not None and OF_DRAFTS.issuperset(update_fields):
        return
    if not Page.objects.filter(pk=instance.pk, live=True).exists():
        # It was not public; it may become so.
        if instance.live and isinstance(instance, Practice | RegionSection):
            note_news()
        return
    if not instance.live or _loses_a_name(instance):
        note_withdrawal()
    else:
        note_news()


def _loses_a_name(page: Page) -> bool:
    if not isinstance(page, Practice):
        return False
    before = Practice.objects.filter(pk=page.pk).only(*_TOLD_BY).first()
    if before is None or not (before.public_name or before.public_role):
        return False
    return (before.public_name, before.public_role) != (page.public_name, page.public_role)


def page_deleted(instance: Practice, **kwargs: Any) -> None:
    if instance.live:
        note_withdrawal()


def page_moved(instance: Page, **kwargs: Any) -> None:
    """Notes a move, which may be to where nothing is public."""
    if instance.live:
        note_withdrawal()


def closed(instance: PageViewRestriction, **kwargs: Any) -> None:
    note_withdrawal()


def opened(instance: PageViewRestriction, **kwargs: Any) -> None:
    note_news()


def clip_saved(instance: Clip, raw: bool = False, **kwargs: Any) -> None:
    """Notes where words of a film or voice are taken back. What is only added waits for the night."""
    if raw or instance.pk is None:
        return
    before = Clip.objects.filter(pk=instance.pk, public_copy__isnull=False).values(*OF_CLIPS).first() or {}
    if any(words and words != getattr(instance, name) for name, words in before.items()):
        note_withdrawal([Kind.PAGES])


def clip_withdrawn(instance: PublicCopy, **kwargs: Any) -> None:
    """Notes that a film or voice is public no longer: pages to keep have its words."""
    if instance.clip_id is not None:
        note_withdrawal([Kind.PAGES])


def connect() -> None:
    """Connects the listeners; idempotent."""
    listeners: list[tuple[Any, Any, type[Model] | None]] = [
        (pre_save, page_saved, None),
        (post_delete, page_deleted, Practice),
        (post_page_move, page_moved, None),
        (post_save, closed, PageViewRestriction),
        (post_delete, opened, PageViewRestriction),
        (pre_save, clip_saved, Clip),
        (post_delete, clip_withdrawn, PublicCopy),
    ]
    for signal, listener, sender in listeners:
        signal.connect(listener, sender=sender, dispatch_uid=f"api.{listener.__name__}")
