"""Every bad film is refused with its reason, at the door or later, or taken without what it hides."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from benchmarks.bad_files import films
from benchmarks.bad_files.bad_file import FOREIGN, BadFile
from media.intake.films import clean_film_or_recording
from media.intake.refusals import REFUSALS, refusal
from media.models import Clip, ClipState
from tests.integration.media.films import make_film
from tests.integration.media.recordings import files_in

pytestmark = pytest.mark.usefixtures("with_ffmpeg")

CASES = [
    pytest.param(file, id=file.name, marks=[pytest.mark.slow] if file.is_heavy else [])
    for file in films.CORPUS
]


def sent(file: BadFile) -> SimpleUploadedFile:
    return SimpleUploadedFile(file.file_name, file.content)


@pytest.mark.parametrize("file", CASES)
def test_it_is_refused_with_its_reason_or_taken_without_what_it_hides(
    file: BadFile, send: Callable[..., Clip], work: Callable[[], None], files: Path
) -> None:
    if file.code:
        with pytest.raises(ValidationError) as refused:
            clean_film_or_recording(sent(file))
        assert refused.value.code == file.code
        assert not files_in(files)
        return
    clip = send(sent(file))
    work()
    clip.refresh_from_db()
    if code := films.LATER.get(file.name):
        assert (clip.state, clip.refusal) == (ClipState.REFUSED, code)
        assert files_in(files) == {clip.received.name}
        return
    assert clip.state == ClipState.READY
    assert files_in(files) == {part.name for part in (clip.video, clip.poster, clip.sound) if part}
    for name in files_in(files):
        assert FOREIGN not in (files / name).read_bytes()


@pytest.mark.parametrize("code", REFUSALS)
def test_every_reason_is_said_in_the_language_of_whoever_sent_it(code: str) -> None:
    said = {}
    for language in ("en", "fr", "es"):
        with translation.override(language):
            said[language] = refusal(code).messages[0]
    assert len(set(said.values())) == 3
    assert not any("%" in sentence for sentence in said.values())


@pytest.mark.parametrize("start", [b"", films.MP4, films.MATROSKA])
@pytest.mark.parametrize(
    "kind",
    [
        "ffconcat version 1.0\nfile '{}'\n",
        "#EXTM3U\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n",
        "#EXTM3U\nfile://{}\n",
    ],
)
def test_nothing_that_a_list_names_is_opened(
    start: bytes, kind: str, tmp_path: Path, send: Callable[..., Clip], files: Path
) -> None:
    """A pipe would keep whoever opens it waiting; a neighbour's film would have been read at a later time."""
    pipe, film = tmp_path / "pipe", make_film(tmp_path / "neighbour.mp4", seconds=1)
    os.mkfifo(pipe)
    os.utime(film, (0, film.stat().st_mtime))
    for named in (pipe, film):
        with pytest.raises(ValidationError) as refused:
            send(SimpleUploadedFile("film.mp4", start + kind.format(named).encode()))
        assert refused.value.code in ("film_not_one", "film_damaged")
    assert film.stat().st_atime == 0
    assert not files_in(files)


def test_a_film_that_leads_to_another_takes_nothing_from_it(tmp_path: Path, files: Path) -> None:
    film = make_film(tmp_path / "neighbour.mp4", seconds=1)
    os.utime(film, (0, film.stat().st_mtime))
    content = films.leading_elsewhere(os.fsencode(film))
    assert os.fsencode(film) in content
    with pytest.raises(ValidationError) as refused:
        clean_film_or_recording(SimpleUploadedFile("film.mov", content))
    assert refused.value.code == "film_elsewhere"
    assert film.stat().st_atime == 0
