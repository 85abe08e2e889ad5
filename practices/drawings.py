"""Finds the static drawings that records name: their files, what they show in words, whether one is safe.

A drawing is `static/practices/drawings/<name>.svg`; its text alternatives stand in `starter/drawings/*.json`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_APP: Final = Path(__file__).resolve().parent
FOLDER: Final = _APP / "static" / "practices" / "drawings"
# The collection that every new site begins with.
STARTER: Final = _APP / "starter"
DESCRIPTIONS: Final = STARTER / "drawings"

# Those of the starter collection, drawings and records alike, whatever others the site has.
LANGUAGES: Final = ("en", "fr", "es")

_ELEMENTS: Final = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker"),
    }
)
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = re.compile(
    r"\\|url\s*\(\s*['\"]?(?!#)|@import|(?:javascript|data|https?|file):", re.IGNORECASE
)


_VIEW_BOX: Final = re.compile(
    r"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d{1,5}(?:\.\d+)?)[\s,]+(\d{1,5}(?:\.\d+)?)\s*[\"']"
)


@dataclass(frozen=True, slots=True)
class Drawing:
    name: str
    width: int
    height: int
    descriptions: Mapping[str, str]

    @property
    def static_path(self) -> str:
        """Returns the path for the `static` tag."""
        return f"practices/drawings/{self.name}.svg"

    def description(self, language: str) -> tuple[str, str]:
        """Returns the text alternative and its language: the one asked for, or the first that there is."""
        for code in (language, *LANGUAGES):
            if self.descriptions.get(code):
                return self.descriptions[code], code
        return "", language


def file_of(name: str) -> Path | None:
    """Returns the file of a drawing; None for what is no name (a path, for instance) or names no file."""
    if len(name) > 80 or not NAME.fullmatch(name):
        return None
    file = FOLDER / f"{name}.svg"
    return file if file.is_file() else None


@lru_cache(maxsize=1024)
def find(name: str) -> Drawing | None:
    file = file_of(name)
    if file is None:
        return None
    width, height = _size(file.read_text(encoding="utf-8", errors="replace"))
    return Drawing(name, width, height, _descriptions().get(name, {}))


@cache
def known() -> frozenset[str]:
    """Returns the drawings that have a file and are described in every language of the collection."""
    return frozenset(
        name
        for name, texts in _descriptions().items()
        if file_of(name) is not None and all(texts.get(language) for language in LANGUAGES)
    )


def faults(svg: bytes) -> list[str]:
    """Returns why a drawing must not be served, in English for whoever checks it; empty when it may."""
    try:
        text = svg.decode("utf-8-sig")
        body = re.sub(r"\A\s*<\?xml\s[^>]*\?>", "", text)
        # Before any parsing: a document type can hold entities that grow without end.
        if re.search(r"<!(?!--)|<\?", body):
            return ["has a document type, an entity or an instruction"]
        root = ElementTree.fromstring(body)  # noqa: S314
    except (UnicodeDecodeError, ElementTree.ParseError):
        return ["is not well-formed XML in UTF-8"]
    found = [] if root.tag == f"{_SVG}svg" else ["is not an SVG"]
    for element in root.iter():
        # Comments are dropped by the parser, so every tag here is a name.
        name = element.tag.removeprefix(_SVG)
        if name not in _ELEMENTS:
            found.append(f"has a <{name}>")
        found += [
            f"has {fault} in <{name}>" for fault in map(_attribute_fault, element.attrib.items()) if fault
        ]
    if not any(_size(text)):
        found.append("has no viewBox")
    return sorted(set(found))


def _attribute_fault(attribute: tuple[str, str]) -> str:
    name, value = attribute[0].rsplit("}", 1)[-1].lower(), attribute[1]
    if name.startswith("on"):
        return f"the event {name}"
    if name in {"href", "src"} and not value.startswith("#"):
        return "a link to another file"
    return "a link or a script" if _LINK.search(value) else ""


@cache
def _descriptions() -> Mapping[str, Mapping[str, str]]:
    described: dict[str, Mapping[str, str]] = {}
    for file in sorted(DESCRIPTIONS.glob("*.json")):
        content: Any = json.loads(file.read_text(encoding="utf-8"))
        described.update(content)
    return described


def _size(svg: str) -> tuple[int, int]:
    """Returns width and height by the viewBox, in pixels; zeros when there is none."""
    box = _VIEW_BOX.search(svg)
    return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)
