"""Refuses, beside the field, a file for which there is no room, so that nothing typed is lost."""

from typing import Any, ClassVar

from wagtail.models import Collection

from media.free_room import NoRoomError
from media.space import OverLimitError, refuse_if_full


class RoomForm:
    """Mixed into the form of a picture, document or clip, before Wagtail's own."""

    sent_field: ClassVar[str] = "file"

    def clean(self: Any) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        file = cleaned.get(self.sent_field)
        if file is not None and self.sent_field in self.changed_data:
            try:
                refuse_if_full(file.size or 0, self._collection(cleaned))
            except (NoRoomError, OverLimitError) as refusal:
                self.add_error(self.sent_field, refusal)
        return cleaned

    def _collection(self: Any, cleaned: dict[str, Any]) -> Collection | None:
        """Returns where the file is to lie: Wagtail leaves the field out where there is one choice only."""
        if "collection" in self.fields:
            return cleaned.get("collection")
        return self.collections[0] if len(self.collections) == 1 else None
