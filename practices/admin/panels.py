"""Panels that put the editor's own language first."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
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

from zones.vocabulary import LANGUAGES

PAGE_FIELDS = ("title_tag", "meta_description")


class LanguageFieldPanel(FieldPanel):
    """A field of one language that is shown only to editors who read (`own`) or do not read that language.

    Every language's field belongs to the form, and each is drawn exactly once: on the first tab for those
    whose language it is, on its language's tab for everybody else.
    """

    def __init__(self, field: str, language: str, own: bool, **kwargs: Any) -> None:
        self.field, self.language, self.own = field, language, own
        kwargs.pop("field_name", None)
        super().__init__(f"{field}_{language}", **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs = super().clone_kwargs()
        del kwargs["field_name"]
        return {**kwargs, "field": self.field, "language": self.language, "own": self.own}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and (editor_language() == self.panel.language) is self.panel.own


def editor_language() -> str:
    language = (translation.get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def in_own_language(*fields: str) -> list[Panel]:
    return [LanguageFieldPanel(field, code, own=True) for field in fields for code in LANGUAGES]


def in_other_languages(*fields: str) -> list[Panel]:
    return [LanguageFieldPanel(field, code, own=False) for field in fields for code in LANGUAGES]


def language_tab(code: str, first: Iterable[str], rest: Iterable[str] = ()) -> ObjectList:
    """One language: its texts of the first tab, unless they are shown there, and all others."""
    children = [LanguageFieldPanel(field, code, own=False) for field in first]
    children += [FieldPanel(f"{field}_{code}") for field in rest]
    children.append(
        MultiFieldPanel(
            [FieldPanel(f"{field}_{code}") for field in PAGE_FIELDS],
            heading=_("For search engines"),
            classname="collapsed",
        )
    )
    return ObjectList(children, heading=dict(settings.LANGUAGES)[code])


def address_tab() -> ObjectList:
    return ObjectList(
        [
            FieldPanel(
                "slug", help_text=_("The end of the page's address. Left empty, it is made from the name.")
            ),
            PublishingPanel(),
            CommentPanel(),
        ],
        heading=_("Address and dates"),
    )


def language_tabs(first: Iterable[str], shared: Iterable[Panel] = ()) -> TabbedInterface:
    """The editor of a plain page: one's own language and what is shared, then the other languages."""
    return TabbedInterface(
        [
            ObjectList([*in_own_language(*first), *shared], heading=_("First")),
            *(language_tab(code, first) for code in LANGUAGES),
            address_tab(),
        ]
    )
