"""Counts how much room files take, by kind and by region, and keeps a region within its limit.

A region is a collection right below the root, with all below it. Its limit counts what people sent; what
the site makes of that (sizes for editors, public copies) comes on top.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from media import public_folders as other_folders
from media.free_room import MEGABYTE, refuse_without_room
from media.models import Clip, Document, Image, PublicCopy, Rendition
from media.models.public_copy import FOLDER as PUBLIC

PICTURES, SIZES, COPIES = "pictures", "sizes", "public_copies"
DOCUMENTS, RECORDINGS, ORIGINALS = "documents", "recordings", "kept_originals"
KINDS: Final = {
    PICTURES: _("Pictures"),
    DOCUMENTS: _("Documents"),
    RECORDINGS: _("Recordings"),
    SIZES: _("Sizes for editors"),
    COPIES: _("Public copies"),
    ORIGINALS: _("Kept originals"),
}
SENT: Final = (PICTURES, DOCUMENTS, RECORDINGS)

# Folders of the storage in which files of rows lie. What else an operator puts beside them is left alone.
FOLDERS: Final = (
    "original_images",
    "images",
    "documents",
    "clips",
    "received",
    "kept_originals",
    PUBLIC,
    "wagtail_uploads",
)
CLIP_FILES: Final = ("received", "sound", "video", "poster")

# What readers sent waits in a collection of this name below their region's; `practices/regions.py` makes it.
WAITING_NAME: Final = "Sent by readers"
REGION_DEPTH: Final = 2


class OverLimitError(ValidationError):
    """Raised in place of storing a file that would take its region beyond its limit."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes the files of a collection and of those below it take, by kind."""

    collection: Collection
    bytes_of: Mapping[str, int]

    @property
    def sent_bytes(self) -> int:
        return sum(self.bytes_of[kind] for kind in SENT)

    @property
    def all_bytes(self) -> int:
        return sum(self.bytes_of.values())

    @property
    def limit_bytes(self) -> int:
        """Returns how much may be sent; 0 where there is no limit."""
        return settings.REGION_MEDIA_MB * MEGABYTE if self.collection.depth >= REGION_DEPTH else 0


@dataclass(slots=True)
class Balance:
    """What lies on the disk against what rows name."""

    files: int = 0
    file_bytes: int = 0
    unnamed: int = 0
    unnamed_bytes: int = 0
    missing: list[str] = field(default_factory=list)


# --- what there is --------------------------------------------------------------------------------------


def sizes_on_disk() -> dict[str, int]:
    """Returns the size of each stored file, by its name."""
    return {name: default_storage.size(name) for name in stored_names()}


