"""Stores the issues of the newsletter, who gets them, and what was sent."""

from newsletter.models.issue import Entry, EntryKind, Issue, WhereMissing
from newsletter.models.sending import Delivery, Sending
from newsletter.models.subscriber import StoppedAddress, Subscriber

__all__ = [
    "Delivery",
    "Entry",
    "EntryKind",
    "Issue",
    "Sending",
    "StoppedAddress",
    "Subscriber",
    "WhereMissing",
]
