"""The two sets of judgements: the development set in plain files, the test set in a closed archive.

The archive is opened by whoever asks for the test set, and by nobody else: its files are checked against
the hashes that were committed before it, and read in memory.
"""

import hashlib
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from benchmarks.judged import collection as judged
from benchmarks.judged.collection import HERE, Farm, Transfer

SetName = Literal["development", "test"]
ARCHIVE: Final = HERE / "test-set.tar.xz"
HASHES: Final = HERE / "test-set.sha256"


class TamperedSetError(Exception):
    """A file of the archive is missing, or is not what was committed to."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """One set: documented transfers and graded farms."""

    name: SetName
    transfers: list[Transfer]
    farms: list[Farm]


def judgements(name: SetName) -> Judgements:
    """Return a set. Raises TamperedSetError when the archive of the test set is not the one committed to."""
    if name == "development":
        files = {part: (HERE / f"{part}.json").read_bytes() for part in ("transfers", "farms")}
        return _judgements(name, files["transfers"], files["farms"])
    sealed = closed_files()
    return _judgements(name, sealed["test-transfers.json"], sealed["test-farms.json"])


def closed_files(archive: Path = ARCHIVE, hashes: Path = HASHES) -> Mapping[str, bytes]:
    """Return the contents of the archive's files that were committed to, by the names beside their hashes.

    A file is known by its hash, whatever its name and folder; others, such as a README, are left out. Raises
    TamperedSetError when one is missing or was changed.
    """
    promised = dict(line.split() for line in hashes.read_text(encoding="utf-8").splitlines() if line)
    found: dict[str, bytes] = {}
    with tarfile.open(archive, "r:xz") as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.isfile() else None
            if stream is not None:
                content = stream.read()
                path = promised.get(hashlib.sha256(content).hexdigest())
                if path is not None:
                    found[PurePosixPath(path).name] = content
    for path in promised.values():
        if PurePosixPath(path).name not in found:
            raise TamperedSetError(
                f"{archive.name} holds no file with the hash that was committed for {path}"
            )
    return found


def closed_objections() -> Any:
    """Return the test set's third part as it stands in its file: random places, and conflicts.

    `benchmarks.judged.objectionable` reads it.
    """
    return json.loads(closed_files()["objectionable.json"])


def _judgements(name: SetName, transfers: bytes, farms: bytes) -> Judgements:
    return Judgements(name, judged.transfers(json.loads(transfers)), judged.farms(json.loads(farms)))
