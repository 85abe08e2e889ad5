"""A browser that seeks in a sound gets the part it asked for."""

import io

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from media.ranges import file_response

CONTENT = bytes(range(100))
ETAG = '"1-64"'


def ask(method: str = "get", **headers: str) -> HttpResponseBase:
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return file_response(request, io.BytesIO(CONTENT), len(CONTENT), ETAG)


def content(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 99),
        ("bytes=10-19", 10, 19),
        ("bytes=90-500", 90, 99),
        ("bytes=-5", 95, 99),
        ("bytes=-500", 0, 99),
        ("bytes=99-99", 99, 99),
        (f"bytes=1-{'9' * 5000}", 1, 99),
    ],
)
def test_a_part_is_given_with_where_it_lies(asked: str, first: int, last: int) -> None:
    response = ask(range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/100"
    assert response["Content-Length"] == str(last - first + 1)
    assert content(response) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=-0", "bytes=20-10"])
def test_a_part_that_is_not_there_is_refused_with_the_size(asked: str) -> None:
    response = ask(range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */100"
    assert content(response) == b""


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes 0-1"])
def test_all_is_given_for_what_is_no_single_part(asked: str) -> None:
    response = ask(range=asked)
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == "100"
    assert content(response) == CONTENT


def test_a_part_of_an_older_file_is_not_joined_to_the_new_one() -> None:
    same, older = (ask(range="bytes=50-", **{"if-range": etag}) for etag in (ETAG, '"0-64"'))
    assert (same.status_code, older.status_code) == (206, 200)
    assert content(same) == CONTENT[50:]
    assert content(older) == CONTENT


def test_a_file_is_closed_where_nothing_of_it_is_sent() -> None:
    file = io.BytesIO(CONTENT)
    request = RequestFactory().get("/", headers={"range": "bytes=100-"})
    file_response(request, file, len(CONTENT), ETAG)
    assert file.closed
