"""Lets people choose a film or recording of their own region in a form, by all that tells it from others."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from jobs.row_numbers import row_number, row_numbers
from media.admin.clip_cells import language, length, title
from media.models import Clip
from media.region_access import choosable
from zones.vocabulary import LANGUAGES

TITLES = tuple(f"title_{code}" for code in LANGUAGES)


def kind(clip: Clip) -> str:
    """Returns whether it is a film or a voice; empty while nothing was made of what was sent."""
    if clip.video:
        return str(_("Video"))
    return str(_("Voice")) if clip.sound else ""


def named(clip: Clip) -> str:
    """Returns its title with what tells it from others, or that it cannot be played yet."""
    state = "" if kind(clip) else clip.get_state_display()
    return " · ".join(filter(None, (title(clip), kind(clip), length(clip), language(clip), state)))


class TitleFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Title"), required=False)

    def filter(self, objects: QuerySet[Clip]) -> QuerySet[Clip]:
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            found = Q()
            for name in TITLES:
                found |= Q(**{f"{name}__icontains": words})
            return objects.filter(found)
        return objects


class OwnClips:
    """Lists the clips of the person's region, the newest first."""

    filter_form_class = TitleFilterForm
    ordering = "-created_at"
    request: Any

    def get_object_list(self) -> QuerySet[Clip]:
        return choosable(Clip, self.request.user)

    def can_create(self) -> bool:
        # Films take minutes to send and to make: they have a form of their own.
        return False

    @property
    def columns(self) -> list[Column]:
        first: Column = self.title_column  # type: ignore[attr-defined]
        first.accessor = title
        return [
            first,
            Column("kind", label=_("Kind"), accessor=kind),
            Column("length", label=_("Length"), accessor=length),
            Column("language", label=_("Language"), accessor=language),
            Column("state", label=_("State"), accessor="get_state_display"),
        ]


class ClipChooseView(OwnClips, chooser.ChooseView):
    pass


class ClipChooseResultsView(OwnClips, chooser.ChooseResultsView):
    pass


class ClipChosenView(chooser.ChosenView):
    def get_object(self, pk: str) -> Clip:
        found: Clip = choosable(Clip, self.request.user).get(pk=row_number(pk))
        return found

    def get_display_title(self, instance: Clip) -> str:
        return named(instance)


class ClipChosenMultipleView(chooser.ChosenMultipleView):
    def get_objects(self, pks: Iterable[str]) -> QuerySet[Clip]:
        return choosable(Clip, self.request.user).filter(pk__in=row_numbers(pks))

    def get_display_title(self, instance: Clip) -> str:
        return named(instance)


class ClipChooser(BaseChooser):
    def get_display_title(self, instance: Clip) -> str:
        return named(instance)


class ClipChooserViewSet(ChooserViewSet):
    model = Clip
    icon = "media"
    choose_one_text = _("Choose a video or voice")
    choose_another_text = _("Choose another")
    url_prefix: ClassVar[str] = "clips/chooser"
    choose_view_class = ClipChooseView
    choose_results_view_class = ClipChooseResultsView
    chosen_view_class = ClipChosenView
    chosen_multiple_view_class = ClipChosenMultipleView
    base_widget_class = ClipChooser

    @cached_property
    def model_name(self) -> str:
        return "Clip"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Returns the addresses without that for making one on the way, for which there is no form."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
