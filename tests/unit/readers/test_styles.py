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


ALLOWED = (
    *(["forms", "private"], ["forms", "check"]),
    *(["lists", "twins"], ["lists", "network"], ["lists", "countries"]),
)


def test_every_page_loads_sheets_that_are_measured() -> None:
    measured = {sheet for sheets in styles.PAGE_SHEETS.values() for sheet in sheets}
    templates = Path(styles.__file__).parent / "templates"
    loaded = [re.findall(r'{% stylesheet "(\w+)"', path.read_text()) for path in templates.rglob("*.html")]
    assert all(len(sheets) <= 1 or sheets in ALLOWED for sheets in loaded)
    # The page of a failure stands alone, and so carries the common sheet by itself.
    assert {sheet for sheets in loaded for sheet in sheets} == measured


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
    for name in ("base", "layout", "components", "lists", "forms", "maps", "practice", "countries"):
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
    """Classes of the sheets that travel with a page, and of those that it links."""
    rules = "".join(styles.minified(sheet.read_text()) for sheet in styles.FOLDER.glob("*.css"))
    selectors = " ".join(re.findall(r"([^{};]+)\{", rules))
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def test_classes_carry_the_name_of_their_component() -> None:
    """docs/look.md: component, component__part, component--state."""
    found = classes_in_sheets()
    assert len(found) > 50
    assert [name for name in found if not _CONVENTION.fullmatch(name)] == []


def classes_in_markup() -> set[str]:
    """Classes of templates, tags, drawings and scripts; what is filled in, such as a state, stands as "…"."""
    folder = Path(styles.__file__).parent
    sources = [path for ending in ("html", "py", "js", "svg") for path in folder.rglob(f"*.{ending}")]
    found: set[str] = set()
    for path in sources:
        text = path.read_text()
        passed_on = re.findall(r'{%[^%]* classes="([^"]*)"', text)
        written = re.findall(r'\bclass(?:Name)?\s*=\s*"([^"]*)"', re.sub(r"{%.*?%}", " ", text))
        for names in passed_on + written:
            found |= set(re.sub(r"{{.*?}}|{[^}]*}", "…", names).split())
    return found


# Made in templatetags/icons.py and facet_options.py.
FILLED_IN = {"icon", "facets__option", "facets__option--empty", "bar--…"}
# Hooks of tests, and of the search box's script.
WITHOUT_RULES = {"prompt"}


def test_every_class_has_a_rule_and_every_rule_a_class() -> None:
    ruled, marked = classes_in_sheets(), classes_in_markup() | FILLED_IN
    assert len(marked) > 50
    made = {name for name in ruled if f"{name.partition('--')[0]}--…" in marked}
    assert ruled - marked - made == set()
    plain = {name for name in marked if "…" not in name}
    assert plain - ruled - WITHOUT_RULES == set()
