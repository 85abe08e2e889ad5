"""Registers what the admin shows of files: recordings, the room that all take, and who has which rights."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permissions import register_permission_policy

from media.admin import ffmpeg_notice, room_report
from media.admin.home_panel import NearlyFullPanel
from media.admin.policies import FilesPolicy
from media.models import Clip, Document, Image

# Before anybody asks for it.
register_permission_policy(Clip, CollectionPermissionPolicy(Clip))
# In place of those that Wagtail registers when it starts.
for _model in (Image, Document):
    register_permission_policy(
        _model, FilesPolicy(_model, auth_model=_model, owner_field_name="uploaded_by_user")
    )

from media.admin.clip_chooser import ClipChooserViewSet  # noqa: E402
from media.admin.clips import ClipViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def clips() -> ClipViewSet:
    return ClipViewSet()


@hooks.register("register_admin_viewset")
def clip_chooser() -> ClipChooserViewSet:
    return ClipChooserViewSet("clip_chooser")


@hooks.register("register_group_permission_panel")
def rights_to_clips() -> Any:
    return collection_member_permission_formset_factory(
        Clip,
        [
            ("add_clip", _("Add"), _("Add videos and voices")),
            ("change_clip", _("Edit"), _("Watch, listen to and edit any video or voice")),
            ("delete_clip", _("Delete"), _("Delete any video or voice")),
        ],
        "media/admin/clip_permissions_formset.html",
    )


@hooks.register("register_admin_urls")
def room_urls() -> list[URLPattern]:
    return room_report.urls


@hooks.register("register_reports_menu_item")
def room_menu_item() -> room_report.RoomMenuItem:
    return room_report.menu_item()


@hooks.register("construct_homepage_panels")
def tell_what_is_wrong_with_files(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NearlyFullPanel())
    if ffmpeg_notice.is_for(request):
        panels.append(ffmpeg_notice.FfmpegNotice())
