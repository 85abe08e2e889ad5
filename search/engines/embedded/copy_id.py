"""The name of one copy of the embedded index: every web server keeps a copy in its own data folder.

The name lies in the folder. It counts only in the file in which it was written: a folder that was copied to
another machine, or brought back from a backup, is another copy, with another name and changes of its own to
follow.
"""

import os
import uuid
from pathlib import Path

FILE = "copy-id"


def read(folder: Path) -> str:
    """Returns the name of the copy in this folder; empty before its worker has given it one."""
    try:
        with (folder / FILE).open() as file:
            name, _, place = file.read().partition(" ")
            return name if place == str(os.fstat(file.fileno()).st_ino) else ""
    except FileNotFoundError:
        return ""


def get_or_create(folder: Path) -> str:
    """Returns the name of the copy in this folder, and gives it one where it has none."""
    if name := read(folder):
        return name
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{FILE}.{uuid.uuid4().hex}"
    with unfinished.open("w") as file:
        file.write(f"{uuid.uuid4().hex[:12]} {os.fstat(file.fileno()).st_ino}")
    unfinished.replace(folder / FILE)
    return read(folder)
