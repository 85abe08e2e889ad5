"""Registers what the admin shows of the room that files take, and where new files may be put."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from media.admin import room_report
from media.admin.home_panel import NearlyFullPanel
from media.admin.policies import FilesPolicy
from media.models import Document, Image

# In place of those that Wagtail registers when it starts.
for _model in (Image, Document):
    register_permission_policy(
        _model, FilesPolicy(_model, auth_model=_model, owner_field_name="uploaded_by_user")
    )


@hooks.register("register_admin_urls")
def room_urls() -> list[URLPattern]:
    return room_report.urls


@hooks.register("register_reports_menu_item")
def room_menu_item() -> room_report.RoomMenuItem:
    return room_report.menu_item()


@hooks.register("construct_homepage_panels")
def warn_of_a_full_disk(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NearlyFullPanel())
