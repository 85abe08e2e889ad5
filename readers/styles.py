"""The site's style sheets as they stand in the pages: inlined, allowed by their hashes.

A slow link pays a round trip for every file; the sheets are small enough to travel with a page. "site" is in
every page, "pages" beside it in all but a practice, where every byte goes to what was tried.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString, mark_safe

FOLDER: Final = Path(__file__).parent / "static" / "readers" / "css"
SHEETS: Final = {"site": ("tokens", "base", "layout", "components"), "pages": ("lists", "forms")}

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE: Final = re.compile(r"\s+")
_AROUND: Final = re.compile(r" ?([{};,>]) ?")
# Only between a property and its value: in a selector the space before a colon means "inside".
_VALUE: Final = re.compile(r"([{;][a-z-]+): ")


def minified(css: str) -> str:
    """The same rules without comments and needless space. Strings in our sheets hold neither."""
    css = _SPACE.sub(" ", _COMMENT.sub("", css))
    return _VALUE.sub(r"\1:", _AROUND.sub(r"\1", css)).replace(";}", "}").strip()


@cache
def inline_css(sheet: str = "site") -> SafeString:
    """What stands between `<style>` and `</style>`, to the byte."""
    css = minified("\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS[sheet]))
    if "<" in css:
        raise ValueError("a style sheet must not hold '<': it is inlined in HTML")
    return mark_safe(css)  # noqa: S308  our own files


@cache
def csp_hash() -> str:
    """The source expressions for `style-src` that allow exactly these sheets."""
    digests = (hashlib.sha256(inline_css(sheet).encode()).digest() for sheet in SHEETS)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
