"""Recordings made by ffmpeg on the spot, and files that only call themselves one."""

import os
import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media import ffmpeg, sound
from media.intake.containers import container_of
from tests.conftest import IN_CI

SECRET = "Ama Mensah"
# How phones, WhatsApp and recorders send a voice: the name, what the file is inside, ffmpeg's words for it.
KINDS = {
    "note.webm": (".webm", ["-c:a", "libopus"]),
    "PTT-20261128-WA0001.opus": (".ogg", ["-c:a", "libopus", "-f", "ogg"]),
    "voice.ogg": (".ogg", ["-c:a", "libvorbis"]),
    "Voice 001.m4a": (".m4a", ["-c:a", "aac"]),
    "voice.3gp": (".m4a", ["-c:a", "aac", "-f", "3gp"]),
    "AUD-WA0002.aac": (".aac", ["-c:a", "aac", "-f", "adts"]),
    "voice.mp3": (".mp3", ["-c:a", "libmp3lame"]),
    "voice.wav": (".wav", ["-c:a", "pcm_s16le"]),
    "VN-WA0003.amr": (".amr", ["-c:a", "libopencore_amrnb", "-ar", "8000"]),
}


def ffmpeg_or_skip() -> str:
    """The program of the extra; where tests run without it, they say so, and in CI that is a failure."""
    named = os.environ.get("TWINFIELDS_FFMPEG", "")
    found = ffmpeg.find(named, Path("/nowhere"))
    if found is None:
        reason = "no ffmpeg: the environment was made without the extra media"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
    return found


def make(path: Path, words: list[str], seconds: float = 2, source: str = "sine=frequency=330") -> Path:
    """Writes a recording with a name, a place and a title in its tags."""
    made_of = ["-f", "lavfi", "-i", f"{source}:duration={seconds}", "-ac", "1"]
    tags = [f"-metadata={key}={SECRET}" for key in ("title", "artist", "location", "comment")]
    tagged = [part for tag in tags for part in tag.split("=", 1)]
    command = [ffmpeg_or_skip(), "-nostdin", "-loglevel", "error", "-y", *made_of, *tagged, *words, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def sent(path: Path, name: str | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def silent_amr(seconds: float) -> bytes:
    """Narrow-band AMR by hand, frame by frame of 20 ms, for it is what old phones record."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * int(seconds * 50)


def seconds_of(path: Path) -> float:
    with path.open("rb") as file:
        container = container_of(file)
        assert container is not None
        return sound.probe(ffmpeg_or_skip(), file, container)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
