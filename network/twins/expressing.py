"""Takes in expressions of interest: sent by a form, confirmed by mail, decided, withdrawn by a link.

One link does both: while the address is not confirmed its page has the button that confirms, afterwards the
one that withdraws. Nobody but whoever has the link sees what is not confirmed.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from exchange import erasures
from jobs import links, mail
from jobs.limits import Limit
from network.models import Expression, Territory, TerritoryState

MINE: Final = "network.expression"
VALID_FOR: Final = timedelta(days=3 * 365)
CONFIRM_WITHIN: Final = timedelta(days=7)
MAILS_TO_ONE_ADDRESS: Final = Limit("twin mails", count=3, per=timedelta(days=1))
# How the Message-ID of these mails begins, by which they are found to be erased.
MESSAGE_IDS: Final = "<twins."
# Under this name a withdrawal is noted, so that a backup that is brought back is erased again.
ERASURE: Final = "twin expression"


class DecidedMeanwhileError(Exception):
    """Raised where somebody else decided, or it was withdrawn, since the page was opened."""


def send(form_id: str, content: Mapping[str, Any], *, language: str) -> str:
    """Writes an expression; returns the token of its link, empty where the same form was sent before."""
    if Expression.objects.filter(form_id=form_id).exists():
        return ""
    try:
        with transaction.atomic():
            made = Expression.objects.create(form_id=form_id, language=language, **content)
            return links.make(MINE, str(made.pk), valid_for=VALID_FOR)
    except IntegrityError:
        # The same form, sent by two connections at the same moment: the other one was first.
        return ""


def of_link(token: str) -> Expression | None:
    """Returns whose link this is; None where it is wrong, or over, or was not confirmed in time."""
    link = links.find(token, MINE)
    if link is None:
        return None
    found = Expression.objects.select_related("territory").filter(pk=int(link.subject)).first()
    return None if found is None or is_late(found) else found


def is_late(expression: Expression) -> bool:
    """Returns whether nobody confirmed it in time: it only waits to be deleted."""
    return expression.confirmed_at is None and expression.created_at < timezone.now() - CONFIRM_WITHIN


def confirm(expression: Expression) -> None:
    """Puts it into the coordination's queue; pressed twice it stays as it was."""
    Expression.objects.filter(pk=expression.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def queue() -> QuerySet[Expression]:
    """Returns what the coordination may see: all that were confirmed, the newest first."""
    return Expression.objects.exclude(confirmed_at=None).select_related("territory")


def waiting() -> QuerySet[Expression]:
    """Returns what nobody has decided yet."""
    return queue().filter(state=Expression.State.RECEIVED)


@transaction.atomic
def decide(number: int, seen: str, state: str, note: str, user: Any) -> Expression:
    """Sets the state, in which `seen` was the one before; an accepted one with consent becomes public.

    Raises DecidedMeanwhileError where it is in another state by now, or gone.
    """
    expression = queue().select_for_update(of=("self",)).filter(pk=number, state=seen).first()
    if expression is None:
        raise DecidedMeanwhileError
    expression.state, expression.note = state, note
    expression.decided_at, expression.decided_by = timezone.now(), user
    if expression.territory is None and state == Expression.State.ACCEPTED and expression.publication_text:
        expression.territory = _territory_of(expression)
    expression.save()
    if expression.territory is not None:
        is_public = state == Expression.State.ACCEPTED
        expression.territory.state = TerritoryState.PUBLISHED if is_public else TerritoryState.WITHDRAWN
        expression.territory.save()
    return expression


def _territory_of(expression: Expression) -> Territory:
    """Returns the public page of an expression: the place and what it says, without a person's name."""
    return Territory.objects.create(
        name=expression.territory_name,
        country=expression.country,
        latitude=expression.latitude,
        longitude=expression.longitude,
        languages=expression.languages,
        offers=expression.offers,
        seeks=expression.seeks,
        own_text=expression.why,
        own_language=expression.language,
        state=TerritoryState.PUBLISHED,
    )


@transaction.atomic
def withdraw(expression: Expression) -> None:
    """Erases it with its link and mails; the page that was made of it goes, with what it said."""
    number = expression.pk
    # As it is stored by now: it may have been accepted since whoever withdraws it opened their page.
    rows = Expression.objects.select_for_update(of=("self",)).select_related("territory")
    stored = rows.filter(pk=number).first()
    territory = stored.territory if stored is not None else None
    if territory is not None:
        territory.state, territory.own_text = TerritoryState.WITHDRAWN, ""
        territory.save()
    mail.erase(expression.email, MESSAGE_IDS)
    links.revoke(MINE, str(number))
    expression.delete()
    erasures.note(ERASURE, number)


def apply_again(noted: Sequence[erasures.Erasure]) -> int:
    """Erases those again that were withdrawn and came back with a backup; returns how many."""
    count = 0
    for erasure in noted:
        if erasure.kind != ERASURE:
            continue
        rows = Expression.objects.select_related("territory")
        back = rows.filter(pk=erasure.id, created_at__lt=erasure.at).first()
        if back is not None:
            with erasures.without_notes():
                withdraw(back)
            count += 1
    return count


def forget_unconfirmed() -> int:
    """Deletes what nobody confirmed in time; returns how many."""
    before = timezone.now() - CONFIRM_WITHIN
    late = list(Expression.objects.filter(confirmed_at=None, created_at__lt=before))
    for expression in late:
        mail.erase(expression.email, MESSAGE_IDS)
        links.revoke(MINE, str(expression.pk))
        expression.delete()
    return len(late)
