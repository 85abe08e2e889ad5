"""Answers with the films and voices of a practice: what is public of each, and how large it is."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.conf import settings

from media.models import Clip, PublicCopy
from practices.models import Practice
from practices.passages import localized
from zones.vocabulary import LANGUAGES

# What has to be read with practices for `clips_of`.
PARTS: Final[tuple[str, ...]] = ("clips__clip__public_copy", "steps__clip__public_copy")


def clips_of(practice: Practice) -> list[dict[str, Any]]:
    """Returns what anybody can play of a practice: its own clips, then those of its steps."""
    own = ((row.clip, None) for row in practice.clips.all())
    of_steps = ((step.clip, number) for number, step in enumerate(practice.steps.all(), start=1))
    return [entry for clip, step in (*own, *of_steps) if clip for entry in _entry(clip, step)]


def _entry(clip: Clip, step: int | None) -> Iterator[dict[str, Any]]:
    copy: PublicCopy | None = getattr(clip, "public_copy", None)
    if copy is None:
        return
    files = {file["name"]: {"url": _whole(copy, file["name"]), "bytes": file["bytes"]} for file in copy.files}
    film = files.get("film.mp4")
    captions = {code: files[name] for code in LANGUAGES if (name := f"captions-{code}.vtt") in files}
    yield {
        "kind": "film" if film else "voice",
        "step": step,
        "title": localized(clip, "title"),
        "spoken": clip.spoken,
        "seconds": clip.duration_seconds,
        "film": film,
        "sound": _sound(files),
        "captions": [{"language": code, "url": file["url"]} for code, file in captions.items()],
        "transcript": localized(clip, "transcript"),
        "licence": clip.licence,
        "credit": clip.credit,
    }


def _sound(files: Mapping[str, Any]) -> Any:
    return next((file for name, file in files.items() if name.startswith("sound.")), None)


def _whole(copy: PublicCopy, name: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{copy.address(name)}"
