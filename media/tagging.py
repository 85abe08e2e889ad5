"""Reads tags as people type them: one tag, however its letters are composed and whether they are capitals."""

import unicodedata
from collections.abc import Iterable

from taggit.models import Tag
from taggit.utils import _parse_tags

from media.folded_text import folded
from zones.blank import emptied


def tags_from_string(typed: str) -> list[str]:
    """Returns the names of tags in a text, parted by commas, or by blanks where there is no comma."""
    return known_names(_parse_tags(emptied(typed or "")))


def known_names(names: Iterable[str]) -> list[str]:
    """Returns each tag once, called as the tag that is there already where only capitals differ."""
    wanted = {_key(name): name for name in map(_tidy, names) if name}
    there = Tag.objects.filter(name__folded__in={folded(name) for name in wanted.values()})
    known = {_key(tag.name): tag.name for tag in there.order_by("-pk")}
    return sorted(known.get(key, name) for key, name in wanted.items())


def _tidy(name: str) -> str:
    return " ".join(emptied(name).split())


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
