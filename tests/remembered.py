"""What thousands of tests begin with: made once in each process, then its statements are repeated.

To make a region takes a hundred questions, many objects and their signals; to write its rows again takes a
twentieth of that.
"""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection

Made = TypeVar("Made")
Numbers = frozenset[tuple[str, int]]
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Remembered:
    """Holds what was made, and with which statements."""

    made: Any
    statements: list[tuple[str, Any, bool]]

    def repeat(self) -> Any:
        """Writes the rows again and returns what was made, each time anew."""
        with connection.cursor() as cursor:
            for statement, values, is_many in self.statements:
                (cursor.executemany if is_many else cursor.execute)(statement, values)
        # What signals would have taken out.
        cache.clear()
        return deepcopy(self.made)


_remembered: dict[tuple[Hashable, ...], Remembered] = {}


def remembered(make: Callable[..., Made], *told: Hashable) -> Made:
    """Returns `make(*told)`, which may depend on nothing else but the database.

    It is made afresh where the next rows get other numbers than before, since its parts name each other by
    these, and where rows are committed, which others are told of.
    """
    if not connection.in_atomic_block:
        return make(*told)
    known = (make, told, next_numbers())
    if known in _remembered:
        again: Made = _remembered[known].repeat()
        return again
    statements: list[tuple[str, Any, bool]] = []

    def listen(execute: Any, statement: str, values: Any, is_many: bool, context: Any) -> Any:
        if statement.startswith(WRITING):
            statements.append((statement, values, is_many))
        return execute(statement, values, is_many, context)

    with connection.execute_wrapper(listen):
        made = make(*told)
    _remembered[known] = Remembered(deepcopy(made), statements)
    return made


def next_numbers() -> Numbers:
    """Returns the last number that each table gave to a row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
        else:
            # PostgreSQL does not take numbers back with the rows.
            models = apps.get_models(include_auto_created=True)
            cursor.execute("".join(connection.ops.sequence_reset_sql(no_style(), models)))
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return frozenset(cursor.fetchall())
