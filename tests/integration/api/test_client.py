"""The client that the documentation shows works as it stands there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from practices.regions import Region
from tests import factories
from zones.values import Classes

BLOCK = re.compile(r"```python\n(.+?)```", re.DOTALL)
DOCS = Path(site_settings.BASE_DIR) / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_docs_prints_what_fits(
    live_server: LiveServer,
    region: Region,
    work: Callable[[], None],
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    for number in range(25):
        factories.make_practice(region.section, name_fr=f"Diguettes {number}", crops=Classes.of("maize"))
    work()
    (code,) = BLOCK.findall(DOCS.read_text(encoding="utf-8"))
    exec(code.replace("https://twinfields.example", live_server.url), {})  # noqa: S102  our own text
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 25
    assert all("Diguettes" in line and live_server.url in line for line in lines)
