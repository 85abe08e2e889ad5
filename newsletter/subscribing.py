"""Subscribers of the newsletter: asked for on a page, confirmed by mail, stopped by a link in every mail.

Whether an address is known is told to nobody: known or not, the same is written, sent and answered, and an
address gets one mail of this kind a day, however often it is typed. What a known subscriber asks for anew
counts once it is confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from exchange import erasures, wishes
from exchange.wishes import CONFIRM_WITHIN
from jobs import links, mail
from jobs.consent_texts import NEWSLETTER, current
from jobs.limits import Limit
from newsletter.models import Delivery, StoppedAddress, Subscriber

CONFIRM: Final = "newsletter.confirm"
STOP: Final = "newsletter.stop"
MINE: Final = "newsletter.mine"
# A mail may be opened years later, and its link must still stop them.
STOP_WITHIN: Final = timedelta(days=10 * 365)
# To what is kept of somebody, for whoever reads their mail now.
MINE_WITHIN: Final = timedelta(days=1)
MAILS_TO_ONE_ADDRESS: Final = Limit("newsletter mails", count=1, per=timedelta(days=1))
KEPT_MAILS_TO_ONE_ADDRESS: Final = Limit("newsletter kept mails", count=1, per=timedelta(days=1))
TOKEN_LETTERS: Final = 32
# How the Message-ID of every mail of the newsletter begins, by which they are found to be erased.
MESSAGE_IDS: Final = "<newsletter."
# Under this name an erasure is noted, so that a backup that is brought back is erased again.
ERASURE: Final = "newsletter subscriber"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants: languages in their order, and what is added to their mails."""

    languages: Sequence[str]
    region: int | None = None
    land_pairs: Sequence[Sequence[str]] = ()


def is_offered() -> bool:
    """Returns whether this site sends the newsletter itself, and so takes subscribers."""
    return bool(settings.NEWSLETTER_SENDING)


def normalized(email: str) -> str:
    return email.strip().lower()


@transaction.atomic
def ask(email: str, wish: Wish) -> str:
    """Writes down what an address is said to want; returns the token of the link that confirms it."""
    # The same statements for the known and the unknown, so that both take as long.
    subscriber, _is_new = Subscriber.objects.select_for_update().get_or_create(
        email=normalized(email), defaults={"consent_way": Subscriber.Way.FORM}
    )
    return wishes.write_down(subscriber, CONFIRM, wish)


def to_confirm(token: str) -> Subscriber | None:
    """Returns whose wish a link confirms; None where it is over."""
    link = links.find(token, CONFIRM)
    return wishes.of_link(Subscriber.objects.all(), link.subject) if link else None


@transaction.atomic
def confirm(token: str) -> Subscriber | None:
    """Makes somebody a subscriber; returns them, or None where the link is over."""
    if to_confirm(token) is None:
        return None
    link = links.use(token, CONFIRM)
    subscriber = wishes.of_link(Subscriber.objects.select_for_update(), link.subject) if link else None
    if subscriber is None:
        return None
    wished, now = wishes.settle(subscriber), timezone.now()
    subscriber.languages, subscriber.land_pairs = wished["languages"], wished["land_pairs"]
    subscriber.region_id = wished["region"]
    subscriber.confirmed_at, subscriber.bounced_on = now, None
    subscriber.consent_way, subscriber.consent_on = Subscriber.Way.FORM, now.date()
    subscriber.consent_proof = current(NEWSLETTER)
    subscriber.save()
    StoppedAddress.objects.filter(digest=stopped_digest(subscriber.email)).delete()
    return subscriber


def stop_token(subscriber: Subscriber) -> str:
    """Returns the token of the link that stops the mails: the same in all of them."""
    made_of = f"{subscriber.pk} {subscriber.created_at.timestamp()}"
    token = salted_hmac("newsletter.stop", made_of, algorithm="sha256").hexdigest()[:TOKEN_LETTERS]
    if links.find(token, STOP) is None:
        links.make(STOP, str(subscriber.pk), valid_for=STOP_WITHIN, token=token)
    return token


def to_stop(token: str) -> Subscriber | None:
    """Returns whose mails a link stops; None for no such link, and where it has stopped them already."""
    link = links.find(token, STOP)
    return Subscriber.objects.filter(pk=int(link.subject)).first() if link else None


def mine_token(subscriber: Subscriber) -> str:
    """Returns the token of a new link to what is kept of somebody."""
    return links.make(MINE, str(subscriber.pk), valid_for=MINE_WITHIN)


def to_show(token: str) -> Subscriber | None:
    """Returns of whom a link shows what is kept; None where it is over."""
    link = links.find(token, MINE)
    return Subscriber.objects.filter(pk=int(link.subject)).first() if link else None


def is_stop_link(token: str) -> bool:
    """Returns whether this is a link that stops mails, or has stopped them."""
    return links.find(token, STOP) is not None


def stop(token: str) -> bool:
    """Forgets whose link this is, with all that was kept of them; returns False for no such link."""
    if not is_stop_link(token):
        return False
    if subscriber := to_stop(token):
        forget(subscriber)
    return True


@transaction.atomic
def forget(subscriber: Subscriber) -> None:
    """Erases a subscriber. A keyed hash of the address stays, so that no import brings it back."""
    number = subscriber.pk
    StoppedAddress.objects.get_or_create(digest=stopped_digest(subscriber.email))
    Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.WAITING).delete()
    # A mail server names the address where it refuses it.
    subscriber.deliveries.update(error="")
    mail.erase(subscriber.email, MESSAGE_IDS)
    subscriber.delete()
    erasures.note(ERASURE, number)


def stopped_digest(email: str) -> str:
    """Returns what stands for an address that stopped; only who knows the site's secret key could make it."""
    return salted_hmac("newsletter.stopped", normalized(email), algorithm="sha256").hexdigest()


def apply_again(noted: Sequence[erasures.Erasure]) -> int:
    """Erases those again who had stopped and came back with a backup; returns how many."""
    count = 0
    for erasure in noted:
        if erasure.kind != ERASURE:
            continue
        back = Subscriber.objects.filter(pk=erasure.id, created_at__lt=erasure.at).first()
        if back is not None:
            with erasures.without_notes():
                forget(back)
            count += 1
    return count


def own_data(subscriber: Subscriber) -> dict[str, Any]:
    """Returns all that is kept of somebody, for themselves."""
    sent = subscriber.deliveries.select_related("sending__issue").order_by("pk")
    return {
        "email": subscriber.email,
        "languages": subscriber.languages,
        "region": subscriber.region.name if subscriber.region else "",
        "land": subscriber.land_pairs,
        "waits_to_be_confirmed": subscriber.wishes,
        "since": subscriber.created_at,
        "confirmed": subscriber.confirmed_at,
        "consent": {
            "how": subscriber.consent_way,
            "on": subscriber.consent_on,
            "proof": subscriber.consent_proof,
        },
        "came_back_on": subscriber.bounced_on,
        "mails": [
            {
                "issue": row.sending.issue.slug,
                "language": row.language,
                "state": row.state,
                "at": row.changed_at,
            }
            for row in sent
        ],
    }


def forget_unconfirmed() -> int:
    """Deletes the addresses that nobody confirmed in time; returns how many."""
    before = timezone.now() - CONFIRM_WITHIN
    late = Subscriber.objects.filter(confirmed_at=None, created_at__lt=before)
    for subscriber in late:
        mail.erase(subscriber.email, MESSAGE_IDS)
        subscriber.delete()
    return len(late)
