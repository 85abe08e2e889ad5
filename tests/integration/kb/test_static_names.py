"""Every static file that is named exists: in production a missing one is an error page, in tests nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

NAMED = re.compile(r"""{%\s*static\s+["']([^"'{}]+)["']|\bstatic\(\s*["']([^"'{}]+)["']""")


def named_files() -> list[tuple[str, str]]:
    found = []
    for app in ("kb", "newsletter", "search", "network", "exchange", "practices", "media", "zones"):
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*")):
            if path.suffix in (".html", ".py", ".txt"):
                text = path.read_text(encoding="utf-8")
                found += [(first or second, path.name) for first, second in NAMED.findall(text)]
    return sorted(set(found))


@pytest.mark.parametrize(("name", "where"), named_files())
def test_a_named_static_file_exists(name: str, where: str) -> None:
    assert finders.find(name), f"{where} names {name}"
