"""Names the site as the sender of its mails."""

from email.utils import formataddr, parseaddr

from django.utils.translation import gettext as _


def named_sender(address: str) -> str:
    """Returns a sender with the site's name in the active language, where the settings give it no other."""
    name, mailbox = parseaddr(address)
    return address if name or not mailbox else formataddr((_("Twin Fields"), mailbox))