def stored_names(folders: Iterable[str] = FOLDERS) -> Iterator[str]:
    """Yields the names of all files in these folders of the storage, and in those below them."""
    for folder in folders:
        try:
            below, files = default_storage.listdir(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        yield from (f"{folder}/{name}" for name in files)
        yield from stored_names(f"{folder}/{name}" for name in below)


def named_by_rows() -> Iterator[tuple[str, str, str]]:
    """Yields (path of the collection, kind, name) for each file that a picture, document or clip has."""
    for path, file, original in Image.objects.values_list("collection__path", "file", "kept_original"):
        yield path, PICTURES, file
        yield path, ORIGINALS, original
    for path, file in Rendition.objects.values_list("image__collection__path", "file"):
        yield path, SIZES, file
    for path, file in Document.objects.values_list("collection__path", "file"):
        yield path, DOCUMENTS, file
    for path, *files in Clip.objects.values_list("collection__path", *CLIP_FILES):
        yield from ((path, RECORDINGS, file) for file in files)


def public_folders() -> Iterator[tuple[str, str]]:
    """Yields (path of the collection, folder) for each folder of public copies."""
    paths = ("image__collection__path", "document__collection__path", "clip__collection__path")
    for folder, *found in PublicCopy.objects.values_list("folder", *paths):
        yield next(path for path in found if path), f"{PUBLIC}/{folder}"


def rooms(collections: Iterable[Collection], sizes: Mapping[str, int]) -> list[Room]:
    """Returns how much room each collection takes with those below it that are not listed themselves."""
    counted = {collection.path: dict.fromkeys(KINDS, 0) for collection in collections}

    def count(path: str, kind: str, size: int) -> None:
        # The nearest that is listed: each file is counted once.
        while path and path not in counted:
            path = path[: -Collection.steplen]
        if path:
            counted[path][kind] += size

    for path, kind, name in named_by_rows():
        count(path, kind, sizes.get(name, 0))
    in_folder: dict[str, int] = {}
    for name, size in sizes.items():
        folder = name.rpartition("/")[0]
        in_folder[folder] = in_folder.get(folder, 0) + size
    for path, folder in public_folders():
        count(path, COPIES, in_folder.get(folder, 0))
    return [Room(collection, counted[collection.path]) for collection in collections]


def balance(sizes: Mapping[str, int]) -> Balance:
    """Returns how files and rows fit: files that no row names, names without a file."""
    named = {name for _path, _kind, name in named_by_rows() if name}
    folders = {folder for _path, folder in public_folders()}
    folders |= {path.rstrip("/") for path in other_folders.paths()}
    found = Balance(len(sizes), sum(sizes.values()), missing=sorted(named - sizes.keys()))
    for name, size in sizes.items():
        if name not in named and name.rpartition("/")[0] not in folders:
            found.unnamed += 1
            found.unnamed_bytes += size
    return found


# --- limits ---------------------------------------------------------------------------------------------


def refuse_if_full(incoming_bytes: int, collection: Collection | None = None) -> None:
    """Raises ValidationError, in words for whoever sent it, where a file of this size has no room."""
    refuse_without_room(incoming_bytes)
    if collection is not None:
        refuse_beyond_limit(collection, incoming_bytes)


def refuse_beyond_limit(collection: Collection, incoming_bytes: int) -> None:
    """Raises OverLimitError if the file would take a region, or what waits in it, beyond its limit."""
    for limited, limit_bytes, sentence in _limits(collection):
        used = sent_bytes(Collection.objects.descendant_of(limited, inclusive=True))
        if used + incoming_bytes > limit_bytes:
            values = {
                "region": Collection.objects.ancestor_of(limited, inclusive=True)
                .get(depth=REGION_DEPTH)
                .name,
                "used": filesizeformat(used),
                "limit": filesizeformat(limit_bytes),
            }
            raise OverLimitError(sentence % values, code="over_limit")


def _limits(collection: Collection) -> Iterator[tuple[Collection, int, str]]:
    for above in Collection.objects.ancestor_of(collection, inclusive=True):
        if is_waiting(above) and settings.WAITING_MEDIA_MB:
            yield (
                above,
                settings.WAITING_MEDIA_MB * MEGABYTE,
                gettext(
                    "Too many files wait for somebody of %(region)s to look at them: %(used)s of %(limit)s. "
                    "Please try again in a few days; what you typed is kept."
                ),
            )
        if above.depth == REGION_DEPTH and settings.REGION_MEDIA_MB:
            yield (
                above,
                settings.REGION_MEDIA_MB * MEGABYTE,
                gettext(
                    "The files of %(region)s take %(used)s of the %(limit)s that they may take. "
                    "Under Reports, “Room for files” shows which ones nobody uses: delete some, then send "
                    "this one again."
                ),
            )


def is_waiting(collection: Collection) -> bool:
    """Returns whether what readers sent waits in this collection."""
    return collection.depth == REGION_DEPTH + 1 and collection.name == WAITING_NAME


def waiting() -> QuerySet[Collection]:
    """Returns the collections in which what readers sent waits."""
    found: QuerySet[Collection] = Collection.objects.filter(depth=REGION_DEPTH + 1, name=WAITING_NAME)
    return found


def sent_bytes(collections: QuerySet[Collection]) -> int:
    """Returns the size of what people sent into these collections, from the database: uploads ask."""
    total = 0
    for model in (Image, Document):
        files = model._default_manager.filter(collection__in=collections)
        _note_sizes(files.filter(file_size=None))
        total += files.aggregate(all=Sum("file_size"))["all"] or 0
    for names in Clip.objects.filter(collection__in=collections).values_list(*CLIP_FILES):
        total += sum(size_of(name) for name in names)
    return total


def size_of(name: str) -> int:
    """Returns the size of a stored file; 0 where there is none."""
    try:
        return default_storage.size(name) if name else 0
    except OSError:
        return 0


def _note_sizes(files: QuerySet[Any]) -> None:
    """Writes down the size of files that came in by other ways than a form."""
    for number, name in files.values_list("pk", "file"):
        files.model._default_manager.filter(pk=number).update(file_size=size_of(name))
