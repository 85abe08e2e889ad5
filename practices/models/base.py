"""Defines the base of every page: one record, three languages, any of which may come first."""

import re
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from media.public_access import open_to_all
from practices.editing.page_form import TrilingualPageForm
from practices.freshness import EditKind, Standing
from practices.models.default_language_columns import DefaultLanguageColumns
from practices.models.freshness import following, note_edit, pending_edit, standings
from practices.passages import Passage, localized, passage, reworded, shortened
from practices.serving import reader_page
from practices.slugs import reserved_slugs, slug_of
from zones.vocabulary import LANGUAGES

# So much of a description search engines show.
LONGEST_DESCRIPTION = 155


class TrilingualQuerySet(PageQuerySet):
    def public(self) -> "TrilingualQuerySet":
        """Returns what anybody may read: live, nothing unpublished above, no restriction on or above it."""
        return open_to_all(self)


def public_pages() -> TrilingualQuerySet:
    """Returns public pages of every type."""
    return TrilingualQuerySet(Page).public()


TrilingualManager = PageManager.from_queryset(TrilingualQuerySet)


class TrilingualPage(DefaultLanguageColumns, Page):
    """Adds a translated name; `title` follows it, so that Wagtail's own lists and searches work."""

    # What search engines are told where no editor wrote a description: the first that says something.
    description_fields: ClassVar[tuple[str, ...]] = ()

    # Whether translators look after each of its languages (`practices/models/freshness.py`).
    has_translation_states: ClassVar[bool] = False
    # Of the version that is being saved, where somebody was asked.
    edit_kind: EditKind | None = None

    # What a page is called in lists before anybody has named it.
    untitled: Promise = _("Untitled page")

    name = models.CharField(_("name"), max_length=120, blank=True)
    title_tag = models.CharField(
        _("title for search engines"),
        max_length=120,
        blank=True,
        help_text=_("Only if it should differ from the name."),
    )
    meta_description = models.CharField(
        _("description for search engines"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences shown under the link. Left empty, the summary is used."),
    )

    objects = TrilingualManager()
    base_form_class = TrilingualPageForm

    search_fields = [
        *Page.search_fields,
        *(index.SearchField(f"name_{code}", boost=2) for code in LANGUAGES),
        *(index.AutocompleteField(f"name_{code}") for code in LANGUAGES),
        *(index.FilterField(f"name_{code}") for code in LANGUAGES),
    ]

    class Meta:
        abstract = True

    @property
    def derived_fields(self) -> frozenset[str]:
        """Returns fields of the form that are worked out anew at each save, whatever was typed."""
        return frozenset()

    @property
    def filled_when_empty(self) -> frozenset[str]:
        """Returns the fields of the form that the page fills in itself where they are left empty."""
        return frozenset({"slug"})

    # --- name and title -----------------------------------------------------------------------------

    @property
    def is_named(self) -> bool:
        return any(text.strip() for text in localized(self, "name").values())

    def passage(self, field: str, language: str | None = None) -> Passage:
        return passage(self, field, language)

    @property
    def head_title(self) -> str:
        """The page's title for search engines and tabs, in the reader's language where there is one."""
        return reworded(self, "title_tag", ("name",)).text

    @property
    def head_description(self) -> str:
        """The description for search engines, on one line; empty where nothing says anything."""
        found = reworded(self, "meta_description", self.description_fields).text
        return shortened(found, LONGEST_DESCRIPTION)

    def get_admin_display_title(self) -> str:
        # Wagtail's breadcrumbs leave texts unread: then all languages are read at once, not one by one.
        if unread := self.get_deferred_fields() & {f"name_{code}" for code in LANGUAGES}:
            self.refresh_from_db(fields=sorted(unread))
        return passage(self, "name").text or str(self.untitled)

    def prepare(self) -> None:
        """Brings everything that follows from other fields up to date, before validating or writing."""
        self.empty_blank_texts()
        names = [text.strip() for text in localized(self, "name").values()]
        self.title = next(filter(None, names), self._untitled())
        if not self.slug:
            self.slug = self._made_up_slug()

    def _untitled(self) -> str:
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            return str(self.untitled)

    def _made_up_slug(self) -> str:
        """Returns a free address from the name or, where that has nothing to spell, from the kind of page.

        Empty while the page has no place in the tree.
        """
        if not self.path:
            return ""
        return str(self._get_autogenerated_slug(slug_of(self.title) or self.kind_slug()))

    def kind_slug(self) -> str:
        """Returns the address of a page whose name has nothing to spell."""
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            return slugify(str(self._meta.verbose_name))

    def _drop_placeholder_slug(self) -> None:
        """Gives a draft that was saved unnamed an address from its name, before anybody has seen it."""
        if not self.is_named or self.first_published_at or not slug_of(self.title):
            return
        placeholders = "|".join(map(re.escape, (slugify(self._untitled()), self.kind_slug())))
        if re.fullmatch(rf"({placeholders})(-\d+)?", self.slug):
            self.slug = self._made_up_slug()

    @staticmethod
    def _slug_is_available(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
        # Wagtail asks this both when it checks a slug and when it makes one up.
        if parent_page is not None and parent_page.is_site_root() and slug in reserved_slugs():
            return False
        return Page._slug_is_available(slug, parent_page, page)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        self._drop_placeholder_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.prepare()
        self._drop_placeholder_slug()
        super().minimal_clean()

    def clean(self) -> None:
        super().clean()
        # A page that a form is still filling in has no place in the tree yet; the form asks for the name.
        if self.live and self.path and not self.is_named:
            raise ValidationError(_("Write the name in at least one language."), code="unnamed")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        if not self.has_translation_states:
            super().save(*args, **kwargs)
            return
        with following(self, kwargs.get("update_fields")):
            super().save(*args, **kwargs)

    def serializable_data(self) -> dict[str, Any]:
        # What a revision holds; steady for the same reason as the columns.
        with translation.override(settings.MODELTRANSLATION_DEFAULT_LANGUAGE):
            data: dict[str, Any] = super().serializable_data()
            return data

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        self.prepare()
        revision = super().save_revision(*args, **kwargs)
        if self.edit_kind is not None:
            note_edit(revision, self.edit_kind)
        return revision

    # --- translations ---------------------------------------------------------------------------------

    def standings(self) -> dict[str, Standing]:
        """Returns how each language of the published page stands; empty where it was never published."""
        # An alias shows what its source says.
        return standings(self.alias_of_id or self.pk)

    @property
    def pending_kind(self) -> EditKind | None:
        """Returns what was said of the changes that are not published yet."""
        pending = pending_edit(self.pk, self.latest_revision_id)
        return pending.kind if pending else None

    # --- addresses ------------------------------------------------------------------------------------

    def full_url_in(self, language: str, request: HttpRequest | None = None) -> str | None:
        """Returns the page's address for readers of `language`, with the host."""
        with translation.override(language):
            return self.get_full_url(request)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Raises Http404 below an unpublished page: nothing there is public either."""
        if path_components and not self.live:
            raise Http404
        return super().route(request, path_components)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        found = {code: self.full_url_in(code, request) for code in LANGUAGES}
        addresses = {code: url for code, url in found.items() if url}
        if not addresses:
            return []
        alternates = [{"lang_code": code, "location": url} for code, url in addresses.items()]
        alternates.append({"lang_code": "x-default", "location": addresses[LANGUAGES[0]]})
        return [
            {**entry, "location": url, "alternates": alternates}
            for url in addresses.values()
            for entry in super(TrilingualPage, self).get_sitemap_urls(request)
        ]

    # --- what readers see: registered above, see practices/serving.py ---------------------------------

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        elsewhere = reader_page(type(self)).elsewhere
        answer = elsewhere(request, self) if elsewhere else None
        return answer or super().serve(request, *args, **kwargs)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return reader_page(type(self)).template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = reader_page(type(self)).context(request, self)
        return {**super().get_context(request, *args, **kwargs), **context}

    # --- preview --------------------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [(code, translation.gettext(name)) for code, name in settings.LANGUAGES]

    @property
    def default_preview_mode(self) -> str:
        language = (translation.get_language() or "")[:2]
        return language if language in LANGUAGES else LANGUAGES[0]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        language = mode_name if mode_name in LANGUAGES else self.default_preview_mode
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = super().serve_preview(request, mode_name)
            # Rendered here: later the editor's own language would be active again.
            return response.render() if hasattr(response, "render") else response
