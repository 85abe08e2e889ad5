"""Shows the thesaurus in the admin: one list, filtered by kind, found by any label."""

from typing import Any, ClassVar

from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import BaseButton, Button, HeaderButton
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from practices.admin.proposals.views import INDEX as PROPOSALS
from practices.admin.proposals.views import PROPOSE
from practices.admin.proposals.views import TITLE as PROPOSALS_TITLE
from practices.models import Concept
from practices.proposals import Kind
from zones import languages


class ConceptChooserViewSet(SnippetChooserViewSet):
    def get_urlpatterns(self) -> list[URLPattern]:
        """Returns the addresses without that for making one on the way, for which there is no form."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


def _labels_in(language: languages.Language) -> Column:
    return Column(
        f"labels_{language.code}",
        label=gettext_lazy(language.english_name),
        accessor=lambda concept: concept.label(language.code),
    )


class ConceptIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        return [*super().header_buttons, _propose_button()]

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        proposals = Button(PROPOSALS_TITLE, url=reverse(PROPOSALS), icon_name="comment", priority=80)
        return [*super().header_more_buttons, proposals]


class ConceptInspectView(InspectView):
    """Shows a concept to those who may not change it, with the ways to propose something about it."""

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        ways = ((Kind.LABEL, _("Propose another word")), (Kind.PARENT, _("It stands in the wrong place")))
        proposing = [
            Button(label, url=f"{reverse(PROPOSE)}?kind={kind}&concept={self.object.pk}", icon_name="comment")
            for kind, label in ways
        ]
        return [*super().header_more_buttons, *proposing]


def _propose_button() -> HeaderButton:
    return HeaderButton(_("Propose"), url=reverse(PROPOSE), icon_name="comment")


class ConceptViewSet(SnippetViewSet):
    model = Concept
    index_view_class = ConceptIndexView
    inspect_view_class = ConceptInspectView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = [
        "kind",
        *(f"labels_{code}" for code in languages.CODES),
        *("names", "broader", "agrovoc"),
    ]
    chooser_viewset_class = ConceptChooserViewSet
    icon = "tag"
    menu_label = _("Thesaurus")
    menu_name = "thesaurus"
    menu_order = 350
    add_to_admin_menu = True
    list_display: ClassVar[list[Any]] = [
        "__str__",
        # The first language is what the concept itself is called.
        *map(_labels_in, languages.ALL[1:]),
        Column("kind", label=_("kind"), accessor="get_kind_display"),
    ]
    list_filter: ClassVar[list[str]] = ["kind"]
    list_per_page = 100
