"""Shows recordings in the admin, each person those of their region: list, form, listening.

Wagtail's generic views ask whether a person may do something at all, so each of them is walled here.
"""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from media.admin.clip_form import ClipForm
from media.admin.sound_notice import sentences
from media.intake.refusals import REFUSALS, refusal
from media.models import Clip, ClipState
from media.region_access import choosable
from media.serving import PRIVATE, stored_file
from zones.vocabulary import LANGUAGES

NAME: Final = "clips"
# What was made of a clip, by the name of its address.
MADE_FILES: Final = {"film": "video", "poster": "poster", "sound": "sound"}


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
        return gettext("%(size)s kB") % {"size": max(1, round(file.size / 1000))} if file else ""
    except OSError:
        return ""


def edit_url(clip: Clip) -> str:
    return reverse(f"{NAME}:edit", args=[clip.pk])


class ClipColumn(Column):
    """Shows the title, how long and large it is, and lets one listen: all of it fits a phone."""

    cell_template_name = "media/admin/clip_title.html"

    def get_cell_context_data(self, instance: Clip, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_cell_context_data(instance, parent_context),
            "link_url": edit_url(instance),
            "told": ", ".join(filter(None, (length(instance), size(instance)))),
            "sound_url": reverse(f"{NAME}:sound", args=[instance.pk]) if instance.sound else "",
        }


class StateColumn(Column):
    cell_template_name = "media/admin/clip_state.html"


@require_safe
def made_file(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """Returns a file of a clip to the people of its region, or the part of it that a browser asks for."""
    file = getattr(get_object_or_404(choosable(Clip, request.user), pk=pk), part)
    if not file:
        raise Http404
    return stored_file(request, file.storage, file.name, PRIVATE)


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
        ClipColumn("title", label=_("Title"), accessor=title),
        StateColumn("state", label=_("State"), accessor=reason, sort_key="state"),
        DateColumn("created_at", label=_("Since"), sort_key="created_at"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ClipForm]:
        return ClipForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *(
                path(f"{name}/<int:pk>/", made_file, {"part": part}, name=name)
                for name, part in MADE_FILES.items()
            ),
        ]
