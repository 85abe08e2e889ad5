"""What this app lets the worker do: forget drafts that nobody sent."""

from datetime import timedelta

from exchange import contributing
from jobs.registry import periodic


@periodic("exchange.forget_old_drafts", every=timedelta(hours=1))
def forget_old_drafts() -> None:
    contributing.forget_old_drafts()
