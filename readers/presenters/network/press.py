"""The press review: links to what others printed, each with what we say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.fields import spoken_name
from network.models import PressItem
from practices.passages import Passage, passage
from readers.presenters.network.events import page_urls, site_name
from readers.request_land import Pairs


@dataclass(frozen=True, slots=True)
class PressLine:
    """One article; `lang` is empty in the language of the page, `leads` says where and in which it is."""

    title: str
    lang: str
    language: str
    url: str
    leads: str
    facts: str
    own: Passage


@dataclass(frozen=True, slots=True)
class PressList:
    items: Sequence[PressLine]
    previous_url: str
    next_url: str


def press_list(items: Iterable[PressItem], page: Any, pairs: Pairs) -> PressList:
    """Return the press review; `page` is that of a paginator which holds `items`."""
    previous_url, next_url = page_urls("readers:press", page, pairs)
    return PressList([_line(each) for each in items], previous_url, next_url)


def _line(item: PressItem) -> PressLine:
    leads = _("on %(site)s, language: %(language)s")
    return PressLine(
        title=item.title,
        lang=item.language if item.language != get_language() else "",
        language=item.language,
        url=item.url,
        leads=leads % {"site": site_name(item.url), "language": spoken_name(item.language)},
        facts=f"{item.outlet} · {date_format(item.published_on, 'DATE_FORMAT')}",
        own=passage(item, "text"),
    )
