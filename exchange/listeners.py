"""Peers who chose to hear of questions: by an address that they confirm, until they stop it.

Whether somebody is known is told to nobody: known or not, the same is written, sent and answered. What a
known listener asks for anew counts once it is confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from exchange import wishes
from exchange.models import Listener
from exchange.wishes import CONFIRM_WITHIN
from jobs import links
from jobs.limits import Limit

CONFIRM: Final = "exchange.confirm_listener"
STOP: Final = "exchange.stop_listener"
# A mail may be opened years later, and its link must still stop them.
STOP_WITHIN: Final = timedelta(days=10 * 365)
MAILS_TO_ONE_ADDRESS: Final = Limit("listener mails", count=3, per=timedelta(hours=1))
TOKEN_LETTERS: Final = 32


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to hear of, and in which language they are written to."""

    language: str
    reads: Sequence[str]
    land_pairs: Sequence[Sequence[str]]


@transaction.atomic
def ask(email: str, wish: Wish) -> str:
    """Writes down what an address is said to want; returns the token of the link that confirms it."""
    # The same statements for the known and the unknown, so that both take as long.
    listener, _is_new = Listener.objects.select_for_update().get_or_create(
        email=email.strip().lower(), defaults={"language": wish.language}
    )
    return wishes.write_down(listener, CONFIRM, wish)


def to_confirm(token: str) -> Listener | None:
    """Returns whose wish a link confirms; None where it is over."""
    link = links.find(token, CONFIRM)
    return wishes.of_link(Listener.objects.all(), link.subject) if link else None


@transaction.atomic
def confirm(token: str) -> Listener | None:
    """Lets somebody hear of questions; returns them, or None where the link is over."""
    if to_confirm(token) is None:
        return None
    link = links.use(token, CONFIRM)
    listener = wishes.of_link(Listener.objects.select_for_update(), link.subject) if link else None
    if listener is None:
        return None
    for name, value in wishes.settle(listener).items():
        setattr(listener, name, value)
    listener.confirmed_at = listener.confirmed_at or timezone.now()
    listener.save()
    return listener


def stop_token(listener: Listener) -> str:
    """Returns the token of the link that stops the mails: the same in all of them."""
    digest = salted_hmac("exchange.stop", str(listener.pk), algorithm="sha256").hexdigest()
    token = digest[:TOKEN_LETTERS]
    if links.find(token, STOP) is None:
        links.make(STOP, str(listener.pk), valid_for=STOP_WITHIN, token=token)
    return token


def can_stop(token: str) -> bool:
    """Returns whether this is a link that stops mails, or has stopped them."""
    return links.find(token, STOP) is not None


def stop(token: str) -> bool:
    """Forgets whose link this is, with all that was kept for them; returns False for no such link."""
    link = links.find(token, STOP)
    if link is None:
        return False
    Listener.objects.filter(pk=int(link.subject)).delete()
    return True


def forget_unconfirmed() -> int:
    """Deletes the addresses that nobody confirmed in time; returns how many."""
    before = timezone.now() - CONFIRM_WITHIN
    return Listener.objects.filter(confirmed_at=None, created_at__lt=before).delete()[0]
