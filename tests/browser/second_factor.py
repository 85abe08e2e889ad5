"""What an app for codes does on somebody's phone (RFC 6238: SHA-1, six digits, 30 s)."""

import base64
import hmac
import time

PERIOD_S = 30


def code_of(secret: str, later: int = 0) -> str:
    """Returns the code that an app with this secret shows now, or so many codes later or earlier."""
    counter = int(time.time()) // PERIOD_S + later
    digest = hmac.digest(base64.b32decode(secret, casefold=True), counter.to_bytes(8), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**6:06}"
