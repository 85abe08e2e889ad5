"""The style sheet travels with every page: it must stay small, and be exactly what the policy allows."""

import base64
import hashlib
import re
from pathlib import Path

import brotli
import pytest

from benchmarks import page_weight
from readers import styles
from readers.icons import SYMBOLS

STATIC = Path(styles.__file__).parent / "static" / "readers"


@pytest.mark.parametrize("kind", styles.PAGE_SHEETS)
def test_css_keeps_its_budget(kind: str) -> None:
    assert page_weight.styles(kind) <= page_weight.budgets()["styles"][kind]


def test_scripts_keep_their_budget() -> None:
    sizes = [len(brotli.compress(path.read_bytes())) for path in (STATIC / "js").glob("*.js")]
    assert sizes
    assert sum(sizes) <= page_weight.budgets()["parts"]["scripts"]


def test_every_page_loads_sheets_that_are_measured() -> None:
    measured = {sheet for sheets in styles.PAGE_SHEETS.values() for sheet in sheets}
    templates = Path(styles.__file__).parent / "templates"
    loaded = [re.findall(r'{% stylesheet "(\w+)"', path.read_text()) for path in templates.rglob("*.html")]
    assert all(len(sheets) <= 1 for sheets in loaded)
    assert {sheet for sheets in loaded for sheet in sheets} == measured - {"site"}


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
    for name in ("base", "layout", "components", "lists", "forms", "maps"):
        rules = (STATIC / "css" / f"{name}.css").read_text().split("@media print")[0]
        assert "#" not in rules.replace("#ffffff3d", "")


def test_maps_carry_the_tokens_that_they_use_in_both_schemes() -> None:
    css = styles.inline_css("maps")
    used = set(re.findall(r"var\(--([a-z-]+)\)", css))
    assert used
    assert set(re.findall(r"--([a-z-]+):", css)) == used
    assert css.count("--sand:#") == len(("light", "dark"))


def test_the_browsers_bar_has_the_colour_of_my_land() -> None:
    light, dark = styles.theme_colors()
    assert f"--soil:{light}" in styles.inline_css()
    assert f"--soil:{dark}" in styles.inline_css()
    assert light != dark


def test_icons_are_drawings_and_nothing_else() -> None:
    for name, symbol in SYMBOLS.items():
        assert "viewBox=" in symbol, name
        assert not any(word in symbol for word in ("<script", "style=", "href", " on")), name


_CONVENTION = re.compile(r"[a-z]+(-[a-z]+)*(__[a-z]+(-[a-z]+)*)?(--[a-z_]+(-[a-z]+)*)?")


def classes_in_sheets() -> set[str]:
    rules = "".join(styles.inline_css(sheet) for sheet in styles.SHEETS)
    selectors = " ".join(re.findall(r"([^{};]+)\{", rules))
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def test_classes_carry_the_name_of_their_component() -> None:
    """docs/look.md: component, component__part, component--state."""
    found = classes_in_sheets()
    assert len(found) > 50
    assert [name for name in found if not _CONVENTION.fullmatch(name)] == []


def test_every_class_of_the_sheets_is_used() -> None:
    folder = Path(styles.__file__).parent
    sources = [*folder.rglob("*.html"), *folder.rglob("*.py"), *folder.rglob("*.js"), *folder.rglob("*.svg")]
    text = "\n".join(path.read_text() for path in sources)
    unused = {name for name in classes_in_sheets() if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)}
    # Made of a component and the state of what it shows.
    assert {name for name in unused if f"{name.partition('--')[0]}--{{" not in text} == set()
