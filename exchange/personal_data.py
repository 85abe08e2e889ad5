"""Gives an author all that is kept of them, in a form that another program can read."""

from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field

from exchange.erasing import items_of
from exchange.models import Author, Decision, PeerItem

# What only the machinery needs: numbers of forms, hashes.
LEFT_OUT = frozenset(("form_id", "body_hash", "author", "photo", "voice", "code_hash"))
FileAddress = Callable[[PeerItem, str], str]


def personal_data(author: Author, address: FileAddress) -> dict[str, Any]:
    """Returns the author's data; `address` says where they fetch a file of an item."""
    return {
        **_fields(author),
        "sent": [_item(item, address) for item in items_of(author)],
    }


def _item(item: PeerItem, address: FileAddress) -> dict[str, Any]:
    files = {name: address(item, name) for name in ("photo", "voice") if getattr(item, f"{name}_id")}
    steps = Decision.objects.filter(item_kind=item.kind, item_number=item.pk)
    return {
        "kind": str(item.kind),
        **_fields(item),
        **files,
        "steps": [
            {
                "what": step.action,
                "when": _plain(step.at),
                "words": step.words,
                "before_it_was_edited": step.original,
            }
            for step in steps
        ],
    }


def _fields(row: Any) -> dict[str, Any]:
    fields = (field for field in row._meta.get_fields() if isinstance(field, Field))
    return {field.name: _plain(getattr(row, field.attname)) for field in fields if field.name not in LEFT_OUT}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return DjangoJSONEncoder().default(value)
