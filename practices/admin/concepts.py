"""Shows the thesaurus in the admin: one list, filtered by kind, found by any label."""

from typing import Any, ClassVar

from django.urls import URLPattern
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from practices.models import Concept
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


class ConceptViewSet(SnippetViewSet):
    model = Concept
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
