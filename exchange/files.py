"""Forgets the photos and voices that came with a form which was never taken in.

A form that comes back with a mistake has stored its files by then, and so has one whose request was cut off.
Nobody's private link leads to them, so nobody could ever erase them.
"""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Collection, ReferenceIndex

from exchange.items import MODELS
from media.models import Clip, Image
from media.space import WAITING_NAME
from media.unused import drafted_numbers

# What a form has stored is sent along with it for a day.
KEPT: Final = timedelta(days=2)
FILES: Final[tuple[tuple[str, type[Any]], ...]] = (("photo", Image), ("voice", Clip))


def forget_unsent_files(kept: timedelta = KEPT) -> int:
    """Deletes what waits among the files of readers and belongs to nothing; returns how many."""
    before, drafted = timezone.now() - kept, drafted_numbers()
    return sum(
        _forget(model, field, pk)
        for field, model in FILES
        for pk in _of_no_item(model, field).filter(created_at__lt=before).values_list("pk", flat=True)
        if pk not in drafted[model]
    )


def _of_no_item(model: type[Any], field: str) -> QuerySet[Any]:
    waiting = Collection.objects.filter(name=WAITING_NAME)
    found: QuerySet[Any] = model._default_manager.filter(collection__in=waiting)
    for item in MODELS.values():
        shown = item._default_manager.filter(**{f"{field}__isnull": False})
        found = found.exclude(pk__in=shown.values(field))
    return found


@transaction.atomic
def _forget(model: type[Any], field: str, pk: int) -> bool:
    file = _of_no_item(model, field).filter(pk=pk).first()
    # An editor may have put it into a page.
    if file is None or ReferenceIndex.get_references_to(file).exists():
        return False
    file.delete()
    return True
