"""Shows recordings in the admin, each person those of their region: list, form, listening.

Wagtail's generic views ask whether a person may do something at all, so each of them is walled here.
"""

from pathlib import PurePath
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from media.admin.clip_form import ClipForm
from media.admin.sound_notice import sentences
from media.intake.recordings import REFUSALS, refusal
from media.models import Clip, ClipState
from media.ranges import file_response
from media.region_access import choosable
from zones.vocabulary import LANGUAGES

NAME: Final = "clips"
SOUND_TYPES: Final = {
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
}


class Walled:
    """Gives 404 for what the person may not do this with."""

    needs = "change"
    request: HttpRequest

    def get_object(self, *args: Any) -> Clip:
        found: Clip = super().get_object(*args)  # type: ignore[misc]
        policy = policy_registry.get_by_type(Clip)
        if not policy.user_has_permission_for_instance(self.request.user, self.needs, found):
            raise Http404
        return found


class ClipIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Clip]:
        return choosable(Clip, self.request.user).select_related("collection")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "sound_notice": sentences()}


class ClipEditView(Walled, generic.EditView):
    pass


class ClipDeleteView(Walled, generic.DeleteView):
    needs = "delete"


class ClipHistoryView(Walled, history.HistoryView):
    pass


class ClipUsageView(Walled, usage.UsageView):
    pass


def title(clip: Clip) -> str:
    """Returns what the clip is called, in the person's language if it has a title there."""
    titles = (clip.title, *(getattr(clip, f"title_{code}") for code in LANGUAGES))
    return next(filter(None, titles), gettext("without a title"))


def length(clip: Clip) -> str:
    """Returns how long it takes, in minutes and seconds."""
    if clip.duration_seconds is None:
        return ""
    minutes, seconds = divmod(clip.duration_seconds, 60)
    if minutes:
        return gettext("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}
    return gettext("%(seconds)s s") % {"seconds": seconds}


def reason(clip: Clip) -> str:
    """Returns why the clip cannot be used, or which sound is played while a new one is made."""
    if clip.state == ClipState.REFUSED and clip.refusal in REFUSALS:
        return str(refusal(clip.refusal).messages[0])
    if clip.state == ClipState.WAITING and clip.sound:
        return gettext("Until the new recording is ready, the one before it is played.")
    return ""


def size(clip: Clip) -> str:
    """Returns how large the sound is, or what was sent; "" where the file is lost."""
    file = clip.sound or clip.received or clip.video
    try:
        return str(filesizeformat(file.size)) if file else ""
    except OSError:
        return ""


def edit_url(clip: Clip) -> str:
    return reverse(f"{NAME}:edit", args=[clip.pk])


def sound_url(clip: Clip) -> str:
    return reverse(f"{NAME}:sound", args=[clip.pk]) if clip.sound else ""


class StateColumn(Column):
    cell_template_name = "media/admin/clip_state.html"


class SoundColumn(Column):
    cell_template_name = "media/admin/clip_sound.html"


@require_safe
def sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Returns the sound to the people of its region, or the part of it that a browser asks for."""
    clip = get_object_or_404(choosable(Clip, request.user), pk=pk)
    if not clip.sound:
        raise Http404
    storage, name = clip.sound.storage, clip.sound.name
    try:
        size_bytes, modified = storage.size(name), storage.get_modified_time(name).timestamp()
        file = storage.open(name)
    except OSError as problem:
        raise Http404 from problem
    etag = f'"{int(modified * 1_000_000):x}-{size_bytes:x}"'
    response = file_response(request, file, size_bytes, etag)
    response["Content-Type"] = SOUND_TYPES.get(PurePath(name).suffix, "application/octet-stream")
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class ClipViewSet(ModelViewSet):
    model = Clip
    name = NAME
    url_prefix = NAME
    icon = "media"
    menu_label = _("Sounds")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ClipIndexView
    edit_view_class = ClipEditView
    delete_view_class = ClipDeleteView
    history_view_class = ClipHistoryView
    usage_view_class = ClipUsageView
    index_template_name = "media/admin/clips_index.html"
    ordering = "-created_at"
    list_display: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Title"), accessor=title, get_url=edit_url),
        SoundColumn("sound", label=_("Listen"), accessor=sound_url),
        StateColumn("state", label=_("State"), accessor=reason, sort_key="state"),
        Column("length", label=_("Length"), accessor=length, sort_key="duration_seconds"),
        Column("size", label=_("Size"), accessor=size),
        DateColumn("created_at", label=_("Since"), sort_key="created_at"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ClipForm]:
        return ClipForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("sound/<int:pk>/", sound, name="sound")]
