"""Takes in what a reader's form sends: once, however often it arrives.

The form's number is unique in the database. The same form with the same content is the same item, and leads
to the same private page; with other content it is a correction of it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from exchange.deciding import take_step, tell_listeners
from exchange.models import Action, Author, Decision, PeerItem, State
from exchange.models.item import Held
from exchange.private_links import author_of, new_author, token_for
from exchange.stamps import Stamp

Item = TypeVar("Item", bound=PeerItem)


@dataclass(frozen=True, slots=True)
class Sent(Generic[Item]):
    """An item that was taken in, with the token of its author's link."""

    item: Item
    token: str
    is_correction: bool = False


def send(
    model: type[Item],
    stamp: Stamp,
    content: Mapping[str, Any],
    *,
    language: str,
    held: Held | str = "",
    token: str = "",
) -> Sent[Item]:
    """Writes an item, or finds the one that the same form wrote, and says whose link leads to it.

    `content` are the fields of the model that the form fills in. `token` is the link of an author who sends
    something more. Raises DecidedMeanwhileError where a correction comes too late.
    """
    body_hash = hash_of(content)
    try:
        with transaction.atomic():
            return _written(model, stamp, content, body_hash, language=language, held=held, token=token)
    except IntegrityError:
        # The same form, sent by two connections at the same moment: the other one was first.
        found = model._default_manager.filter(form_id=stamp.form_id).first()
        if found is None:
            raise
        return _sent_again(found, stamp, content, body_hash, token)


def hash_of(content: Mapping[str, Any]) -> str:
    """Returns a hash of what was sent: rows by their number, files by what was in them.

    A browser that sends a form again sends its files again, which are then stored under other numbers.
    """
    plain = {
        name: getattr(value, "sent_digest", "") or getattr(value, "pk", value)
        for name, value in content.items()
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


def _written(
    model: type[Item],
    stamp: Stamp,
    content: Mapping[str, Any],
    body_hash: str,
    *,
    language: str,
    held: str,
    token: str,
) -> Sent[Item]:
    found = model._default_manager.filter(form_id=stamp.form_id).first()
    if found is not None:
        return _sent_again(found, stamp, content, body_hash, token)
    author: Author | None = author_of(token) if token else None
    if author is None:
        author, token = new_author(stamp.form_id, language)
    values = {
        "author": author,
        "language": language,
        "form_id": stamp.form_id,
        "body_hash": body_hash,
        "held": held,
        "sent_at": timezone.now(),
        "state": State.WAITING,
    }
    item = model._default_manager.create(**{**values, **content})
    Decision.objects.create(item_kind=item.kind, item_number=item.pk, action=Action.RECEIVED)
    tell_listeners(item, Action.RECEIVED)
    return Sent(item, token)


def _sent_again(
    found: Item, stamp: Stamp, content: Mapping[str, Any], body_hash: str, token: str
) -> Sent[Item]:
    token = token if token and author_of(token) == found.author else token_for(stamp.form_id)
    if found.body_hash == body_hash:
        return Sent(found, token)
    take_step(found, Action.CORRECTED, changes={**content, "body_hash": body_hash})
    return Sent(found, token, is_correction=True)
