"""Two reports: how much room the files of each region take, and which of them nobody uses."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Collection

from jobs.admin.tables import TextTables
from jobs.row_numbers import row_number
from media import free_room, space
from media.admin.policies import OwnCollectionsPolicy
from media.models import Image
from media.region_access import own_collections
from media.space import Room
from media.unused import UnusedFile, unused

ROOM_NAME = "media_reports_room"
ROOM_RESULTS_NAME = "media_reports_room_results"
UNUSED_NAME = "media_reports_unused"
UNUSED_RESULTS_NAME = "media_reports_unused_results"

POLICY = OwnCollectionsPolicy()


def listed_collections(user: Any) -> list[Collection]:
    """Returns the regions of the person; the root first for who may see files that belong to no region."""
    listed: list[Collection] = []
    for collection in own_collections(user).order_by("path"):
        above = [one for one in listed if one.depth > 1 and collection.is_descendant_of(one)]
        if not above:
            listed.append(collection)
    return listed


class RegionRoom:
    """A row of the report: a region with what its files take and what of them nobody uses."""

    def __init__(self, room: Room, lying_idle: Sequence[UnusedFile]) -> None:
        self.room = room
        self.pk = room.collection.pk
        self.unused_files = len(lying_idle)
        self.unused_bytes = sum(one.size_bytes for one in lying_idle)

    @property
    def region(self) -> Any:
        return _("In no region") if self.room.collection.is_root() else self.room.collection.name

    @property
    def kinds(self) -> list[tuple[Any, int]]:
        return [(label, self.room.bytes_of[kind]) for kind, label in space.KINDS.items()]

    @property
    def unused_url(self) -> str:
        return f"{reverse(UNUSED_NAME)}?region={self.pk}"


class RoomColumn(Column):
    """Shows in one cell what a region's files take, so that the table fits a telephone."""

    cell_template_name = "media/admin/room_cell.html"


class UnusedColumn(Column):
    cell_template_name = "media/admin/unused_cell.html"


class RoomView(TextTables, ReportView):
    model = Collection
    page_title = _("Room for files")
    header_icon = "folder-open-inverse"
    template_name = "media/admin/room_report.html"
    index_url_name = ROOM_NAME
    index_results_url_name = ROOM_RESULTS_NAME
    permission_policy = POLICY
    permission_required = "view"
    export_filename = "room-for-files"
    columns: ClassVar[list[Column]] = [
        Column("region", label=_("Region")),
        RoomColumn("room", label=_("Files")),
        UnusedColumn("unused_files", label=_("Nobody uses")),
    ]
    list_export: ClassVar[list[str]] = [
        "region",
        *(f"room.bytes_of.{kind}" for kind in space.KINDS),
        "room.limit_bytes",
        "unused_files",
        "unused_bytes",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "region": _("Region"),
        **{f"room.bytes_of.{kind}": label for kind, label in space.KINDS.items()},
        "room.limit_bytes": _("Limit for pictures, documents and recordings"),
        "unused_files": _("Files that nobody uses"),
        "unused_bytes": _("Room of files that nobody uses"),
    }

    @cached_property
    def sizes(self) -> dict[str, int]:
        return space.sizes_on_disk()

    def get_queryset(self) -> list[RegionRoom]:
        collections = listed_collections(self.request.user)
        counted = space.rooms(collections, self.sizes)
        return [RegionRoom(room, unused(files_of(room.collection))) for room in counted]

    def get_filtered_queryset(self) -> list[RegionRoom]:
        return self.get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # What the machine is like is for those who run it.
        if not self.is_export and self.request.user.is_superuser:
            context |= {
                "free_bytes": free_room.free_bytes(),
                "is_nearly_full": free_room.is_nearly_full(),
                "balance": space.balance(self.sizes),
            }
        return context


def files_of(collection: Collection) -> QuerySet[Collection]:
    """Returns the collections whose files a row counts: all below a region, the root alone."""
    found: QuerySet[Collection] = (
        Collection.objects.filter(pk=collection.pk)
        if collection.is_root()
        else Collection.objects.descendant_of(collection, inclusive=True)
    )
    return found


class UnusedView(TextTables, ReportView):
    model = Image
    page_title = _("Files that nobody uses")
    header_icon = "folder-open-inverse"
    index_url_name = UNUSED_NAME
    index_results_url_name = UNUSED_RESULTS_NAME
    permission_policy = POLICY
    permission_required = "view"
    export_filename = "files-that-nobody-uses"
    no_results_message = _("Every file is used.")
    list_export: ClassVar[list[str]] = ["title", "kind", "collection.name", "size_bytes", "created_at"]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Title"),
        "kind": _("Kind"),
        "collection.name": _("Collection"),
        "size_bytes": _("Room"),
        "created_at": _("Since"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        finder = AdminURLFinder(self.request.user)
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda row: finder.get_edit_url(row.thing)),
            Column("kind", label=_("Kind")),
            Column("collection", label=_("Collection")),
            Column("size", label=_("Room"), accessor=lambda row: filesizeformat(row.size_bytes)),
            DateColumn("created_at", label=_("Sent")),
        ]

    def get_queryset(self) -> list[UnusedFile]:
        own = own_collections(self.request.user)
        asked = self.request.GET.get("region", "")
        if asked:
            # A number of somebody else's region finds nothing.
            region = own.filter(pk=row_number(asked)).first()
            if region is None:
                return []
            own = own & files_of(region)
        return unused(own)

    def get_filtered_queryset(self) -> list[UnusedFile]:
        return self.get_queryset()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        room = {"url": reverse(ROOM_NAME), "label": RoomView.page_title}
        return [*self.breadcrumbs_items, room, {"url": "", "label": self.get_page_title()}]


class RoomMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return POLICY.user_has_permission(request.user, "view")


def menu_item() -> RoomMenuItem:
    return RoomMenuItem(
        RoomView.page_title, reverse(ROOM_NAME), name=ROOM_NAME, icon_name="folder-open-inverse", order=1100
    )


urls = [
    path("reports/room-for-files/", RoomView.as_view(), name=ROOM_NAME),
    path("reports/room-for-files/results/", RoomView.as_view(results_only=True), name=ROOM_RESULTS_NAME),
    path("reports/files-that-nobody-uses/", UnusedView.as_view(), name=UNUSED_NAME),
    path(
        "reports/files-that-nobody-uses/results/",
        UnusedView.as_view(results_only=True),
        name=UNUSED_RESULTS_NAME,
    ),
]
