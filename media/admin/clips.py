"""Shows films and voices in the admin, each person those of their region: list, form, player.

Wagtail's generic views ask whether a person may do something at all, so each of them is walled here.
"""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from media.admin import clip_cells
from media.admin.clip_cells import NAME, ClipColumn, StateColumn
from media.admin.clip_form import ClipForm, own_language
from media.admin.clip_panels import panels
from media.admin.ffmpeg_notice import sentences
from media.microphone import let_record
from media.models import Clip
from media.region_access import choosable
from media.serving import PRIVATE, stored_file
from zones.vocabulary import LANGUAGES

# What was made of a clip, by the name of its address.
MADE_FILES: Final = {"film": "video", "poster": "poster", "sound": "sound"}

NOT_SAVED: Final = _("Nothing is saved yet: what has to be put right is marked in red.")


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


class Recording:
    """Lays out the form for the person's language, and lets its page record sound."""

    def get_panel(self) -> Panel:
        return panels(own_language())

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return let_record(response)


class ClipIndexView(generic.IndexView):
    # On a phone the heading has no room beside more.
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Clip]:
        return choosable(Clip, self.request.user).select_related("collection")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "ffmpeg_notice": sentences()}


class ClipCreateView(Recording, generic.CreateView):
    success_message = _("“%(object)s” is added.")
    error_message = NOT_SAVED


class ClipEditView(Recording, Walled, generic.EditView):
    success_message = _("“%(object)s” is saved.")
    error_message = NOT_SAVED

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # As it is stored: the form may have changed it in memory, and then been refused.
        stored = Clip.objects.get(pk=self.object.pk)
        return {**context, **shown(stored), "ffmpeg_notice": sentences()}


class ClipDeleteView(Walled, generic.DeleteView):
    needs = "delete"
    success_message = _("“%(object)s” is deleted.")

    @property
    def confirmation_message(self) -> str:
        """Returns the question, which Wagtail asks with a word of one gender."""
        return gettext("Do you really want to delete this? It goes from every page that shows it.")


class ClipHistoryView(Walled, history.HistoryView):
    pass


class ClipUsageView(Walled, usage.UsageView):
    pass


def shown(clip: Clip) -> dict[str, Any]:
    """Returns what `media/admin/clip_now.html` shows of a clip."""
    return {
        **clip_cells.player(clip),
        "states_url": reverse(f"{NAME}:now", args=[clip.pk]),
        "told": clip_cells.told(clip),
        "reason": clip_cells.reason(clip),
    }


@require_safe
def now(request: HttpRequest, pk: int) -> HttpResponse:
    """Returns how far a clip is, as the edit page shows it, for a script that asks again and again."""
    return render(request, "media/admin/clip_now.html", shown(_own(request, pk)))


@require_safe
def made_file(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """Returns a file of a clip to the people of its region, or the part of it that a browser asks for."""
    file = getattr(_own(request, pk), part)
    if not file:
        raise Http404
    return stored_file(request, file.storage, file.name, PRIVATE)


@require_safe
def captions(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Returns the captions in a language to the people of the clip's region."""
    clip = _own(request, pk)
    text = getattr(clip, f"captions_{language}") if language in LANGUAGES else ""
    if not text:
        raise Http404
    headers = {"Cache-Control": PRIVATE, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/vtt; charset=utf-8", headers=headers)


def _own(request: HttpRequest, pk: int) -> Clip:
    """Returns a clip of the person's region; raises Http404 for any other."""
    found: Clip = get_object_or_404(choosable(Clip, request.user), pk=pk)
    return found


class ClipViewSet(ModelViewSet):
    model = Clip
    name = NAME
    url_prefix = NAME
    icon = "media"
    menu_label = _("Videos and voices")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ClipIndexView
    add_view_class = ClipCreateView
    edit_view_class = ClipEditView
    delete_view_class = ClipDeleteView
    history_view_class = ClipHistoryView
    usage_view_class = ClipUsageView
    index_template_name = "media/admin/clips_index.html"
    edit_template_name = "media/admin/clip_edit.html"
    ordering = "-created_at"
    list_display: ClassVar[list[Any]] = [
        ClipColumn("title", label=_("Title"), accessor=clip_cells.title),
        StateColumn("state", label=_("State"), accessor=clip_cells.reason, sort_key="state"),
        DateColumn("created_at", label=_("Sent"), sort_key="created_at"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ClipForm]:
        return ClipForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("now/<int:pk>/", now, name="now"),
            *(
                path(f"{name}/<int:pk>/", made_file, {"part": part}, name=name)
                for name, part in MADE_FILES.items()
            ),
            path("captions/<int:pk>/<slug:language>/", captions, name="captions"),
        ]
