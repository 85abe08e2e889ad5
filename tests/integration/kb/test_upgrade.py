"""A site of an earlier release is brought up to this one and keeps everything."""

import json
import tarfile
from pathlib import Path

import pytest

from tests.integration.kb.make_released_site import RELEASED, content_of
from tests.integration.kb.stored_site import StoredSite

# Tables that every set-up writes anew.
WRITTEN_ANEW = frozenset(
    ("auth.Permission", "contenttypes.ContentType", "search.IndexCopy", "search.OutboxRow")
)
# What an update adds to: work on the pictures there are; in each region rights to recordings and a place for
# what readers send.
ADDED_TO = frozenset(("jobs.Job", "wagtailcore.Collection", "wagtailcore.GroupCollectionPermission"))
# What an update takes from: rights of regions to change the thesaurus.
TAKEN_FROM = frozenset(("auth.Group_permissions",))


@pytest.mark.slow
@pytest.mark.parametrize("version", [path.name.removesuffix(".tar.xz") for path in RELEASED.glob("*.tar.xz")])
def test_a_site_of_a_release_keeps_everything(version: str, tmp_path: Path) -> None:
    with tarfile.open(RELEASED / f"{version}.tar.xz") as archive:
        archive.extractall(tmp_path / "backups", filter="data")
    before = json.loads((RELEASED / f"{version}.json").read_text(encoding="utf-8"))
    site = StoredSite.on_sqlite(tmp_path / "site")
    site.restore(tmp_path / "backups")
    after = content_of(site)
    assert set(before["pages"]) <= set(after["pages"])
    assert after["files"] == before["files"]
    kept = {label: count for label, count in before["rows"].items() if label not in WRITTEN_ANEW}
    found = {label: after["rows"].get(label) for label in kept}
    changed = ADDED_TO | TAKEN_FROM
    assert {label: count for label, count in found.items() if label not in changed} == {
        label: count for label, count in kept.items() if label not in changed
    }
    assert all(found[label] >= kept[label] for label in ADDED_TO)
    assert all(0 < found[label] <= kept[label] for label in TAKEN_FROM)
    assert site.facts()["lacking"] == []
