"""What this app lets the worker do: find the peers of a question, forget what nobody needs any more."""

from datetime import timedelta

from exchange import contact, contributing, files, listeners
from exchange.deliveries import FIND_PEERS, find_peers
from jobs.registry import Lane, Running, job, periodic


@job(FIND_PEERS, lane=Lane.SCHEDULE)
def find(running: Running) -> None:
    find_peers(running.claim.payload["question"])


@periodic("exchange.forget_contacts", every=timedelta(hours=12))
def forget_contacts() -> None:
    contact.forget_old()


@periodic("exchange.forget_unconfirmed", every=timedelta(hours=6))
def forget_unconfirmed() -> None:
    listeners.forget_unconfirmed()


@periodic("exchange.forget_old_drafts", every=timedelta(hours=1))
def forget_old_drafts() -> None:
    contributing.forget_old_drafts()


@periodic("exchange.forget_unsent_files", every=timedelta(hours=6))
def forget_unsent_files() -> None:
    files.forget_unsent_files()
