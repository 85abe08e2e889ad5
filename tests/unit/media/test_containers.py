"""What a recording is, its first bytes say."""

import io

import pytest

from media.intake.containers import container_of


@pytest.mark.parametrize(
    ("start", "extension"),
    [
        (b"\x1aE\xdf\xa3\x01\0\0\0", ".webm"),
        (b"OggS\0\x02\0\0", ".ogg"),
        (b"\0\0\0\x1cftypM4A ", ".m4a"),
        (b"\0\0\0\x18ftyp3gp4", ".m4a"),
        (b"#!AMR\n\x3c", ".amr"),
        (b"#!AMR-WB\n\x3c", ".amr"),
        (b"\xff\xf1\x50\x80", ".aac"),
        (b"\xff\xf9\x50\x80", ".aac"),
        (b"\xff\xfb\x90\x64", ".mp3"),
        (b"\xff\xf3\x40\xc4", ".mp3"),
        (b"ID3\x04\0\0\0\0\0\x02ab\xff\xfb\x90\x64", ".mp3"),
        (b"ID3\x04\0\0\0\0\0\x02ab\xff\xf1\x50\x80", ".aac"),
        (b"RIFF\x24\0\0\0WAVEfmt ", ".wav"),
    ],
)
def test_a_container_is_known_by_how_it_begins(start: bytes, extension: str) -> None:
    container = container_of(io.BytesIO(start))
    assert container is not None
    assert container.extension == extension


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"\xff",
        b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\xff\xfe<\0s\0v\0g\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"RIFF\x24\0\0\0AVI LIST",
        b"<svg xmlns=",
        b"MZ\x90\0",
        b"PK\x03\x04",
        b"\xff\xff\xff\xff",
        bytes(32),
    ],
)
def test_nothing_else_passes_for_a_recording(start: bytes) -> None:
    assert container_of(io.BytesIO(start)) is None
