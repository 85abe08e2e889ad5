"""The texts of the code are found whatever the functions that translate them are called."""

from pathlib import Path

import pytest
from pytest_django import Settings

from kb import catalogues


def test_every_function_that_translates_has_a_name_that_is_looked_for() -> None:
    assert not catalogues.renamed()


@pytest.mark.parametrize("alias", ["__", "_lazy", "_t"])
def test_a_name_of_ones_own_is_told(alias: str, tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR, settings.OUR_APPS = tmp_path, ["app"]
    (tmp_path / "app").mkdir()
    code = f"from django.utils.translation import gettext as {alias}\nfrom x import ngettext as _\n"
    (tmp_path / "app" / "forms.py").write_text(code)
    (line,) = catalogues.renamed()
    assert line.startswith("app/forms.py") and alias in line
