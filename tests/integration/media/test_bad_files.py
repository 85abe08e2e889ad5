"""Every bad file is refused with its reason in the person's language, or taken without what it hides."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image as Pillow
from wagtail.models import UploadedFile

from benchmarks.bad_files import CORPUS
from benchmarks.bad_files.bad_file import DOCUMENT, FILM, FOREIGN, PICTURE, BadFile
from benchmarks.bad_files.sending import FORMS, Answer, send
from media import sandbox
from media.intake import pictures
from media.intake.documents import clean_document
from media.intake.films import clean_film_or_recording
from media.intake.pictures import clean_picture
from media.models import Clip, Document, Image
from practices.regions import Region
from tests import factories
from tests.integration.media.conftest import SignIn, picture_bytes

DOORS: Final[dict[str, Callable[[File], File]]] = {
    PICTURE: clean_picture,
    DOCUMENT: clean_document,
    FILM: clean_film_or_recording,
}
REFUSED: Final = [file for file in CORPUS if file.code]
# One of each reason through the forms; all through the door, films in test_bad_films.py.
SAMPLE: Final = list({(file.door, file.code): file for file in REFUSED if not file.is_heavy}.values())


def cases(files: list[BadFile]) -> list[object]:
    return [
        pytest.param(file, id=f"{file.door}: {file.name}", marks=[pytest.mark.slow] if file.is_heavy else [])
        for file in files
    ]


def test_there_are_enough_of_them() -> None:
    assert len({file.name for file in CORPUS}) == len(CORPUS) >= 60
    assert {file.code for file in CORPUS if file.door == PICTURE} >= {
        *("", "empty", "too_large", "kind_not_taken", "no_picture"),
        *("too_many_pixels", "too_many_frames", "damaged"),
    }


@pytest.mark.parametrize("file", cases([file for file in CORPUS if file.door != FILM]))
def test_the_door_refuses_it_or_takes_what_is_harmless(file: BadFile) -> None:
    sent = SimpleUploadedFile(file.file_name, file.content)
    if file.code:
        with pytest.raises(ValidationError) as refusal:
            DOORS[file.door](sent)
        assert refusal.value.code == file.code
        return
    taken = DOORS[file.door](sent)
    if file.door == PICTURE:
        content = taken.read()
        assert FOREIGN not in content
        with Pillow.open(taken) as picture:
            picture.load()
            assert picture.format in ("JPEG", "PNG")
            assert set(picture.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }


@pytest.mark.usefixtures("with_ffmpeg")
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("file", cases(SAMPLE))
def test_the_reason_stands_beside_the_field_in_the_persons_language(
    file: BadFile, language: str, region: Region, sign_in: SignIn, files: Path
) -> None:
    client = sign_in(factories.make_correspondent(region, language=language))
    answer = send(client, file, region.collection.pk)
    assert answer == Answer(200, reason(file, language), is_kept=True)
    assert (answer.sentence == reason(file, "en")) is (language == "en")
    assert not any(model.objects.exists() for model in (Image, Document, Clip, UploadedFile))
    assert not [path for path in files.rglob("*") if path.is_file()]


def reason(file: BadFile, language: str) -> str:
    """What the door says of the file in the language."""
    with translation.override(language), pytest.raises(ValidationError) as refusal:
        DOORS[file.door](SimpleUploadedFile(file.file_name, file.content))
    with translation.override(language):
        return str(refusal.value.messages[0])


def test_every_door_has_a_form() -> None:
    assert {file.door for file in CORPUS} == set(DOORS) == set(FORMS)


def refusal_of_a_whole_picture() -> str | None:
    with pytest.raises(ValidationError) as refusal:
        clean_picture(SimpleUploadedFile("Awa Traoré.jpg", picture_bytes()))
    return refusal.value.code


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "too_heavy"),
        ("x = bytearray(4_000_000_000)", "too_heavy"),
        ("while True: pass", "too_heavy"),
        ("import sys; sys.stdout.buffer.write(bytes(100_000_000))", "not_now"),
        ("raise ImportError", "not_now"),
        ("", "not_now"),
    ],
)
def test_a_decoder_that_fails_is_a_refusal(
    program: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "decoder.py").write_text(program)
    monkeypatch.setattr(pictures, "DECODER", tmp_path / "decoder.py")
    monkeypatch.setattr(pictures, "LIMITS", sandbox.Limits(1_200_000_000, 64 * 1024 * 1024, wall_s=1))
    caplog.set_level(logging.INFO)
    assert refusal_of_a_whole_picture() == code
    assert "Awa" not in caplog.text and code in caplog.text


def test_a_decoder_that_cannot_be_started_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_limiting", lambda limits: ["/nowhere/prlimit"])
    assert refusal_of_a_whole_picture() == "not_now"
