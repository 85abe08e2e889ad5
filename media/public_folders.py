"""Knows the folders of public files beside public copies: apps above write them and say who may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from media.models.public_copy import FOLDER


@dataclass(frozen=True, slots=True)
class PublicFolders:
    """Files of one kind in folders of `public/`, each named by a row.

    `is_shown` returns whether anybody may fetch the file of a folder and name at this moment; `names` returns
    the folders that have a row.
    """

    is_shown: Callable[[str, str], bool]
    names: Callable[[], Iterable[str]]


_registered: list[PublicFolders] = []


def register(folders: PublicFolders) -> None:
    _registered.append(folders)


def is_shown(folder: str, name: str) -> bool:
    """Returns whether anybody may fetch the file."""
    return any(folders.is_shown(folder, name) for folders in _registered)


def paths() -> tuple[str, ...]:
    """Returns where the files of folders that have a row lie, as names of stored files begin."""
    return tuple(f"{FOLDER}/{name}/" for folders in _registered for name in folders.names())
