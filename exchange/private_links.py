"""Gives an author the private link to what they sent, and a code that can be read out on the phone.

Neither is stored: the token is worked out from the number of the form that was sent, so that the same form
sent again, after a lost answer, leads to the same page; the code is worked out from the token.
"""

import base64
import re
from datetime import timedelta
from typing import Final

from django.utils.crypto import salted_hmac

from exchange.models import Author
from jobs import links

PURPOSE: Final = "exchange.author"
VALID_FOR: Final = timedelta(days=3 * 365)
TOKEN_BYTES: Final = 16
# Neither 0 and O nor 1, I and L: they are read out and written down by hand.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LETTERS: Final = 10
# How a code is shown, in groups that are easy to say.
GROUPS: Final = (4, 4, 2)


def token_for(form_id: str) -> str:
    """Returns the token of the link that a form leads to: 128 bits that only this site can work out."""
    digest = salted_hmac("exchange.token", form_id, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode().rstrip("=")


def code_for(token: str) -> str:
    """Returns the ten letters that open the page of a link for reading."""
    number = int.from_bytes(salted_hmac("exchange.code", token, algorithm="sha256").digest())
    letters = []
    for _position in range(CODE_LETTERS):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def shown_code(code: str) -> str:
    """Returns a code as people read it: K7WM-4RTX-2P."""
    parts, start = [], 0
    for length in GROUPS:
        parts.append(code[start : start + length])
        start += length
    return "-".join(parts)


def code_hash(typed: str) -> str:
    """Returns what is stored of a code, however it was typed: case, blanks and dashes do not matter."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return salted_hmac("exchange.code_hash", code, algorithm="sha256").hexdigest()


def new_author(form_id: str, language: str) -> tuple[Author, str]:
    """Writes an author with a private link; returns both, the link as its token."""
    token = token_for(form_id)
    author = Author.objects.create(language=language, code_hash=code_hash(code_for(token)))
    links.make(PURPOSE, str(author.pk), valid_for=VALID_FOR, token=token)
    return author, token


def author_of(token: str) -> Author | None:
    """Returns whose link this is; None where it is wrong, too old or ended."""
    link = links.find(token, PURPOSE)
    return Author.objects.filter(pk=int(link.subject)).first() if link else None


def author_by_code(typed: str) -> Author | None:
    """Returns whose code this is. Count the tries with a limit first: it is shorter than a link."""
    author = Author.objects.filter(code_hash=code_hash(typed)).first()
    # A link that was ended ends its code as well.
    return author if author and links.has_open(PURPOSE, str(author.pk)) else None
