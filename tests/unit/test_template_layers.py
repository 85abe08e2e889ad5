"""Templates follow the layers of imports: they load, include and extend what is their own app's or lower."""

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
LAYERS: list[str] = next(
    contract["layers"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    if contract["id"] == "layers"
)
TEMPLATES = sorted(path for app in LAYERS for path in (ROOT / app / "templates").rglob("*.html"))
MOST_CHARACTERS = 160

_LOADED = re.compile(r"{% load ([^%]+) %}")
_REACHED = re.compile(r"{% (?:include|extends) [\"']([^\"']+)[\"']")


def app_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def libraries() -> dict[str, str]:
    """The app, or package, that each library of tags comes from."""
    found: dict[str, str] = {}
    for name, module in engines["django"].engine.libraries.items():
        found[name] = import_module(module).__name__.partition(".")[0]
    return found


def owners(template: str) -> list[str]:
    """Our apps that have a template of this name; none for one of Django's or Wagtail's."""
    return [app for app in LAYERS if (ROOT / app / "templates" / template).is_file()]


def reached(path: Path) -> Iterator[tuple[str, str]]:
    source = path.read_text()
    known = libraries()
    for names in _LOADED.findall(source):
        wanted = names.partition(" from ")[2] or names
        for name in wanted.split():
            yield name, known[name]
    for template in _REACHED.findall(source):
        for app in owners(template):
            yield template, app


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_reaches_its_own_layer_or_a_lower_one(path: Path) -> None:
    own = LAYERS.index(app_of(path))
    above = [(what, app) for what, app in reached(path) if app in LAYERS and LAYERS.index(app) < own]
    assert not above


def test_the_layers_of_templates_are_seen(tmp_path: Path) -> None:
    probe = tmp_path / "probe.html"
    probe.write_text('{% load i18n land %}{% include "readers/components/cards.html" %}')
    assert {("land", "readers"), ("readers/components/cards.html", "readers")} <= set(reached(probe))


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if app_of(path) == "readers"], ids=lambda p: p.name
)
def test_lines_can_be_read_side_by_side(path: Path) -> None:
    long = [n for n, line in enumerate(path.read_text().splitlines(), 1) if len(line) > MOST_CHARACTERS]
    assert not long
