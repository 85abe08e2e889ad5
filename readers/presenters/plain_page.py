"""Plain pages such as "About"."""

from dataclasses import dataclass

from practices.passages import Passage, passage
from readers.models import PlainPage


@dataclass(frozen=True, slots=True)
class PlainView:
    """`body` is rich text as Wagtail stores it."""

    title: Passage
    intro: Passage
    body: Passage


def plain_view(page: PlainPage) -> PlainView:
    """Return what a plain page shows."""
    return PlainView(passage(page, "name"), passage(page, "intro"), passage(page, "body"))
