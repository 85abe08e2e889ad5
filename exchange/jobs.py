"""What this app lets the worker do: forget how to reach authors, and drafts that nobody sent."""

from datetime import timedelta

from exchange import contact, contributing
from jobs.registry import periodic


@periodic("exchange.forget_contacts", every=timedelta(hours=12))
def forget_contacts() -> None:
    contact.forget_old()


@periodic("exchange.forget_old_drafts", every=timedelta(hours=1))
def forget_old_drafts() -> None:
    contributing.forget_old_drafts()
