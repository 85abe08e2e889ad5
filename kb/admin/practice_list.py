"""Lists practices in the admin, searched by the same engine as the readers' pages."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from media.folded_text import folded
from media.models import Image
from practices.admin.page_views import RegionFormsMixin
from practices.models import Practice, PracticeStep
from practices.own_regions import own_regions
from practices.region_access import visible_to
from search import service
from search.engines.base import EngineUnavailable
from zones.vocabulary import LANGUAGES

# Nobody reads further in a list; the engine's order is kept so far.
MOST_FOUND = 500
NEWEST_FIRST = "-latest_revision_created_at"
# Where parts of words are looked for, also of what is not published and so not in the index.
NAMES = ("draft_title", "title", "place_name", "local_names", *(f"name_{code}" for code in LANGUAGES))


class PracticeIndexView(RegionFormsMixin, IndexView):
    # Shorter than Wagtail's words, which leave no room for the title on a phone.
    add_item_label = _("Add")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Leaves the column of the region to those who have several."""
        super().setup(request, *args, **kwargs)
        if len(own_regions(request.user)) == 1:
            self.columns = [column for column in self.columns if column.name != "parent"]

    def get_base_queryset(self) -> QuerySet[Practice]:
        pages: QuerySet[Practice] = super().get_base_queryset()
        return _with_broken_pictures(visible_to(pages, self.request.user))

    def search_queryset(self, queryset: QuerySet[Practice]) -> Any:
        """Returns what the engine finds, in its order, then drafts and others whose names hold the words."""
        if not self.is_searching:
            return queryset
        try:
            found = service.ids_with_words(self.search_query, get_language() or LANGUAGES[0], MOST_FOUND)
        except EngineUnavailable:
            return super().search_queryset(queryset)
        matching = queryset.filter(Q(pk__in=found) | _named(self.search_query))
        if self.is_explicitly_ordered:
            return matching
        if not found:
            return matching.order_by(NEWEST_FIRST)
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(found)]
        rank = Case(*places, default=Value(len(found)), output_field=IntegerField())
        return matching.order_by(rank, NEWEST_FIRST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # Each row links to its page: where the site begins is read once, not by every row.
        roots = Site.get_site_root_paths()
        for page in context["object_list"]:
            page._wagtail_cached_site_root_paths = roots
        return context


def _with_broken_pictures(pages: QuerySet[Practice]) -> QuerySet[Practice]:
    """Returns the practices with a note whether readers miss one of their pictures."""
    broken = Image.objects.filter(broken_since__isnull=False)
    of_steps = PracticeStep.objects.filter(image__in=broken, practice=OuterRef("pk"))
    return pages.annotate(
        has_broken_picture=Exists(broken.filter(pk=OuterRef("lead_image"))) | Exists(of_steps)
    )


def _state_of_pictures(practice: Practice) -> str:
    return gettext("cannot be shown") if getattr(practice, "has_broken_picture", False) else ""


def _named(words: str) -> Q:
    """Returns the condition that every word stands in one of the names."""
    asked = Q()
    for word in words.split():
        asked &= reduce(or_, (Q(**{f"{name}__folded__contains": folded(word)}) for name in NAMES))
    return asked


class PracticeParentView(RegionFormsMixin, ChooseParentView):
    pass


class PracticesMenuItem(MenuItem):
    """Stands in the menu of those whom the list does not send away."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).explorable_root_instance(request.user))


class PracticeListing(PageListingViewSet):
    model = Practice
    name = "practices"
    icon = "doc-full"
    menu_label = _("Practices")
    menu_order = 110
    add_to_admin_menu = True
    menu_item_class = PracticesMenuItem
    index_view_class = PracticeIndexView
    choose_parent_view_class = PracticeParentView
    list_filter: ClassVar[list[str]] = ["live", "outcome", "country", "is_starter"]
    columns: ClassVar[list[Column]] = [
        *IndexView.base_columns[:2],
        Column("place_name", label=_("Place"), accessor="place_name", sort_key="place_name"),
        Column("outcome", label=_("How it went"), accessor="get_outcome_display"),
        Column("pictures", label=_("Pictures"), accessor=_state_of_pictures),
        *IndexView.base_columns[2:],
    ]
