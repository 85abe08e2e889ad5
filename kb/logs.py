"""Keeps what a reader asked for out of the log: a query string tells where somebody farms."""

import logging
import re

QUERY = re.compile(r"\?[^\s\"']*")


class WithoutQueryStrings(logging.Filter):
    """Cuts everything after the question mark of an address from a message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(QUERY.sub("?…", arg) if isinstance(arg, str) else arg for arg in record.args)
        if isinstance(record.msg, str):
            record.msg = QUERY.sub("?…", record.msg)
        return True
