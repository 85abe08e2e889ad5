"""Keeps what a reader asked for, and what opens a private link, out of the log.

A query string tells where somebody farms. What follows `confirm/` and its like in a path is the secret of a
link that was sent to one person.
"""

import logging
import re
from typing import Final

QUERY: Final = re.compile(r"\?[^\s\"']*")
SECRET: Final = re.compile(r"(/(?:mine|confirm|stop|answer|tell)/)[^\s\"'?]+")


def without_secrets(text: str) -> str:
    """Returns the text without query strings, and without the paths of private links."""
    return SECRET.sub(r"\1…", QUERY.sub("?…", text))


class WithoutSecrets(logging.Filter):
    """Cuts addresses in a message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(arg) if isinstance(arg, str) else arg for arg in record.args)
        if isinstance(record.msg, str):
            record.msg = without_secrets(record.msg)
        return True
