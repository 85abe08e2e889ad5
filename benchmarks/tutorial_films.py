"""Makes the films of the starter collection again from their storyboards: film, still picture, captions.

    python -m benchmarks.tutorial_films            # those whose storyboard has changed
    python -m benchmarks.tutorial_films --all

Writes film.mp4, poster.jpg, captions-<language>.vtt and film.json into `practices/starter/films/<practice>/`.
Nobody speaks in them and no word stands in the pictures, so one film serves all languages. film.json names
the storyboard that they were made of: tests/unit/practices/test_starter_films.py notices when one is out of
date. The same browser and ffmpeg write the same bytes.
"""

import argparse
import base64
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.chromium import launch
from benchmarks.storyboards import LANGUAGES, Caption, Storyboard
from media import ffmpeg
from practices import starter_films
from practices.preview_image import FONT

WIDTH: Final = 360
HEIGHT: Final = 240
FRAMES_A_SECOND: Final = 12
# A film of flat colours stays sharp at this; parts that stand still cost nothing.
QUALITY: Final = "32"
POSTER_QUALITY: Final = 45
# Every ten seconds one may begin to play without what came before.
ENCODER: Final = (
    *("-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow", "-tune", "animation", "-crf", QUALITY),
    *("-pix_fmt", "yuv420p", "-g", str(10 * FRAMES_A_SECOND), "-threads", "1", "-movflags", "+faststart"),
    *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
)


def frames(page: Page, board: Storyboard) -> Iterator[Image.Image]:
    """Yields the pictures of a film, one after another."""
    for number in range(round(board.seconds * FRAMES_A_SECOND)):
        yield picture(page, board.frame(number / FRAMES_A_SECOND))


def picture(page: Page, svg: str) -> Image.Image:
    """Returns a drawing as the browser shows it."""
    page.evaluate("svg => { document.body.innerHTML = svg }", svg)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def encode(program: str, pictures: Iterator[Image.Image], target: Path) -> None:
    """Writes the film. Raises CalledProcessError."""
    kind = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAMES_A_SECOND))
    command = [
        program,
        "-hide_banner",
        "-loglevel",
        "error",
        "-y",
        *kind,
        "-i",
        "pipe:",
        *ENCODER,
        str(target),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for each in pictures:
            process.stdin.write(each.tobytes())
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def captions(found: list[Caption], language: str) -> str:
    """Returns the captions of one language as WebVTT."""
    cues = (
        f"{_clock(caption.start)} --> {_clock(caption.end)}\n{caption.texts[language]}\n" for caption in found
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def write(page: Page, program: str, folder: Path) -> int:
    """Writes the files of one film; returns the bytes of the film alone."""
    board = Storyboard(folder)
    film = folder / starter_films.FILM
    encode(program, frames(page, board), film)
    poster = picture(page, board.frame(board.poster_at, is_numbered=False))
    poster.save(folder / starter_films.POSTER, "JPEG", quality=POSTER_QUALITY, optimize=True)
    for language in LANGUAGES:
        text = captions(board.captions, language)
        (folder / starter_films.captions_name(language)).write_text(text, encoding="utf-8")
    facts = {
        "made_of": starter_films.digest(folder),
        "width": WIDTH,
        "height": HEIGHT,
        "seconds": round(board.seconds),
        "title": {language: board.title(language) for language in LANGUAGES},
        "transcript": {language: board.transcript(language) for language in LANGUAGES},
    }
    told = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / starter_films.FACTS).write_text(f"{told}\n", encoding="utf-8")
    return film.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="those that are right too")
    every = parser.parse_args().all
    program = ffmpeg.in_environment()
    if program is None:
        raise SystemExit("no ffmpeg found: requirements-test.lock has one")
    font = base64.b64encode(FONT.read_bytes()).decode()
    style = f"@font-face {{ font-family: film; src: url(data:font/ttf;base64,{font}) }} body {{ margin: 0 }}"
    with sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        # The font is there before the first picture is taken.
        page.set_content(f"<style>{style} svg {{ display: block }}</style><p style='font-family: film'>1</p>")
        page.evaluate("document.fonts.load('14px film')")
        for folder in starter_films.folders():
            if every or not starter_films.is_fresh(folder):
                print(f"{folder.name}: {write(page, program, folder):,} bytes")


if __name__ == "__main__":
    main()
