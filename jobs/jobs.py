"""What this app lets the worker do: send mails (see `jobs/mail.py`), forget what is over."""

from datetime import timedelta

from django.utils import timezone

from jobs import limits, links, mail, queue
from jobs.registry import periodic

DONE_KEPT = timedelta(days=1)
FAILED_KEPT = timedelta(days=90)
MAILS_KEPT = timedelta(days=30)
# A link in a mail that nobody sent again is of no use by then.
MAIL_CONTENT_KEPT = timedelta(days=7)


@periodic("jobs.purge", every=timedelta(hours=1))
def purge() -> None:
    now = timezone.now()
    limits.purge()
    links.purge()
    mail.purge(MAILS_KEPT, MAIL_CONTENT_KEPT)
    queue.purge(done_before=now - DONE_KEPT, failed_before=now - FAILED_KEPT)
