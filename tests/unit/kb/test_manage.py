import ast
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[3]
SOURCE = (ROOT / "manage.py").read_text()


def test_an_old_python_can_at_least_read_the_door() -> None:
    ast.parse(SOURCE, feature_version=(3, 6))


def test_an_old_python_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    door: dict[str, object] = {"__name__": "manage"}
    exec(SOURCE, door)  # noqa: S102  (our own file)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        door["main"]()


def pins(lock: str) -> set[str]:
    return {line for line in (ROOT / lock).read_text().splitlines() if "==" in line and line[0].isalnum()}


def test_the_test_lock_holds_every_pin_of_the_other_one() -> None:
    """So that an environment for tests serves `up` as well."""
    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_the_lock_of_the_extra_holds_what_no_other_package_has_to_move_for() -> None:
    assert pins("requirements-media.lock") <= pins("requirements-test.lock")
    assert not pins("requirements-media.lock") & pins("requirements.lock")


@pytest.mark.parametrize(
    ("lock", "group"), [("", None), ("-test", "test"), ("-data", "data"), ("-media", "media")]
)
def test_a_lock_pins_what_pyproject_asks_for(lock: str, group: str | None) -> None:
    """Where this fails, `.ci/locks.sh` has not been run since the last change."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    asked = extras[group] if group in extras else needed + project["dependency-groups"].get(group, [])
    pinned: dict[str, set[str]] = {}
    for line in pins(f"requirements{lock}.lock"):
        name, _, rest = line.partition("==")
        pinned.setdefault(name, set()).add(rest.split()[0])
    for text in asked:
        requirement = Requirement(text)
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions and all(requirement.specifier.contains(version) for version in versions), text
