"""Renders one component and reads what came out."""

from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "rect", "track", "use", "wbr"}


class Reader(HTMLParser):
    """Reads as a browser does and notes every element that is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def show(component: str, **context: Any) -> str:
    html = render_to_string(f"readers/{component}.html", context)
    reader = Reader()
    reader.feed(html)
    assert not reader.wrong and not reader.open, f"{component}: {reader.wrong or reader.open} out of place"
    return html


def words(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    return " ".join(" ".join(reader.words).split())
