"""Reaches authors by the number they left, for the people of their region alone, and forgets it in time."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from django.db.models import DateTimeField, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from exchange.items import MODELS
from exchange.models import Author, State

# What the form promises: gone a year after the last decision.
KEPT_FOR: Final = timedelta(days=365)
# E.164: at most fifteen digits behind the plus; fewer than these are no number of a person.
FEWEST_DIGITS, MOST_DIGITS = 6, 15


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as typed, and as programs take it."""

    typed: str
    digits: str
    has_country: bool

    @property
    def call_url(self) -> str:
        """Returns what a telephone dials; empty where there are no digits to dial."""
        return f"tel:{'+' if self.has_country else ''}{self.digits}" if self.digits else ""

    def whatsapp_url(self, text: str) -> str:
        """Returns what opens WhatsApp with `text` filled in; it needs the country's code."""
        if not (self.digits and self.has_country):
            return ""
        return f"https://wa.me/{self.digits}?text={quote(text)}"


def number(typed: str) -> Number:
    """Returns a number however it was typed. One without + or 00 says nothing of its country."""
    digits = re.sub(r"[^0-9]", "", typed)
    has_country = typed.strip().startswith(("+", "00", "(+"))
    if digits.startswith("00"):
        digits = digits[2:]
    # The zero that is dialled within a country: +49 (0) 228 …
    if has_country and "(0)" in typed:
        digits = re.sub(r"[^0-9]", "", typed.replace("(0)", "")).removeprefix("00")
    is_number = FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
    return Number(typed, digits if is_number else "", has_country)


def forget_old(now: datetime | None = None) -> int:
    """Empties the addresses and numbers of those with whom all was settled a year ago; returns how many.

    Settled is what was decided; what is still waiting to be read keeps its author's number.
    """
    before = (now or timezone.now()) - KEPT_FOR
    old = Author.objects.exclude(email="", phone="").filter(created_at__lt=before)
    for model in MODELS.values():
        last = Coalesce("decided_at", "sent_at", "created_at", output_field=DateTimeField())
        rows = model._default_manager.alias(last=last).filter(Q(last__gte=before) | Q(state=State.WAITING))
        old = old.exclude(pk__in=rows.order_by().values("author"))
    return old.update(email="", phone="")
