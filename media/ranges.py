"""Answers with a part of a file where a browser asks for one, so that one can seek in a sound."""

import re
from typing import IO, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# One range: whoever asks for several gets all, which is allowed and simple.
RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK_BYTES: Final = 64 * 1024


class Part:
    """The bytes of a file from `first` on, `length` of them."""

    def __init__(self, file: IO[bytes], first: int, length: int) -> None:
        self._file, self._left = file, length
        file.seek(first)

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        data = self._file.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(data)
        return data

    def close(self) -> None:
        self._file.close()


def file_response(request: HttpRequest, file: IO[bytes], size: int, etag: str) -> HttpResponseBase:
    """Returns the file, the part that was asked for (206), or that there is no such part (416).

    A part that belongs to an older file (`If-Range`) is not given: the browser gets all of the new one.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    is_same = request.headers.get("If-Range", etag) == etag
    response: HttpResponseBase
    if asked is None or not any(asked.groups()) or not is_same or request.method not in ("GET", "HEAD"):
        response = FileResponse(file)
        response["Content-Length"] = str(size)
    elif (span := _span(asked, size)) is None:
        file.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        first, last = span
        length = last - first + 1
        response = FileResponse(Part(file, first, length), status=206)
        response["Content-Length"] = str(length)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


def _span(asked: "re.Match[str]", size: int) -> tuple[int, int] | None:
    """Returns the first and the last byte, None where there is nothing there."""
    # Numbers of any length are asked for; what lies behind the end is the end.
    first, last = (int(text[:18]) if text else None for text in asked.groups())
    if first is None:
        assert last is not None
        first, last = max(0, size - last), size - 1
    else:
        last = size - 1 if last is None else min(last, size - 1)
    return (first, last) if first <= last and first < size else None
