"""Has the database compare texts without regard to accents, capitals and normal form.

`title__folded__contains=folded("Étable")` finds "étable", "ETABLE" and the decomposed one alike.
"""

import unicodedata
from typing import Any, Final

from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField, Transform

_SPELT_OUT: Final = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"}
_FIRST_MARK: Final = 0x0300
_LAST_MARK: Final = 0x036F
_DROPPED: Final = {
    **{ord(letter): spelt for letter, spelt in _SPELT_OUT.items()},
    **dict.fromkeys(range(_FIRST_MARK, _LAST_MARK + 1)),
}


def folded(text: str) -> str:
    """Returns a text as it is compared."""
    return unicodedata.normalize("NFKD", text.lower()).translate(_DROPPED)


class Folded(Transform):
    """Folds a column in the database, by the same rule."""

    lookup_name = "folded"
    function = "TWINFIELDS_FOLDED"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        marks = f"[{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}]"
        template = f"regexp_replace(normalize(lower(%(expressions)s), NFKD), '{marks}', '', 'g')"
        for letter, spelt in _SPELT_OUT.items():
            template = f"replace({template}, '{letter}', '{spelt.replace(chr(39), chr(39) * 2)}')"
        return super().as_sql(compiler, connection, template=template, **extra)


def add_function(connection: Any, **kwargs: Any) -> None:
    """Gives SQLite, which knows ASCII only, the function; PostgreSQL has what it takes."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            Folded.function, 1, lambda text: text and folded(str(text)), deterministic=True
        )


def connect() -> None:
    for kind in (CharField, TextField):
        kind.register_lookup(Folded)
    connection_created.connect(add_function, dispatch_uid="media.folded_text")
