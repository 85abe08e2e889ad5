"""Says in plain text, in all languages, what the files are, what may be done with them, how to check them."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from api.models import Download
from practices.interchange.record_files import FORMAT, LICENCE_ADDRESSES, Head
from practices.interchange.tables.columns import columns
from zones.vocabulary import LANGUAGES


def read_me(head: Head, count: int, files: Iterable[Download]) -> str:
    """Returns the text that lies beside the files."""
    lines: list[str] = []
    for code in LANGUAGES:
        with translation.override(code):
            practices = ngettext("%(count)s practice", "%(count)s practices", count) % {"count": count}
            lines += [
                head.title(),
                "",
                f"{practices}, {head.made_at:%Y-%m-%d %H:%M} UTC",
                f"{_('Licence')}{_(':')} {head.licence()}",
                f"{_('How to name the source')}{_(':')} {head.citation()}",
                "",
            ]
    lines += [f"{name}: {address}" for name, address in LICENCE_ADDRESSES.items()]
    lines += ["", f"format {FORMAT}", "", "SHA-256:"]
    lines += [f"{file.sha256}  {file.name}" for file in files]
    lines += ["", "CSV, XLSX, GeoJSON:"]
    lines += [f"{column.key}: {column.heading}" for column in columns()]
    return "\n".join(lines) + "\n"
