"""A closed set is read only as it was committed to. The archives here are made up."""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.judged import sets
from benchmarks.judged.sets import TamperedSetError, closed_files

FARMS = json.dumps([]).encode()
TRANSFERS = json.dumps([{"id": "made-up"}]).encode()


def closed(folder: Path, files: Mapping[str, bytes], promised: Mapping[str, bytes]) -> tuple[Path, Path]:
    archive, hashes = folder / "set.tar.xz", folder / "set.sha256"
    with tarfile.open(archive, "w:xz") as opened:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            opened.addfile(member, io.BytesIO(content))
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  some/where/{name}" for name, content in promised.items()
    ]
    hashes.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return archive, hashes


def test_files_are_known_by_their_hash_and_others_left_out(tmp_path: Path) -> None:
    files = {"deep/renamed.json": FARMS, "transfers.json": TRANSFERS, "README.md": b"how it was made"}
    promised = {"farms.json": FARMS, "transfers.json": TRANSFERS}
    assert closed_files(*closed(tmp_path, files, promised)) == promised


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TamperedSetError, match="for some/where/farms"):
        closed_files(*closed(tmp_path, {"farms.json": b"[1]"}, {"farms.json": FARMS}))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    both = {"farms.json": FARMS, "transfers.json": TRANSFERS}
    with pytest.raises(TamperedSetError, match="for some/where/transfers"):
        closed_files(*closed(tmp_path, {"farms.json": FARMS}, both))


def test_the_hashes_name_the_files_that_are_read() -> None:
    names = {Path(line.split()[1]).name for line in sets.HASHES.read_text(encoding="utf-8").splitlines()}
    assert names == {"test-transfers.json", "test-farms.json", "objectionable.json"}


def test_the_development_set_is_read_from_its_files() -> None:
    chosen = sets.judgements("development")
    assert (len(chosen.transfers), len(chosen.farms)) == (93, 51)
