"""Moves an item from one state to the next, once, whoever else is at it, and writes down the step.

Each change names the version that was read. Where somebody else was faster, nothing is changed and the caller
is told so: `DecidedMeanwhileError`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from exchange.models import Action, Decision, PeerItem, State
from media.region_access import AnyUser

# A mistaken "no" can be taken back.
UNPUBLISHED: Final = frozenset({State.WAITING, State.ASKED, State.HIDDEN, State.DECLINED})
# From which states an action leads where.
STEPS: Final[Mapping[Action, tuple[frozenset[State], State]]] = {
    # A report or question is written when it is sent; only what is told in several screens is a draft before.
    Action.RECEIVED: (frozenset({State.DRAFT}), State.WAITING),
    Action.CORRECTED: (
        frozenset({State.WAITING, State.ASKED, State.PUBLISHED, State.DECLINED}),
        State.WAITING,
    ),
    Action.ANSWERED: (frozenset({State.ASKED}), State.WAITING),
    Action.ASKED: (frozenset({State.WAITING, State.ASKED}), State.ASKED),
    Action.PUBLISHED: (UNPUBLISHED, State.PUBLISHED),
    Action.EDITED: (UNPUBLISHED, State.PUBLISHED),
    Action.DECLINED: (frozenset({State.WAITING, State.ASKED}), State.DECLINED),
    Action.HIDDEN: (frozenset({State.PUBLISHED}), State.HIDDEN),
    Action.WITHDRAWN: (frozenset(set(State) - {State.WITHDRAWN}), State.WITHDRAWN),
}

Listener = Callable[[PeerItem, Action], None]
_listeners: list[Listener] = []


class DecidedMeanwhileError(Exception):
    """Raised where the item is not any more what was read: somebody decided or corrected it meanwhile."""


def after_each_step(listener: Listener) -> Listener:
    """Registers what has to happen in the same transaction: bands, the index of questions, mails."""
    _listeners.append(listener)
    return listener


@transaction.atomic
def take_step(
    item: PeerItem,
    action: Action,
    *,
    by: AnyUser | None = None,
    words: str = "",
    original: str = "",
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Writes the next state of an item, with `changes` to its fields, and the step for its author to read.

    `original` is what its author had written, where the changes are somebody else's.

    Raises DecidedMeanwhileError where the item is no longer the one that was read.
    """
    allowed, state = STEPS[action]
    now = timezone.now()
    values = {**(changes or {}), "state": state, "version": F("version") + 1}
    if by is not None:
        values["decided_at"] = now
    rows = type(item)._default_manager.filter(pk=item.pk, version=item.version, state__in=allowed)
    if not rows.update(**values):
        raise DecidedMeanwhileError
    item.refresh_from_db()
    Decision.objects.create(
        item_kind=item.kind,
        item_number=item.pk,
        action=action,
        by_id=by.pk if by is not None else None,
        words=words,
        original=original,
        at=now,
    )
    tell_listeners(item, action)


def tell_listeners(item: PeerItem, action: Action) -> None:
    """Does what has to happen with each step, in its transaction."""
    for listener in _listeners:
        listener(item, action)
