"""Takes captions in as WebVTT or SRT, and writes them anew: when, and what is said, and nothing else."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

import webvtt
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

MAX_BYTES: Final = 200_000
# The longest film.
MAX_SECONDS: Final = 600
# The last caption may stand until the film is rounded up to its end.
TOLERANCE_MS: Final = 1_000
# A pause after which what is said begins a new paragraph.
PAUSE_MS: Final = 3_000

ARROW: Final = "-->"
_TIME: Final = r"\s*(?:(\d{1,2}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
TIMES: Final = re.compile(rf"{_TIME}\s*{ARROW}{_TIME}(?=\s|$)")
LINE_BREAK: Final = re.compile(r"\r\n?")
TAG: Final = re.compile(r"<(/?\w[^<>]*)>")
KEPT_TAGS: Final = ("i", "b")
BEHIND_TAG: Final = re.compile(r"(<[ib]>)\n")
BEFORE_TAG: Final = re.compile(r"\n(</[ib]>)")
# Where players of SRT put a caption.
PLACING: Final = re.compile(r"\{\\[^{}]*\}")

NO_CAPTIONS: Final = _(
    "There are no captions in this file. It has to be WebVTT (.vtt) or SubRip (.srt), as programs for "
    "subtitles write them."
)
EMPTY: Final = _("This file is empty: it has 0 bytes.")
TOO_LARGE: Final = _("This file is larger than 200 kB. Captions of ten minutes take 20 kB.")
ENCODING: Final = _(
    "Line %(line)s is not written in UTF-8. Save the file again, and choose “UTF-8” as its encoding."
)
OTHER_ENCODING: Final = _(
    "This file is written in UTF-16. Save it again, and choose “UTF-8” as its encoding."
)
CONTROL: Final = _("Line %(line)s has a character that cannot be shown. Write this line again.")
BAD_TIMES: Final = _(
    "Line %(line)s does not say from when to when: it has to look like 00:01:02.500 --> 00:01:05.000."
)
NO_NUMBER: Final = _("Above line %(line)s the number of the caption is missing.")
ENDS_FIRST: Final = _("Line %(line)s: the caption ends before it begins, or at once.")
OUT_OF_ORDER: Final = _("Line %(line)s: this caption begins before the one above it. Put them in order.")
TOO_LATE: Final = _("Line %(line)s: this caption stands behind the tenth minute; videos are shorter.")


def clean_captions(file: File) -> str:
    """Returns the captions of a file as WebVTT; raises ValidationError with a sentence for the person."""
    if not file.size:
        raise ValidationError(EMPTY, code="empty")
    if file.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    file.seek(0)
    return rewritten(_decoded(b"".join(file.chunks())))


def rewritten(text: str) -> str:
    """Returns captions as WebVTT, the same for the same captions; raises ValidationError with a sentence.

    Of what WebVTT may hold, only times and texts stay, and of tags `<i>` and `<b>`.
    """
    text = LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)).removeprefix("\ufeff")
    lines = text.split("\n")
    _check_characters(lines)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    is_vtt = lines[first].startswith("WEBVTT")
    if not is_vtt and not any(ARROW in line for line in lines[first : first + 2]):
        raise ValidationError(NO_CAPTIONS, code="no_captions")
    lines = list(_with_plain_times(lines, is_numbered=not is_vtt))
    read = webvtt.WebVTT.from_buffer(lines[first:], format="vtt" if is_vtt else "srt")
    cues = [
        webvtt.Caption(cue.start, cue.end, said) for cue in read.captions if (said := _plain(cue.raw_text))
    ]
    if not cues:
        raise ValidationError(NO_CAPTIONS, code="no_captions")
    return f"{webvtt.WebVTT(captions=cues).content.rstrip()}\n"


def transcript_of(captions: str) -> str:
    """Returns what captions say as plain text, a paragraph wherever nobody speaks for a while."""
    if not captions:
        return ""
    paragraphs: list[list[str]] = []
    ended, before = 0, ""
    for cue in webvtt.WebVTT.from_string(captions).captions:
        said = html.unescape(" ".join(cue.text.split()))
        start, end = cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds()
        if not paragraphs or start - ended >= PAUSE_MS:
            paragraphs.append([])
        # Some programs say a line once more while the next comes up.
        if said != before:
            paragraphs[-1].append(said)
        ended, before = max(ended, end), said
    return "\n\n".join(" ".join(said) for said in paragraphs if said)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValidationError(OTHER_ENCODING, code="encoding")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise _problem(ENCODING, "encoding", line) from problem


def _check_characters(lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if any(unicodedata.category(letter) == "Cc" and letter != "\t" for letter in line):
            raise _problem(CONTROL, "control", number)


def _with_plain_times(lines: Sequence[str], *, is_numbered: bool) -> Iterator[str]:
    """Yields the lines, times written in one way; raises ValidationError at the first that cannot be used."""
    began = 0
    for number, line in enumerate(lines, start=1):
        if ARROW not in line:
            yield line
            continue
        found = TIMES.match(line)
        if found is None:
            raise _problem(BAD_TIMES, "bad_times", number)
        if is_numbered and (number == 1 or not lines[number - 2].strip().isdecimal()):
            raise _problem(NO_NUMBER, "no_number", number)
        parts = found.groups(default="0")
        start, end = _milliseconds(parts[:4]), _milliseconds(parts[4:])
        if end <= start:
            raise _problem(ENDS_FIRST, "ends_first", number)
        if start < began:
            raise _problem(OUT_OF_ORDER, "out_of_order", number)
        if end > MAX_SECONDS * 1000 + TOLERANCE_MS:
            raise _problem(TOO_LATE, "too_late", number)
        began = start
        yield f"{_written(start)} {ARROW} {_written(end)}"


def _milliseconds(parts: Sequence[str]) -> int:
    hours, minutes, seconds = (int(part) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(parts[3].ljust(3, "0"))


def _written(milliseconds: int) -> str:
    return str(webvtt.models.Timestamp.from_seconds(milliseconds / 1000))


def _plain(text: str) -> str:
    """Returns what a caption says, without empty lines, and without tags but those that are kept."""
    text = PLACING.sub("", text)
    written, opened, place = "", list[str](), 0
    for tag in TAG.finditer(text):
        written += _escaped(text[place : tag.start()])
        place, name = tag.end(), tag[1].strip().casefold()
        if name in KEPT_TAGS and name not in opened:
            opened.append(name)
            written += f"<{name}>"
        elif name.startswith("/") and name[1:] in opened:
            while (last := opened.pop()) != name[1:]:
                written += f"</{last}>"
            written += f"</{last}>"
    written += _escaped(text[place:]) + "".join(f"</{name}>" for name in reversed(opened))
    said = "\n".join(" ".join(line.split()) for line in written.split("\n") if line.strip())
    said = BEFORE_TAG.sub(r"\1", BEHIND_TAG.sub(r"\1", said))
    return said if TAG.sub("", said).strip() else ""


def _escaped(text: str) -> str:
    """Returns text in which nothing is taken for a tag or an arrow."""
    return html.escape(html.unescape(text), quote=False)


def _problem(sentence: Any, code: str, line: int) -> ValidationError:
    return ValidationError(sentence, code=code, params={"line": line})
