"""Recordings are taken, or refused in the words of whoever sent them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from media.intake.recordings import MAX_BYTES, clean_recording
from media.models import Clip
from practices.regions import Region
from tests.integration.media.recordings import (
    KINDS,
    files_in,
    make,
    sent,
    silent_amr,
)

ROOT = Path(__file__).resolve().parents[3]
MINUTE_BYTES = 90_000


pytestmark = pytest.mark.usefixtures("with_ffmpeg")


def code_of(file: SimpleUploadedFile) -> str:
    with pytest.raises(ValidationError) as refused:
        clean_recording(file)
    return str(refused.value.code)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_that_phones_send_is_taken(name: str, made: Callable[[str], Path]) -> None:
    with clean_recording(sent(made(name))) as recording:
        assert recording.name == f"recording{KINDS[name][0]}"
        assert recording.seconds == pytest.approx(2, abs=0.2)


def test_what_a_file_is_called_does_not_decide(made: Callable[[str], Path]) -> None:
    with clean_recording(sent(made("Voice 001.m4a"), f"{'é' * 300}.MP3")) as recording:
        assert recording.name == "recording.m4a"


def test_amr_of_an_old_phone_is_taken() -> None:
    with clean_recording(SimpleUploadedFile("a.amr", silent_amr(3))) as recording:
        assert recording.seconds == pytest.approx(3, abs=0.1)


def test_a_recording_of_three_minutes_is_taken_and_a_longer_one_is_not() -> None:
    with clean_recording(SimpleUploadedFile("a.amr", silent_amr(180))) as recording:
        assert recording.seconds == pytest.approx(180, abs=0.1)
    assert code_of(SimpleUploadedFile("a.amr", silent_amr(185))) == "too_long"


LISTS = {
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile secret.m4a\n",
    "sdp": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "text": b"Take two sacks of compost.",
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("extension", ["m4a", "mp3", "ogg", "wav"])
def test_lists_of_other_files_are_no_recordings(kind: str, extension: str) -> None:
    assert code_of(SimpleUploadedFile(f"voice.{extension}", LISTS[kind])) == "not_a_recording"


@pytest.mark.parametrize("list_name", ["hls", "concat", "sdp"])
def test_a_list_behind_a_header_opens_nothing(list_name: str) -> None:
    """Whatever passes the header is read by the one demuxer it belongs to."""
    for start in (b"\0\0\0\x1cftypM4A ", b"#!AMR\n", b"OggS\0\x02", b"RIFF\x24\0\0\0WAVE", b"\x1aE\xdf\xa3"):
        assert code_of(SimpleUploadedFile("voice.m4a", start + LISTS[list_name])) in (
            "damaged",
            "without_sound",
        )


BAD: dict[str, tuple[str, Callable[[Callable[[str], Path], Path], SimpleUploadedFile]]] = {
    "nothing": ("empty", lambda made, _folder: SimpleUploadedFile("a.mp3", b"")),
    "much": ("too_large", lambda made, _folder: SimpleUploadedFile("a.amr", silent_amr(1) * 7000)),
    "picture": ("kind_not_taken", lambda made, _folder: SimpleUploadedFile("a.jpg", b"\xff\xd8\xff")),
    "no extension": ("kind_not_taken", lambda made, _folder: sent(made("note.webm"), "note")),
    "text": ("not_a_recording", lambda made, _folder: SimpleUploadedFile("a.mp3", b"Good morning")),
    "long": ("too_long", lambda made, _folder: SimpleUploadedFile("a.amr", silent_amr(200))),
    "header alone": ("damaged", lambda made, _folder: SimpleUploadedFile("a.amr", b"#!AMR\n")),
    "cut": (
        "damaged",
        lambda made, _folder: SimpleUploadedFile("a.m4a", made("Voice 001.m4a").read_bytes()[:4000]),
    ),
    "cut webm": (
        "damaged",
        lambda made, _folder: SimpleUploadedFile("a.webm", made("note.webm").read_bytes()[:4000]),
    ),
    "film without sound": (
        "without_sound",
        lambda made, folder: sent(make(folder / "a.mp4", ["-c:v", "mpeg4"], 1, "testsrc=size=64x64")),
    ),
}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_be_used_is_refused_in_the_language_of_whoever_sent_it(
    bad: str, language: str, made: Callable[[str], Path], tmp_path: Path
) -> None:
    code, make_file = BAD[bad]
    with pytest.raises(ValidationError) as refused:
        clean_recording(make_file(made, tmp_path))
    assert refused.value.code == code
    with translation.override(language):
        here = refused.value.messages[0]
    with translation.override("en"):
        english = refused.value.messages[0]
    assert "%" not in here
    assert (here == english) is (language == "en")


def test_too_large_is_known_from_the_size_alone(without_ffmpeg: Callable[[], None]) -> None:
    file = SimpleUploadedFile("a.amr", b"")
    file.size = MAX_BYTES + 1
    assert code_of(file) == "too_large"


def test_the_field_lets_nothing_in_that_has_not_passed_the_door(region: Region, files: Path) -> None:
    clip = Clip(title_en="Anything", collection=region.collection)
    with pytest.raises(ValidationError):
        clip.received.save("voice.mp3", ContentFile(b"not a voice"))
    clip.received = ContentFile(b"not a voice", name="voice.mp3")
    with pytest.raises(ValidationError):
        clip.save()
    assert not Clip.objects.exists()
    assert not files_in(files)
