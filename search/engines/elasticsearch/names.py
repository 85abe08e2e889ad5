"""Names of indexes and their aliases.

An alias carries the stamp of the mapping, so other versions of this code never ask an index that they
do not fit.
"""

import time


def reading_alias(prefix: str, stamp: str) -> str:
    """Return the alias that names the index in use."""
    return f"{prefix}-practices-{stamp}"


def writing_alias(prefix: str, stamp: str) -> str:
    """Return the alias that names the index in use and one being built, so that both get every change."""
    return f"{reading_alias(prefix, stamp)}-changes"


def new_index(prefix: str, stamp: str) -> str:
    """Return a name for a new index; it sorts after those of earlier ones, whatever their stamp."""
    return f"{prefix}-practices-at-{time.time_ns() // 1_000_000:014d}-{stamp}"


def every_index(prefix: str) -> str:
    """Return the pattern that all indexes of this site match."""
    return f"{prefix}-practices-at-*"


def is_ours(index: str, prefix: str) -> bool:
    """Return whether the name is one of an index of this site."""
    return index.startswith(every_index(prefix).removesuffix("*"))
