"""The style sheet travels with every page: it must stay small, and be exactly what the policy allows."""

import base64
import hashlib
from pathlib import Path

import brotli
import pytest

from readers import styles
from readers.icons import SYMBOLS

STATIC = Path(styles.__file__).parent / "static" / "readers"
CSS_BUDGET = 5_000
JS_BUDGET = 8_000


def test_css_keeps_its_budget() -> None:
    # Level 5 is what a server can afford to do for every page.
    css = "".join(styles.inline_css(sheet) for sheet in styles.SHEETS)
    assert len(brotli.compress(css.encode(), quality=5)) <= CSS_BUDGET


def test_scripts_keep_their_budget() -> None:
    sizes = [len(brotli.compress(path.read_bytes())) for path in (STATIC / "js").glob("*.js")]
    assert sizes
    assert sum(sizes) <= JS_BUDGET


@pytest.mark.parametrize("sheet", styles.SHEETS)
def test_hash_is_of_the_inlined_bytes(sheet: str) -> None:
    digest = hashlib.sha256(styles.inline_css(sheet).encode()).digest()
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in styles.csp_hash().split()


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("/* why */ a { color: red; }", "a{color:red}"),
        ("a :hover { margin: 0 -1rem }", "a :hover{margin:0 -1rem}"),
        ("p { width: calc(1rem + 2px) }", "p{width:calc(1rem + 2px)}"),
        ("@media (min-width: 46rem) { a > b, i { top: 0 } }", "@media (min-width: 46rem){a>b,i{top:0}}"),
    ],
)
def test_minified_rules_mean_the_same(written: str, served: str) -> None:
    assert styles.minified(written) == served


def test_no_colour_is_written_outside_the_tokens() -> None:
    for name in ("base", "layout", "components", "lists", "forms"):
        rules = (STATIC / "css" / f"{name}.css").read_text().split("@media print")[0]
        assert "#" not in rules.replace("#ffffff3d", "")


def test_icons_are_drawings_and_nothing_else() -> None:
    for name, symbol in SYMBOLS.items():
        assert "viewBox=" in symbol, name
        assert not any(word in symbol for word in ("<script", "style=", "href", " on")), name
