"""Warns administrators, on the first page of the admin, before the disk refuses uploads."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from media import free_room
from media.admin.room_report import ROOM_NAME


class NearlyFullPanel(Component):
    name = "media_nearly_full"
    template_name = "media/admin/nearly_full.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        is_shown = parent_context["request"].user.is_superuser and free_room.is_nearly_full()
        return {
            "is_shown": is_shown,
            "free_bytes": free_room.free_bytes(),
            "report_url": reverse(ROOM_NAME),
        }
