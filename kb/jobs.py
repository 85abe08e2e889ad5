"""What the site itself lets the worker do: the mail on Mondays."""

from datetime import timedelta

from jobs.registry import Lane, periodic
from kb.desk import weekly


@periodic("kb.weekly_digest", every=timedelta(minutes=30), lane=Lane.MAIL)
def weekly_digest() -> None:
    weekly.send_due()
