"""Keeps backups in folders, each named by its time; under another name until it is whole."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from kb.backup import BackupRefused, manifest

PREFIX: Final = "twin-fields-"
UNFINISHED: Final = ".unfinished"
NAME: Final = re.compile(r"\d{8}T\d{6}Z(-\d+)?$")
# What a disk needs beside the files themselves.
SPARE: Final = 1.05


@contextmanager
def alone_in(folder: Path, prefix: str = PREFIX) -> Iterator[None]:
    """Locks the folder for one backup, so that what is unfinished belongs to nobody and goes."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"Another backup is being written into {folder}.") from None
        for left in folder.glob(f"{prefix}*{UNFINISHED}"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(handle)


@contextmanager
def new_folder(parent: Path, prefix: str, moment: datetime) -> Iterator[Path]:
    """Yields a folder to fill; renamed once the block has ended well, and gone when it has not."""
    name = f"{prefix}{moment:%Y%m%dT%H%M%SZ}"
    taken, number = name, 1
    while (parent / name).exists():
        number += 1
        name = f"{taken}-{number}"
    folder = parent / f"{name}{UNFINISHED}"
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
        for inner, _names, _files in os.walk(folder):
            sync(Path(inner))
        folder.rename(parent / name)
        sync(parent)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def sync(folder: Path) -> None:
    """See the names in a folder onto the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def finished(parent: Path) -> list[Path]:
    """Returns folders that are named as whole backups, newest first."""
    if not parent.is_dir():
        return []
    found = [path for path in parent.glob(f"{PREFIX}*") if NAME.fullmatch(path.name.removeprefix(PREFIX))]
    return sorted(found, key=_age, reverse=True)


def _age(path: Path) -> tuple[str, int]:
    moment, _, number = path.name.removeprefix(PREFIX).partition("-")
    return moment, int(number or 1)


def find(given: Path) -> Path:
    """Returns the backup itself, or the newest whole one of a folder of them. Raises BackupRefused."""
    if not given.is_dir():
        raise BackupRefused(f"There is no folder {given}.")
    if given.name.endswith(UNFINISHED):
        raise BackupRefused(f"{given} is no whole backup: it was interrupted.")
    if (given / manifest.FILE_NAME).exists() or not (candidates := finished(given)):
        manifest.read(given)
        return given
    for path in candidates:
        try:
            manifest.read(path)
        except BackupRefused:
            continue
        return path
    raise BackupRefused(f"{given} holds no whole backup.")


def forget_older(parent: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` whole backups; those that are gone."""
    gone = finished(parent)[keep:]
    for path in gone:
        # Renamed first: one that is half deleted must not look whole.
        dying = path.rename(path.with_name(f"{path.name}{UNFINISHED}"))
        shutil.rmtree(dying)
    return gone


def check_space(folder: Path, needed: int) -> None:
    """Raises BackupRefused when the disk of a folder, which need not exist yet, has not got so many bytes."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < needed * SPARE:
        raise BackupRefused(
            f"Too little room in {folder}: {megabytes(int(needed * SPARE))} are needed,"
            f" {megabytes(free)} are free."
        )


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
