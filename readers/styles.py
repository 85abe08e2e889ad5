"""The site's style sheets as they stand in the pages: inlined, allowed by their hashes.

A slow link pays a round trip for every file; the sheets are small enough to travel with a page. "site" is
in every page; beside it a page carries "lists" (groups of cards, filters), "forms" (pages that ask, and
"private" where they are one person's, "check" where they ask for ratings), "network" (who takes part),
"countries" (with bars), "twins" (places beside each other), or neither: in a practice every byte goes to
what was tried. What
stands below the first view of a practice has a file of its own, "practice.css", loaded there and kept.
"maps" stands inside the drawings of maps. "kept" stands in files that readers keep
(`kept_css`).
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString, mark_safe

FOLDER: Final = Path(__file__).parent / "static" / "readers" / "css"
SHEETS: Final = {
    "site": ("tokens", "base", "layout", "components"),
    "lists": ("lists",),
    "forms": ("forms",),
    "private": ("private",),
    "check": ("check",),
    "network": ("network",),
    "countries": ("countries",),
    "twins": ("twins",),
    "maps": ("tokens", "maps"),
}

# The sheets of each kind of page.
PAGE_SHEETS: Final = {
    "practice": ("site",),
    "lists": ("site", "lists"),
    "forms": ("site", "forms"),
    "private": ("site", "forms", "private"),
    "check": ("site", "forms", "check"),
    "network": ("site", "lists", "network"),
    "countries": ("site", "lists", "countries"),
    "twins": ("site", "lists", "twins"),
}

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE: Final = re.compile(r"\s+")
_AROUND: Final = re.compile(r" ?([{};,>]) ?")
# Only between a property and its value: in a selector the space before a colon means "inside".
_VALUE: Final = re.compile(r"([{;][a-z-]+): ")
_TOKEN: Final = re.compile(r"^ *--([a-z-]+): ([^;]+);\n", re.MULTILINE)
_USED: Final = re.compile(r"var\(--([a-z-]+)")


def minified(css: str) -> str:
    """Return the same rules without comments and needless space. Strings in our sheets hold neither."""
    css = _SPACE.sub(" ", _COMMENT.sub("", css))
    return _VALUE.sub(r"\1:", _AROUND.sub(r"\1", css)).replace(";}", "}").strip()


@cache
def inline_css(sheet: str = "site") -> SafeString:
    """Return what stands between `<style>` and `</style>`, to the byte."""
    parts = [(FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS[sheet]]
    if sheet == "maps":
        # Their rules are few, and so are the tokens that these use.
        parts[0] = _tokens_of(parts[0], set(_USED.findall(parts[1])))
    css = minified("\n".join(parts))
    if "<" in css:
        raise ValueError("a style sheet must not hold '<': it is inlined in HTML")
    return mark_safe(css)  # noqa: S308  our own files


@cache
def kept_css() -> SafeString:
    """Return the sheet of a kept file, whole and with the tokens that it uses."""
    css = "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ("base", "kept"))
    tokens = _tokens_of((FOLDER / "tokens.css").read_text(encoding="utf-8"), set(_USED.findall(css)))
    return mark_safe(minified(f"{tokens}\n{css}"))  # noqa: S308  our own files


def _tokens_of(tokens: str, names: set[str]) -> str:
    """Return the sheet of tokens with those of the names only."""
    return _TOKEN.sub(lambda token: token[0] if token[1] in names else "", tokens)


@cache
def theme_colors() -> tuple[str, str]:
    """Return the colour of the browser's own bar in the light and in the dark scheme: that of "my land"."""
    tokens = (FOLDER / "tokens.css").read_text(encoding="utf-8")
    light, dark = (value for name, value in _TOKEN.findall(tokens) if name == "soil")
    return light, dark


@cache
def csp_hash() -> str:
    """Return the source expressions for `style-src` that allow exactly these sheets."""
    digests = (hashlib.sha256(inline_css(sheet).encode()).digest() for sheet in SHEETS)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
