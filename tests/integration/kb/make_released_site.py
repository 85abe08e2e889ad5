"""Writes the site of a release that the test of upgrades starts from.

python -m tests.integration.kb.make_released_site VERSION, once for a release, from its tag, on SQLite. The
archive holds a backup of a filled site; the file beside it says what it held.
"""

import json
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from tests.integration.kb.stored_site import ROOT, StoredSite

RELEASED = ROOT / "tests" / "data" / "released"


def content_of(site: StoredSite) -> dict[str, Any]:
    """Returns what an upgrade must keep: rows by table, files, addresses of pages."""
    facts = site.facts()
    return {
        "rows": {label: len(rows) for label, rows in facts["rows"].items()},
        "files": sorted(facts["files"]),
        "pages": sorted(facts["pages"]),
    }


def main() -> None:
    version = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        site = StoredSite.on_sqlite(Path(folder) / "site")
        site.process("fill")
        backup = site.backup(Path(folder) / "backups")
        RELEASED.mkdir(exist_ok=True)
        with tarfile.open(RELEASED / f"{version}.tar.xz", "w:xz") as archive:
            archive.add(backup, arcname=backup.name)
        content = json.dumps(content_of(site), indent=1, sort_keys=True)
        (RELEASED / f"{version}.json").write_text(f"{content}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
