"""Registers with Wagtail's admin: recordings, the rights to them, and what keeps them from being played."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permissions import register_permission_policy

from media.admin import sound_notice
from media.models import Clip

# Before anybody asks for it.
register_permission_policy(Clip, CollectionPermissionPolicy(Clip))

from media.admin.clips import ClipViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def clips() -> ClipViewSet:
    return ClipViewSet()


@hooks.register("register_group_permission_panel")
def rights_to_clips() -> Any:
    return collection_member_permission_formset_factory(
        Clip,
        [
            ("add_clip", _("Add"), _("Add films and sounds")),
            ("change_clip", _("Edit"), _("Listen to and edit any film or sound")),
            ("delete_clip", _("Delete"), _("Delete any film or sound")),
        ],
        "media/admin/clip_permissions_formset.html",
    )


@hooks.register("construct_homepage_panels")
def tell_why_no_sound_is_played(request: HttpRequest, panels: list[Any]) -> None:
    if sound_notice.is_for(request):
        panels.append(sound_notice.SoundNotice())
