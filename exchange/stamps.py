"""Signs the forms of readers, who have no cookie and no account.

A stamp stands in the form as a hidden field. It names the form (a random number, so that the same thing sent
twice is known), what the form is about, and when it was given out, so that what no person could have typed so
fast is looked at twice.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.utils import timezone

SALT: Final = "exchange.stamp"
# A form may lie open for a day; after that the same form is given out again with all that was typed.
GOOD_FOR: Final = timedelta(days=1)
# Between opening a form and sending it: three taps take longer.
TOO_FAST: Final = timedelta(seconds=2)


class StampError(Exception):
    """Raised for a stamp that is missing, forged or meant for another form."""


class ExpiredStampError(StampError):
    """Raised for a stamp that was given out too long ago."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a form was given out as."""

    form_id: str
    age: timedelta

    @property
    def is_too_fast(self) -> bool:
        return self.age < TOO_FAST


def new_stamp(subject: str, now: datetime | None = None) -> str:
    """Returns the stamp of a form about `subject`, given out now."""
    given_out = (now or timezone.now()).timestamp()
    return signing.Signer(salt=SALT).sign_object([secrets.token_hex(16), subject, given_out])


def read_stamp(stamp: str, subject: str, now: datetime | None = None) -> Stamp:
    """Returns what a form was given out as. Raises StampError, of which ExpiredStampError is one."""
    try:
        form_id, about, given_out = signing.Signer(salt=SALT).unsign_object(stamp)
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise StampError from problem
    if about != subject:
        raise StampError
    age = timedelta(seconds=(now or timezone.now()).timestamp() - given_out)
    if age > GOOD_FOR:
        raise ExpiredStampError
    return Stamp(form_id, age)
