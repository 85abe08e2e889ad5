"""Stores files on the disk, and says in words when it is full: every way of writing a file comes by here."""

from typing import Any, Final

from django.core.files.storage import FileSystemStorage

from media.free_room import NoRoomError, is_full, refuse_without_room

# What somebody sent. What is made of it may use the room that uploads leave free.
SENT_FOLDERS: Final = ("original_images/", "documents/", "received/", "kept_originals/", "wagtail_uploads/")


class MediaStorage(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        """Returns the name under which the file is stored; raises NoRoomError where it has no room."""
        if name.startswith(SENT_FOLDERS):
            refuse_without_room(content.size)
        is_new = not self.exists(name)
        try:
            stored: str = super()._save(name, content)  # type: ignore[misc]
        except OSError as problem:
            if is_full(problem):
                if is_new:
                    # What was written of it would only fill the disk more.
                    self.delete(name)
                raise NoRoomError() from problem
            raise
        return stored
