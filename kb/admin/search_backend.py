"""Searches the admin's lists and choosers for parts of words, without regard to accents and capitals.

Wagtail's default backend ranks every match anew on SQLite, which costs seconds at 10,000 pages; this one
reads the columns. Which rows a person sees is in the query that it is given.
"""

from collections.abc import Iterator

from django.db.models import Q
from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler
from wagtail.models import Page

from media.folded_text import folded
from practices.models import TrilingualPage
from zones.vocabulary import LANGUAGES


class FoldedQueryCompiler(DatabaseSearchQueryCompiler):
    def get_fields_names(self) -> Iterator[str]:
        yield from super().get_fields_names()
        if self.queryset.model is Page and not self.fields:
            # A page's title is its name in one language.
            for link in Page._meta.related_objects:
                if link.parent_link and issubclass(link.related_model, TrilingualPage):
                    yield from (f"{link.name}__name_{code}" for code in LANGUAGES)

    def build_single_term_filter(self, term: str) -> Q:
        asked = Q()
        for name in self.fields_names:
            asked |= Q(**{f"{name}__folded__contains": folded(term)})
        return asked


class SearchBackend(DatabaseSearchBackend):
    query_compiler_class = FoldedQueryCompiler
    autocomplete_query_compiler_class = FoldedQueryCompiler
