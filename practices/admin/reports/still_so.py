"""Lists what was confirmed more than two years ago, and takes the word of whoever asked again."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from practices.admin.reports.base import RegionReport, RegionReportMenuItem
from practices.confirming import confirm, to_confirm
from practices.models import Practice
from practices.passages import passage
from practices.places import country_name
from practices.region_access import own_pages

STILL_SO: Final = "practices_still_so"
CONFIRM: Final = "practices_confirm"
PAGE_SIZE: Final = 25


def last_confirmed(practice: Practice) -> str:
    """Returns how long ago somebody said that it is still so; never, how long ago it was published."""
    if practice.confirmed_at:
        return _("confirmed %(time)s ago") % {"time": timesince(practice.confirmed_at, depth=1)}
    day = practice.first_published_at
    return _("published %(time)s ago, never confirmed") % {"time": timesince(day, depth=1)} if day else ""


class _Row:
    """Is one practice as the table to take away has it."""

    def __init__(self, practice: Practice) -> None:
        self.name = passage(practice, "name").text
        self.place = practice.place_name
        self.country = country_name(practice.country) if practice.country else ""
        self.outcome = str(practice.get_outcome_display())
        self.confirmed: datetime | None = practice.confirmed_at
        self.published: datetime | None = practice.first_published_at


class StillSoView(RegionReport):
    template_name = "practices/admin/reports/still_so.html"
    page_title = gettext_lazy("Still so?")
    header_icon = "history"
    list_export: ClassVar[list[str]] = ["name", "place", "country", "outcome", "confirmed", "published"]
    export_headings: ClassVar[dict[str, Any]] = {
        "name": gettext_lazy("Practice"),
        "place": gettext_lazy("Place"),
        "country": gettext_lazy("Country"),
        "outcome": gettext_lazy("How it went"),
        "confirmed": gettext_lazy("Last confirmed"),
        "published": gettext_lazy("Published"),
    }
    export_filename = "still-so"

    def rows(self) -> Any:
        return map(_Row, to_confirm(self.practices).iterator())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = Paginator(to_confirm(self.practices), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return context | {"page": page, "lines": [(each, _Row(each), last_confirmed(each)) for each in page]}


@require_POST
def still_so(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Notes that a practice is still so; 404 for one of another region."""
    practice = Practice.objects.filter(pk__in=own_pages(request.user).values("pk"), id=page_id).first()
    if practice is None:
        raise Http404
    if not practice.live or not practice.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    confirm(practice.pk, request.user)
    messages.success(request, _("“%(name)s”: still so, as of today.") % {"name": passage(practice, "name")})
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else reverse(STILL_SO))


urlpatterns: list[URLPattern] = [
    path("reports/still-so/", StillSoView.as_view(), name=STILL_SO),
    path("reports/still-so/<int:page_id>/", still_so, name=CONFIRM),
]


def menu_item() -> RegionReportMenuItem:
    return RegionReportMenuItem(
        StillSoView.page_title, reverse(STILL_SO), name="still-so", icon_name="history", order=100
    )
