"""What this app lets the worker do: forget how to reach authors once all was settled long ago."""

from datetime import timedelta

from exchange import contact
from jobs.registry import periodic


@periodic("exchange.forget_contacts", every=timedelta(hours=12))
def forget_contacts() -> None:
    contact.forget_old()
