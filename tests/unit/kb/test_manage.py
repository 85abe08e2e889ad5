import ast
import sys
from pathlib import Path

import pytest

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


def test_the_test_lock_holds_every_pin_of_the_other_one() -> None:
    """So that an environment for tests serves `up` as well."""

    def pins(name: str) -> set[str]:
        return {line for line in (ROOT / name).read_text().splitlines() if "==" in line and line[0].isalnum()}

    assert pins("requirements.lock") <= pins("requirements-test.lock")
