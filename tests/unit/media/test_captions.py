"""Captions come in from any program, and go out as times and words alone."""

from time import process_time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from media.captions import clean_captions, rewritten, transcript_of

VTT = """WEBVTT

00:00.500 --> 00:02.000
Dig a pit.

00:00:02.000 --> 00:00:05.000
Put in manure.
"""
WRITTEN = """WEBVTT

00:00:00.500 --> 00:00:02.000
Dig a pit.

00:00:02.000 --> 00:00:05.000
Put in manure.
"""
SRT = """1
00:00:00,500 --> 00:00:02,000
Dig a pit.

2
00:00:02,000 --> 00:00:05,000
Put in manure.
"""


def sent(content: str | bytes, encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "captions.vtt", content.encode(encoding) if isinstance(content, str) else content
    )


def code_of(content: str | bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(ValidationError) as refused:
        clean_captions(sent(content))
    return refused.value.code, refused.value.params or {}


def cue(text: str, times: str = "00:00:01.000 --> 00:00:02.000") -> str:
    return f"WEBVTT\n\n{times}\n{text}\n"


@pytest.mark.parametrize(
    "content",
    [
        VTT,
        SRT,
        WRITTEN,
        f"\ufeff{VTT}",
        f"\ufeff{SRT}",
        VTT.replace("\n", "\r\n"),
        SRT.replace("\n", "\r"),
        f"\n\n{SRT}",
        VTT.replace(".500", ".5"),
        VTT.replace(".000", ",000"),
        SRT.replace(",", "."),
        SRT.replace("\n\n", "\n"),
    ],
)
def test_captions_of_any_program_are_written_in_one_way(content: str) -> None:
    assert clean_captions(sent(content)) == WRITTEN


def test_what_is_no_word_and_no_time_does_not_survive() -> None:
    full = """WEBVTT - a title
Kind: captions

STYLE
::cue { background: url(https://example.org/seen) }

REGION
id:left
width:40%

NOTE Written by Awa

intro
00:01.000 --> 00:02.000 position:10% line:0 region:left
<v Awa><c.red>Dig</c> a <00:01.500><u>pit</u></v>
"""
    assert rewritten(full) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nDig a pit\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<i>softly</i> and <b>loud</b>", "<i>softly</i> and <b>loud</b>"),
        ("<b><i>both</b> one</i>", "<b><i>both</i></b> one"),
        ("<i>never closed", "<i>never closed</i>"),
        ("closed only</i>", "closed only"),
        ("<i>\nalone\n</i>", "<i>alone</i>"),
        ("<i class='x'>no</i>", "no"),
        ("<script>alert(1)</script>", "alert(1)"),
        ('<img src="https://example.org/">seen', "seen"),
        ("{\\an8}above", "above"),
        ('<font color="red">red</font>', "red"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"),
        ("&lt;i&gt; --&gt; told", "&lt;i&gt; --&gt; told"),
        ("two&#10;&#10;lines", "two\nlines"),
        ("  much   room\tis\n \n", "much room is"),
        ("ɖàxó gbɛ̀ · नमस्ते", "ɖàxó gbɛ̀ · नमस्ते"),
    ],
)
def test_only_words_and_two_tags_are_kept(text: str, expected: str) -> None:
    assert rewritten(cue(text)) == f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{expected}\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("empty", {})),
        (b"x" * 200_001, ("too_large", {})),
        ("WEBVTT\n", ("no_captions", {})),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", ("no_captions", {})),
        (cue("<c></c>"), ("no_captions", {})),
        ("Dig a pit.\nPut in manure.", ("no_captions", {})),
        ("#EXTM3U\nfile:///etc/passwd\n", ("no_captions", {})),
        ("<?xml version='1.0'?><tt><p begin='0s'>Dig</p></tt>", ("no_captions", {})),
        (VTT.encode("utf-16"), ("encoding", {})),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nété\n".encode("latin-1"), ("encoding", {"line": 4})),
        (cue("a\x00b"), ("control", {"line": 4})),
        (cue("a\x1b[31m"), ("control", {"line": 4})),
        (cue("Dig", "00:01 --> 00:02"), ("bad_times", {"line": 3})),
        (cue("Dig", "00:99.000 --> 01:02.000"), ("bad_times", {"line": 3})),
        (cue("Dig --> pit"), ("bad_times", {"line": 4})),
        (SRT.replace("2\n00:00:02", "\n00:00:02"), ("no_number", {"line": 6})),
        ("00:00:01,000 --> 00:00:02,000\nDig\n", ("no_number", {"line": 1})),
        (cue("Dig", "00:02.000 --> 00:02.000"), ("ends_first", {"line": 3})),
        (cue("Dig", "00:02.000 --> 00:01.000"), ("ends_first", {"line": 3})),
        (VTT.replace("00:00:02.000", "00:00:00.100"), ("out_of_order", {"line": 6})),
        (cue("Dig", "09:59.000 --> 10:02.000"), ("too_late", {"line": 3})),
        (cue("Dig", "10:00:00.000 --> 10:00:01.000"), ("too_late", {"line": 3})),
    ],
)
def test_what_cannot_be_shown_is_refused_and_the_line_is_named(
    content: str | bytes, expected: tuple[str, dict[str, Any]]
) -> None:
    assert code_of(content) == expected


def test_a_refusal_is_said_in_the_language_of_the_person() -> None:
    with translation.override("fr"):
        with pytest.raises(ValidationError) as refused:
            clean_captions(sent(cue("Dig", "00:02.000 --> 00:01.000")))
        assert refused.value.messages[0].startswith("Ligne 3")


def test_captions_up_to_the_last_moment_of_the_longest_film_are_taken() -> None:
    assert "00:10:00.500" in rewritten(cue("Dig", "09:59.000 --> 10:00.500"))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=80))
def test_whatever_is_said_nothing_but_one_caption_comes_of_it(text: str) -> None:
    try:
        written = rewritten(cue(text))
    except ValidationError as refused:
        assert refused.code in ("no_captions", "bad_times")
        return
    assert written.count("-->") == 1
    assert rewritten(written) == written
    assert "\n\n" not in written.removeprefix("WEBVTT\n\n")


def test_what_is_said_becomes_a_text_with_a_paragraph_for_each_pause() -> None:
    captions = rewritten(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>Dig</i> a pit,\nas deep\n\n00:02.000 --> 00:03.000\n"
        "as your arm & hand.\n\n00:03.000 --> 00:04.000\nas your arm & hand.\n\n"
        "00:08.000 --> 00:09.000\nThen wait.\n"
    )
    assert transcript_of(captions) == "Dig a pit, as deep as your arm & hand.\n\nThen wait."
    assert transcript_of("") == ""


def test_a_caption_of_blanks_is_read_in_seconds() -> None:
    began = process_time()
    assert rewritten(cue(f"a{' ' * 190_000}b")).endswith("a b\n")
    # It is minutes where every blank begins a search of its own.
    assert process_time() - began < 20
