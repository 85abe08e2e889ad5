"""Makes panels that put the editor's own language first."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from zones.vocabulary import LANGUAGES

# Of every page, in each language (`practices.models.base`).
PAGE_FIELDS = ("title_tag", "meta_description")


class TextPanel(FieldPanel):
    """Shows one language of a translated field; `names_language` puts it behind the field's name."""

    def __init__(self, field: str, language: str, names_language: bool = False, **kwargs: Any) -> None:
        self.field, self.language, self.names_language = field, language, names_language
        kwargs.pop("field_name", None)
        super().__init__(f"{field}_{language}", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs = super().clone_kwargs()
        del kwargs["field_name"]
        own = {"field": self.field, "language": self.language, "names_language": self.names_language}
        return {**kwargs, **own}

    def on_model_bound(self) -> None:
        super().on_model_bound()
        original = self.model._meta.get_field(self.field)
        name = capfirst(original.verbose_name)
        language = dict(settings.LANGUAGES)[self.language]
        self.heading = format_lazy("{} ({})", name, language) if self.names_language else name
        # Wagtail gives growing boxes to plain text fields; it does not know those of modeltranslation.
        if type(original) is models.TextField:
            self.widget = AdminAutoHeightTextInput


class LanguageFieldPanel(TextPanel):
    """Shows one language's field only to editors who read (`own`) or do not read that language.

    Every language's field belongs to the form, and each is drawn exactly once: on the first tab for those
    whose language it is, on its language's tab for everybody else.
    """

    def __init__(self, field: str, language: str, own: bool, **kwargs: Any) -> None:
        self.own = own
        super().__init__(field, language, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "own": self.own}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and (editor_language() == self.panel.language) is self.panel.own


def editor_language() -> str:
    language = (translation.get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def in_own_language(*fields: str) -> list[Panel]:
    return [LanguageFieldPanel(field, code, own=True) for field in fields for code in LANGUAGES]


def in_other_languages(*fields: str) -> list[Panel]:
    return [
        LanguageFieldPanel(field, code, own=False, names_language=True)
        for code in LANGUAGES
        for field in fields
    ]


def language_tab(code: str, first: Iterable[str]) -> ObjectList:
    """Returns the tab of one language: its texts of the first tab, unless shown there, and all others."""
    children: list[Panel] = [LanguageFieldPanel(field, code, own=False) for field in first]
    children.append(
        MultiFieldPanel(
            [TextPanel(field, code) for field in PAGE_FIELDS],
            heading=_("For search engines"),
            classname="collapsed",
        )
    )
    return ObjectList(children, heading=dict(settings.LANGUAGES)[code])


def other_languages_tab(fields: Iterable[str]) -> ObjectList:
    """Returns the tab of all texts in the languages that are not the editor's, one language after another."""
    names = (*fields, *PAGE_FIELDS)
    return ObjectList(
        [
            MultiFieldPanel(
                [LanguageFieldPanel(field, code, own=False) for field in names],
                heading=dict(settings.LANGUAGES)[code],
            )
            for code in LANGUAGES
        ],
        heading=_("Other languages"),
    )


def slug_panel() -> FieldPanel:
    return FieldPanel(
        "slug", help_text=_("The end of the page's address. Left empty, it is made from the name.")
    )


def address_tab() -> ObjectList:
    return ObjectList(
        [slug_panel(), PublishingPanel(), CommentPanel()],
        heading=_("Address and dates"),
    )


def language_tabs(first: Iterable[str], shared: Iterable[Panel] = ()) -> TabbedInterface:
    """Returns the editor of a plain page: one's own language and what is shared, then the others."""
    return TabbedInterface(
        [
            ObjectList([*in_own_language(*first), *shared], heading=_("First")),
            *(language_tab(code, first) for code in LANGUAGES),
            address_tab(),
        ]
    )
