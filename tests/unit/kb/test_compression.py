import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from kb.middleware import CompressionMiddleware, preferred_coding

PAGE = "<p>Zaï pits hold the first rain.</p>" * 100


def answer(response: HttpResponse, accept: str = "gzip, deflate, br") -> HttpResponse:
    request = RequestFactory().get("/en/", headers={"accept-encoding": accept})
    return CompressionMiddleware(lambda _: response)(request)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=1.0, *;q=0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0", None),
        ("identity", None),
        ("", None),
        ("bread", None),
    ],
)
def test_the_best_coding_that_the_client_takes(header: str, coding: str | None) -> None:
    assert preferred_coding(header) == coding


@pytest.mark.parametrize(
    ("accept", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)]
)
def test_a_page_arrives_whole_in_every_coding(accept: str, unpack) -> None:
    got = answer(HttpResponse(PAGE), accept)
    assert unpack(got.content).decode() == PAGE
    assert got["Vary"] == "Accept-Encoding"
    assert got.get("Content-Length", str(len(got.content))) == str(len(got.content))


def test_equal_pages_are_equal_bytes() -> None:
    assert answer(HttpResponse(PAGE), "gzip").content == answer(HttpResponse(PAGE), "gzip").content


def test_a_strong_etag_becomes_weak_when_the_bytes_change() -> None:
    assert answer(HttpResponse(PAGE, headers={"ETag": '"abc"'}))["ETag"] == 'W/"abc"'
    assert answer(HttpResponse(PAGE, headers={"ETag": '"abc"'}), "identity")["ETag"] == '"abc"'
    assert answer(HttpResponse(PAGE, headers={"ETag": 'W/"abc"'}))["ETag"] == 'W/"abc"'
    assert answer(HttpResponse(status=304, headers={"ETag": '"abc"'}))["ETag"] == 'W/"abc"'


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(PAGE, content_type="image/avif"),
        HttpResponse(PAGE, headers={"Content-Encoding": "zstd"}),
        StreamingHttpResponse(iter([PAGE])),
    ],
    ids=["short", "picture", "already coded", "stream"],
)
def test_what_is_better_left_alone(response: HttpResponse) -> None:
    before = response.get("Content-Encoding")
    assert answer(response).get("Content-Encoding") == before
