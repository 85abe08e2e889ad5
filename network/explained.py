"""Reads the pages that explain in plain words: the carbon market, and what an exchange of twin regions means.

They stand in `data/*.json` in every language, each with a drawing of `data/drawings` and with where its facts
were read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).resolve().parent / "data"
DRAWINGS: Final = DATA / "drawings"

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Holds a paragraph and a list, each by language, below a heading; each may be missing."""

    heading: Texts
    text: Texts
    items: Mapping[str, Sequence[str]]
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class ReadSource:
    """Holds where facts were read; `title` is in `language`, `read_as` a code of `READINGS`."""

    title: str
    language: str
    read_as: str
    year: int | None
    doi: str
    url: str


@dataclass(frozen=True, slots=True)
class ExplainedPage:
    """Holds one page; `drawing_shows` is what is said to those who do not see the drawing."""

    slug: str
    title: Texts
    drawing: str
    drawing_shows: Texts
    parts: Sequence[Part]
    sources: Sequence[ReadSource]
    sources_read_on: date


def market_pages() -> Sequence[ExplainedPage]:
    """Returns the pages on the carbon market in their order."""
    return _pages("carbon_market")


def twin_pages() -> Sequence[ExplainedPage]:
    """Returns the pages on an exchange between twin regions in their order."""
    return _pages("twin_pages")


@cache
def _pages(name: str) -> Sequence[ExplainedPage]:
    content: Any = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    read_on = date.fromisoformat(content["sources_read_on"])
    return tuple(_page(page, read_on) for page in content["pages"])


def _page(page: Any, read_on: date) -> ExplainedPage:
    return ExplainedPage(
        slug=page["slug"],
        title=page["title"],
        drawing=(DRAWINGS / f"{page['slug']}.svg").read_text(encoding="utf-8"),
        drawing_shows=page["drawing_shows"],
        parts=[
            Part(
                part.get("heading", {}),
                part.get("text", {}),
                part.get("items", {}),
                part.get("is_numbered", False),
            )
            for part in page["parts"]
        ],
        sources=[
            ReadSource(
                one["title"],
                one["language"],
                one["read_as"],
                one.get("year"),
                one.get("doi", ""),
                one.get("url", ""),
            )
            for one in page["sources"]
        ],
        sources_read_on=read_on,
    )
