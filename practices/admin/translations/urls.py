"""Lists the addresses of translations, under /admin/."""

from typing import Any

from django.urls import path

from practices.admin.translations import board, file_views, side_by_side
from practices.editing.edit_kind import COMPARE

urlpatterns: list[Any] = [
    path("translations/", board.BoardView.as_view(), name=side_by_side.BOARD),
    path("translations/table.xlsx", file_views.table, name=board.TABLE),
    path("translations/files/", file_views.FilesView.as_view(), name=board.FILES),
    path("translations/files/<int:pk>/", file_views.FileView.as_view(), name=file_views.FILE),
    path("translations/<int:page_id>/<slug:to>/", side_by_side.SideBySideView.as_view(), name=COMPARE),
]
