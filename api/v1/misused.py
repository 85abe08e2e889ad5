"""Says of parameters that could not be used what may stand there, in the asked language."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from readers.presenters.wording import number

WHOLE_NUMBER: Final = _("“%(parameter)s” has to be a whole number.")
NUMBER: Final = _("“%(parameter)s” has to be a number.")
MOMENT: Final = _(
    "“%(parameter)s” has to be a day such as 2026-05-31 or a moment such as 2026-05-31T08:00:00Z."
)
ELSE: Final = _("“%(parameter)s” has a value that cannot be used.")
# What pydantic calls a fault, and which of its bounds the sentence names as `bound`.
SENTENCES: Final[Mapping[str, tuple[Promise, str]]] = {
    "missing": (_("“%(parameter)s” is missing."), ""),
    "less_than_equal": (_("“%(parameter)s” may be %(bound)s at most."), "le"),
    "greater_than_equal": (_("“%(parameter)s” has to be at least %(bound)s."), "ge"),
    "string_too_long": (_("“%(parameter)s” may have %(bound)s characters at most."), "max_length"),
    "string_too_short": (
        _("“%(parameter)s” has to have at least %(bound)s characters."),
        "min_length",
    ),
    "too_long": (_("“%(parameter)s” may be given %(bound)s times at most."), "max_length"),
    "literal_error": (_("“%(parameter)s” has to be one of: %(bound)s."), "expected"),
    "int_parsing": (WHOLE_NUMBER, ""),
    "int_parsing_size": (WHOLE_NUMBER, ""),
    "float_parsing": (NUMBER, ""),
    "finite_number": (NUMBER, ""),
    "unknown_country": (
        _("“%(parameter)s” has to be a country in two letters, as in ISO 3166: BJ, for example."),
        "",
    ),
    # The only pattern there is, of the languages that are spoken.
    "string_pattern_mismatch": (
        _("“%(parameter)s” has to be the tag of a language, as in BCP 47: ff or pt-BR, for example."),
        "",
    ),
}
_QUOTED: Final = re.compile("'([^']*)'")


def misused(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Returns a fault for each thing that pydantic found wrong with the parameters of a request."""
    return [_fault(error) for error in errors]


def _fault(error: Mapping[str, Any]) -> dict[str, str]:
    # ("query", "limit") or ("query", "asked", "crops", 0): the name is the last that is no number.
    names = [str(part) for part in error.get("loc", ()) if not isinstance(part, int)]
    name, code = names[-1] if names else "", str(error.get("type", ""))
    text, key = SENTENCES.get(code, (MOMENT if code.startswith("datetime_") else ELSE, ""))
    bound = _bound(error.get("ctx", {}).get(key, ""))
    return {"parameter": name, "code": code, "message": str(text) % {"parameter": name, "bound": bound}}


def _bound(bound: Any) -> str:
    """Returns a bound as people write it; of choices, which pydantic says in English, the codes alone."""
    return ", ".join(_QUOTED.findall(bound)) if isinstance(bound, str) else number(bound, 1)
