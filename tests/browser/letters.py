"""Letters as the mail server received them."""

import re
import time
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from tests.browser.conftest import PATIENCE_S, RunningSite

BETWEEN_LOOKS_S = 0.2


def letters_to(site: RunningSite, address: str) -> list[EmailMessage]:
    """Returns the letters that have arrived for somebody, the last one first."""
    found = []
    for path in sorted((site.letters / "new").iterdir(), reverse=True):
        letter = cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default))
        if address in str(letter["To"]):
            found.append(letter)
    return found


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def arrived(
    site: RunningSite,
    address: str,
    wanted: Callable[[EmailMessage], bool],
    before: Callable[[], object] = lambda: None,
) -> EmailMessage:
    """Waits for a letter that is as wanted, and returns it."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        before()
        if found := next(filter(wanted, letters_to(site, address)), None):
            return found
        time.sleep(BETWEEN_LOOKS_S)
    subjects = [each["Subject"] for each in letters_to(site, address)]
    raise AssertionError(f"no such letter to {address} among {subjects}")


def link_mailed(
    site: RunningSite, to: str, part: str, before: Callable[[], object] = lambda: None
) -> tuple[str, str]:
    """Waits for a letter with a link to this part of the site; returns its text and the path of the link."""
    pattern = re.compile(rf"https?://[^/\s]+((?:/\w+)+/{part}/[\w-]+/)")
    letter = arrived(site, to, lambda each: bool(pattern.search(text_of(each))), before)
    text = text_of(letter)
    found = pattern.search(text)
    assert found
    return text, found[1]
