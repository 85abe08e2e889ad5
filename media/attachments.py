"""Answers with a file to keep, whatever letters its name has."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

HTML: Final = "text/html; charset=utf-8"
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of what one person alone may see: nobody on the way keeps it, nor does a browser that others use.
UNKEPT: Final = "private, no-store"


def attachment(
    content: str | bytes, content_type: str, name: str, *, is_private: bool = False
) -> HttpResponse:
    """Returns the answer that browsers save as a file, and never show as a page of this site."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "",
        "X-Content-Type-Options": "nosniff",
        **({"Cache-Control": UNKEPT} if is_private else {}),
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
