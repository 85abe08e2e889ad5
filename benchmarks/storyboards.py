"""Reads storyboards of drawn films: scenes of parts of drawings that come, move, grow and go.

    storyboard.json   {title, view, poster, scenes: [scene]}
    scene             {step, seconds, shows: [part], captions: [{from, en, fr, es}]}
    part              {part: a name in parts.json | svg, from, until, keys, about, draw, shapes, loop, even}

Times are seconds from the beginning of a scene. `keys` are [time, x, y, turn, size], `about` is the point
around which a part turns and grows, `draw` from when to when its lines are drawn, `shapes` [time, path] what
`{d}` in it is meanwhile. With `loop` it begins again after so many seconds; `even` keeps its speed the same.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

FADE_SECONDS: Final = 0.35
# Where a part stands that nobody moves: x, y, turn in degrees, size.
AT_REST: Final = (0.0, 0.0, 0.0, 1.0)
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+")
LANGUAGES: Final = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class Caption:
    """Holds what is written below the film between two moments, in seconds, by language."""

    start: float
    end: float
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Scene:
    step: int
    start: float
    seconds: float
    shows: Sequence[Mapping[str, Any]]


class Storyboard:
    """Holds one film as its folder tells it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._told = json.loads((folder / "storyboard.json").read_text(encoding="utf-8"))
        self._parts = json.loads((folder.parent / "parts.json").read_text(encoding="utf-8"))
        self.poster_at = float(self._told["poster"])
        self.view: tuple[float, ...] = tuple(self._told["view"])

    @cached_property
    def scenes(self) -> list[Scene]:
        """Returns the scenes one after another."""
        scenes, start = [], 0.0
        for told in self._told["scenes"]:
            scenes.append(Scene(told["step"], start, float(told["seconds"]), told["shows"]))
            start += told["seconds"]
        return scenes

    @property
    def seconds(self) -> float:
        return self.scenes[-1].start + self.scenes[-1].seconds

    @property
    def captions(self) -> list[Caption]:
        """Returns the captions in their order; each stands until the next one or the end of its scene."""
        found = []
        for scene, told in zip(self.scenes, self._told["scenes"], strict=True):
            starts = [float(caption["from"]) for caption in told["captions"]]
            for caption, start, end in zip(
                told["captions"], starts, [*starts[1:], scene.seconds], strict=True
            ):
                texts = {language: caption[language] for language in LANGUAGES}
                found.append(Caption(scene.start + start, scene.start + end, texts))
        return found

    def title(self, language: str) -> str:
        return str(self._told["title"][language])

    def transcript(self, language: str) -> str:
        """Returns what the captions say, a paragraph for each step with its number."""
        steps: dict[int, list[str]] = {}
        for scene, told in zip(self.scenes, self._told["scenes"], strict=True):
            steps.setdefault(scene.step, []).extend(caption[language] for caption in told["captions"])
        return "\n\n".join(f"{step}. {' '.join(texts)}" for step, texts in steps.items())

    def frame(self, moment: float, *, is_numbered: bool = True) -> str:
        """Returns the picture of a moment as SVG, with the number of the step that it shows."""
        scene = next(scene for scene in reversed(self.scenes) if scene.start <= moment + 1e-9)
        left, top, width, height = self.view
        shown = "".join(self._shown(part, moment - scene.start) for part in scene.shows)
        badge = self._parts["badge"].replace("{number}", str(scene.step)) if is_numbered else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" '
            'fill="none" stroke="#14532f" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">'
            f"{shown}{badge}</svg>"
        )

    def _shown(self, part: Mapping[str, Any], time: float) -> str:
        """Returns a part as it is at a time of its scene; "" while it is not there."""
        start, until = part.get("from", 0.0), part.get("until", float("inf"))
        if not start <= time <= until:
            return ""
        # What is there from the beginning was there in the scene before.
        opacity = min(
            1.0 if start <= 0 else (time - start) / FADE_SECONDS, (until - time) / FADE_SECONDS, 1.0
        )
        if loop := part.get("loop"):
            time = (time - start) % loop
        body = self._parts[part["part"]] if "part" in part else part["svg"]
        if shapes := part.get("shapes"):
            body = body.replace("{d}", _shape(shapes, time))
        if drawn := part.get("draw"):
            gone = 1 - _share(time, *drawn)
            body = body.replace(
                "<path ", f'<path pathLength="1" stroke-dasharray="1 2" stroke-dashoffset="{gone:.3f}" '
            )
            if gone == 1:
                return ""
        x, y, turn, size = _between(part.get("keys", ()), time, is_even=part.get("even", False))
        if size <= 0:
            return ""
        a, b = part.get("about", (0, 0))
        there = f"translate({x + a:.2f} {y + b:.2f}) rotate({turn:.2f}) scale({size:.3f})"
        moved = f"{there} translate({-a:g} {-b:g})"
        return f'<g transform="{moved}" opacity="{opacity:.2f}">{body}</g>'


def _share(time: float, start: float, end: float, *, is_even: bool = False) -> float:
    """Returns how far something is between two times, from 0 to 1, slow at both ends unless it is even."""
    straight = min(1.0, max(0.0, (time - start) / (end - start)))
    return straight if is_even else straight * straight * (3 - 2 * straight)


def _between(keys: Sequence[Sequence[float]], time: float, *, is_even: bool) -> tuple[float, ...]:
    """Returns x, y, turn and size at a time."""
    if not keys:
        return AT_REST
    full = [(*key[1:], *AT_REST[len(key) - 1 :]) for key in keys]
    place = bisect_right([key[0] for key in keys], time)
    if place in (0, len(keys)):
        return full[max(0, place - 1)]
    share = _share(time, keys[place - 1][0], keys[place][0], is_even=is_even)
    return tuple(a + (b - a) * share for a, b in zip(full[place - 1], full[place], strict=True))


def _shape(shapes: Sequence[tuple[float, str]], time: float) -> str:
    """Returns a path between two of the same commands."""
    place = bisect_right([moment for moment, _path in shapes], time)
    if place in (0, len(shapes)):
        return shapes[max(0, place - 1)][1]
    (start, one), (end, other) = shapes[place - 1 : place + 1]
    share = _share(time, start, end)
    numbers = iter(NUMBER.findall(other))
    return NUMBER.sub(
        lambda found: f"{float(found[0]) * (1 - share) + float(next(numbers)) * share:.2f} ", one
    )
