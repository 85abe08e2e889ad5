"""What indexes and their aliases are called.

An alias carries the stamp of the mapping, so other versions of this code never ask an index that they
do not fit.
"""

import time


def reading_alias(prefix: str, stamp: str) -> str:
    return f"{prefix}-practices-{stamp}"


def writing_alias(prefix: str, stamp: str) -> str:
    """Names the index in use and one that is being built, so that both hear of every change."""
    return f"{reading_alias(prefix, stamp)}-changes"


def new_index(prefix: str, stamp: str) -> str:
    """Later ones sort after earlier ones of any stamp."""
    return f"{prefix}-practices-at-{time.time_ns() // 1_000_000:014d}-{stamp}"


def every_index(prefix: str) -> str:
    return f"{prefix}-practices-at-*"


def is_ours(index: str, prefix: str) -> bool:
    return index.startswith(every_index(prefix).removesuffix("*"))
