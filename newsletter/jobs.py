"""What the newsletter lets the worker do: send, and forget who never confirmed."""

from datetime import timedelta

from jobs.registry import periodic, service
from newsletter.sending import send_until
from newsletter.subscribing import forget_unconfirmed, is_offered

service("newsletter.sending", send_until, is_shared=True, is_wanted=is_offered)


@periodic("newsletter.forget_unconfirmed", every=timedelta(hours=1))
def forget_who_never_confirmed() -> None:
    forget_unconfirmed()
