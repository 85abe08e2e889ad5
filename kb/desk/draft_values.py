"""Reads the latest version of a practice as it is stored, without making a page of it.

A page made of a version asks the database for each of its parts; a list only needs the name, and what is
still missing.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models

from practices.models import Practice
from zones.vocabulary import LANGUAGES


class DraftValues:
    """Holds the fields of a version by name; the practice needs its `latest_revision` loaded with it."""

    def __init__(self, practice: Practice) -> None:
        revision = practice.latest_revision
        self._practice = practice
        self._content: Mapping[str, Any] = revision.content if revision is not None else {}

    @property
    def texts(self) -> Mapping[str, Mapping[str, Any]]:
        return {"name": {code: getattr(self, f"name_{code}") for code in LANGUAGES}}

    def __getattr__(self, name: str) -> Any:
        """Returns a field as the version has it; of a foreign key its number, of children their list."""
        stored = name.removesuffix("_id")
        if stored not in self._content:
            return getattr(self._practice, name)
        value = self._content[stored]
        field = self._practice._meta.get_field(stored)
        if field.one_to_many:
            return _Children(value)
        return field.to_python(value) if isinstance(field, models.Field) and not field.is_relation else value


class _Children:
    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def count(self) -> int:
        return len(self._rows)
