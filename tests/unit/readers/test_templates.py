"""All templates: no style or script of their own, only drawn icons, and a test for every component."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from readers.icons import SYMBOLS

ROOT = Path(__file__).resolve().parents[3]
# Mails carry their styles in their elements: readers of mail know no other way.
TEMPLATES = sorted(
    path
    for app in ("api", "exchange", "jobs", "kb", "media", "network", "newsletter", "practices", "readers")
    for path in (ROOT / app / "templates").rglob("*.html")
    if path.parent.name not in ("mail", "mails")
)
# Shared components, and the pieces of pages that are read; those of forms are tested with their forms.
COMPONENTS = sorted(
    path.relative_to(ROOT / "readers" / "templates" / "readers").with_suffix("").as_posix()
    for folder in ("components", "land", "practice", "results")
    for path in (ROOT / "readers" / "templates" / "readers" / folder).glob("*.html")
)


def test_every_component_is_tested() -> None:
    beside = Path(__file__).parent.glob("test_*components.py")
    tested = set(re.findall(r'show\(\s*"([a-z_/]+)"', "".join(path.read_text() for path in beside)))
    assert COMPONENTS
    assert set(COMPONENTS) <= tested


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_script_or_handler(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<script>", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_only_icons_that_are_drawn(path: Path) -> None:
    assert set(re.findall(r'{% icon "([a-z_-]+)"', path.read_text())) <= set(SYMBOLS)


def test_server_error_page_needs_nothing() -> None:
    html = render_to_string("500.html")
    assert "{" not in html.partition("<body")[2]
    for code in ("en", "fr", "es"):
        assert f'href="/{code}/"' in html
