"""Files that hold records, and files that only claim to."""

import json
from pathlib import Path

import pytest

from practices.interchange.readers import MOST_MEGABYTES, read, read_json


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(json.dumps([{"id": "two"}, {"id": "three"}]))
    (tmp_path / "a.json").write_text(json.dumps({"id": "one"}))
    (tmp_path / "notes.txt").write_text("not a record")
    reading = read(tmp_path)
    assert [(row.name, row.data["id"]) for row in reading.rows] == [
        ("a.json", "one"),
        ("b.json, 1", "two"),
        ("b.json, 2", "three"),
    ]
    assert reading.problems == ()


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.json").write_text("{}")
    reading = read(tmp_path)
    assert [row.source for row in reading.rows] == ["b.json"]
    assert [(problem.source, problem.code) for problem in reading.problems] == [("a.json", "unreadable")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b'{"id": 1', "unreadable"),
        (b"\xff\xfe{}", "not_text"),
        (b"[]", "no_records"),
        (b'{"a": 1, "a": 2}', "repeated_key"),
        (b'{"n": ' + b"9" * 5000 + b"}", "unreadable"),
        (b"[" * 200_000 + b"]" * 200_000, "too_deep"),
        (b" " * (MOST_MEGABYTES * 1_000_000 + 1), "file_too_big"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, code: str) -> None:
    reading = read_json(content, "sent.json")
    assert reading.rows == ()
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.problems[0].message


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_json(b'\xef\xbb\xbf{"id": "one"}', "sent.json").rows[0].data == {"id": "one"}


def test_nothing_there(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path).problems] == ["no_records"]
    assert [problem.code for problem in read(tmp_path / "gone.json").problems] == ["not_found"]
