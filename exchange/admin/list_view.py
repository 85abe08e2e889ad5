"""Shows the queue, and how much waits in it in the admin's menu."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from exchange.admin import queue
from exchange.admin.queue import Chosen
from exchange.admin.words import lines
from exchange.regions import is_coordination, regions_of
from media.admin.walls import HiddenFromOthers
from media.region_access import AnyUser
from practices.own_regions import own_regions
from practices.passages import passage

NAME: Final = "exchange_queue"
# Whoever has one region is not asked which.
FEWEST_CHOICES: Final = 2


def has_queue(user: AnyUser) -> bool:
    """Returns whether some queue is the person's."""
    return is_coordination(user) or (user.is_authenticated and bool(own_regions(user)))


class QueueView(HiddenFromOthers, WagtailAdminTemplateMixin, TemplateView):
    """Lists what waits in the person's regions, or what was decided there."""

    template_name = "exchange/admin/queue.html"
    page_title = gettext_lazy("From farmers")
    header_icon = "group"
    http_method_names = ["get", "head"]
    may_enter = staticmethod(has_queue)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user, chosen = self.request.user, Chosen.read(self.request.GET)
        found, has_more = queue.items(user, chosen)
        regions = [*regions_of(user).order_by("path")]
        numbers = queue.counts(user, chosen.state)
        of_region = {region for _kind, region in numbers}
        choices = [("", _("All regions")), *((str(region.pk), passage(region, "name")) for region in regions)]
        if is_coordination(user):
            choices.append((queue.NO_REGION, _("No region yet")))
        has_choice = len(choices) > FEWEST_CHOICES
        shown = [str(queue.SHOWN[chosen.state])]
        if has_choice:
            shown += [str(label) for key, label in choices if key == chosen.region]
        return context | {
            "lines": lines(found, user, with_region=has_choice),
            "states": [
                (label, address(chosen, state=state, page=1), state == chosen.state)
                for state, label in queue.SHOWN.items()
            ],
            "kinds": [
                (label, number, address(chosen, kind=kind, page=1), kind == chosen.kind)
                for kind, label in [("", _("Everything")), *queue.KIND_LABELS.items()]
                if (number := _number(numbers, chosen, kind)) or kind == chosen.kind or not kind
            ],
            "regions": [
                (label, number, address(chosen, region=key, page=1), key == chosen.region)
                for key, label in choices
                if (number := _of_region(numbers, key)) or key == chosen.region or not key
            ]
            if has_choice
            else [],
            "shown": " · ".join(shown),
            "is_waiting": chosen.state == queue.WAITING,
            "verb": _("Read") if chosen.state == queue.WAITING else _("Open"),
            "next_url": address(chosen, page=chosen.page + 1) if has_more else "",
            "previous_url": address(chosen, page=chosen.page - 1) if chosen.page > 1 else "",
            "has_any": bool(of_region),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


def address(chosen: Chosen, **other: Any) -> str:
    """Returns the address of the queue with other choices."""
    return f"{reverse(NAME)}?{urlencode(chosen.pairs(**other))}".rstrip("?")


def _number(numbers: Any, chosen: Chosen, kind: str) -> int:
    region = {"": "", queue.NO_REGION: None}.get(chosen.region, chosen.region)
    return sum(
        number
        for (of_kind, of_region), number in numbers.items()
        if kind in ("", of_kind) and (region == "" or _written(of_region) == _written(region))
    )


def _of_region(numbers: Any, key: str) -> int:
    return sum(number for (_kind, region), number in numbers.items() if key in ("", _written(region)))


def _written(region: Any) -> str:
    return queue.NO_REGION if region is None else str(region)


class QueueMenuItem(MenuItem):
    """Stands in the menu of those who have a queue, with how much waits in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_queue(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        number = queue.waiting_count(request.user)
        label = f"{self.label} ({number})" if number else str(self.label)
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs
        )


def menu_item() -> QueueMenuItem:
    return QueueMenuItem(QueueView.page_title, reverse(NAME), name="peers", icon_name="group", order=110)
