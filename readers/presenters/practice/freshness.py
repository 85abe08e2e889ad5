"""Says at the top of a page what a reader should know of its translation; nothing where it is up to date."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practices.freshness import EditKind, Standing, State
from practices.passages import languages_from
from zones.vocabulary import LANGUAGES


def translation_note(standings: Mapping[str, Standing], shown_in: str | None) -> str:
    """Returns the note for a page whose name is shown in `shown_in`, or in the reader's own language."""
    standing = standings.get(shown_in or languages_from(None)[0])
    if standing is None or not standing.readers_are_told:
        return ""
    notes = [_("Translated by a machine; nobody has read it through yet.")] if _is_machine(standing) else []
    if standing.since and standing.kind is EditKind.MAJOR:
        source = next((code for code in LANGUAGES if code in standings and standings[code].is_source), "")
        month = date_format(standing.since, "YEAR_MONTH_FORMAT")
        notes.append(_changed(source) % {"month": month})
    return " ".join(notes)


def _is_machine(standing: Standing) -> bool:
    return standing.state is State.MACHINE


def _changed(source: str) -> str:
    """Returns a whole sentence for each language: "from" goes together with its name in some."""
    return {
        "en": _("Translated from English; the original changed in %(month)s."),
        "fr": _("Translated from French; the original changed in %(month)s."),
        "es": _("Translated from Spanish; the original changed in %(month)s."),
    }.get(source) or _("This is a translation; the original changed in %(month)s.")
