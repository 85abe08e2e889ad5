"""Lists what is published, to read and to pick from: for people of the admin who look after no region."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from kb.desk.rows import Card, Row
from media.region_access import AnyUser
from newsletter.access import may_edit
from newsletter.admin.base import ADD
from newsletter.admin.builder import entries_by_practice
from practices.addresses import addresses_by_language
from practices.demand.reading import openings
from practices.models import Practice
from practices.passages import languages_from, passage
from zones.languages import BY_CODE

NAME: Final = "desk_published"
PAGE_SIZE: Final = 25
FIRST_ROWS: Final = 10
MOST_OPENED: Final = 5


def published() -> QuerySet[Practice]:
    """Returns the practices that anybody may read, the last published first."""
    found: QuerySet[Practice] = Practice.objects.public().order_by("-first_published_at", "-pk")
    return found


def card(user: AnyUser) -> Card:
    """Returns the latest of them; whoever writes the newsletter has a button beside each."""
    return _card(published().count(), list(published()[:FIRST_ROWS]), user)


def most_opened_card(user: AnyUser) -> Card:
    """Returns those that readers opened most often in the last 90 days."""
    times = openings(published().order_by().values_list("pk", flat=True))
    first = sorted(times, key=lambda number: (-times[number], -number))[:MOST_OPENED]
    practices = published().in_bulk(first)
    return Card(
        "opened",
        _("Read most often in the last 90 days"),
        "view",
        len(first),
        _rows([practices[number] for number in first if number in practices], user, times),
        empty=_("Nobody has opened a practice yet. What readers open most stands here, without their names."),
    )


def _opened(times: int) -> str:
    return ngettext("opened %(times)s time", "opened %(times)s times", times) % {"times": times}


def _card(number: int, practices: list[Practice], user: AnyUser) -> Card:
    return Card(
        "published",
        _("Published practices"),
        "doc-full",
        number,
        _rows(practices, user),
        empty=_("Nothing is published yet. What correspondents publish stands here, to read and to pick."),
        all_url=reverse(NAME),
    )


def _rows(practices: Iterable[Practice], user: AnyUser, times: Mapping[int, int] | None = None) -> list[Row]:
    addresses = addresses_by_language()
    own, writes = languages_from(None)[0], may_edit(user)
    entries = entries_by_practice() if writes else {}
    rows = []
    for practice in practices:
        day = practice.first_published_at
        facts = [
            practice.place_name,
            _("since %(day)s") % {"day": date_format(day, "DATE_FORMAT")} if day else "",
            _opened(times[practice.pk]) if times else "",
        ]
        urls = {code: address(practice.url_path) for code, address in addresses.items()}
        add = (reverse(ADD, args=[practice.pk]), _("Add to the newsletter"))
        rows.append(
            Row(
                passage(practice, "name"),
                urls[own],
                _("Read"),
                " · ".join(fact for fact in facts if fact),
                links=[
                    (BY_CODE[code].name, url, code)
                    for code, url in urls.items()
                    if getattr(practice, f"name_{code}")
                ],
                action=add if writes and practice.pk not in entries else None,
                done=(entries[practice.pk], _("In the newsletter")) if practice.pk in entries else None,
            )
        )
    return rows


class PublishedView(WagtailAdminTemplateMixin, TemplateView):
    """Shows them page by page, with a link to each language."""

    template_name = "kb/desk/list.html"
    page_title = gettext_lazy("Published practices")
    header_icon = "doc-full"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = Paginator(published(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return context | {"card": _card(page.paginator.count, list(page), self.request.user), "page": page}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class PublishedMenuItem(MenuItem):
    """Stands in the menu of those for whom there is no list of practices to work on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return not policy_registry.get_by_type(Page).explorable_root_instance(request.user)


def menu_item() -> PublishedMenuItem:
    return PublishedMenuItem(
        PublishedView.page_title, reverse(NAME), name="published", icon_name="doc-full", order=110
    )
