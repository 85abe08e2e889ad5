"""Lists the addresses of countries, under /admin/."""

from django.urls import URLPattern, path

from network.admin import country_board, country_view
from network.admin.country_base import BOARD, COUNTRY, COUNTRY_TABLE, SHEET, TABLE
from network.admin.sheet_view import SheetView

urlpatterns: list[URLPattern] = [
    path("countries/", country_board.BoardView.as_view(), name=BOARD),
    path("countries/all.xlsx", country_board.table, name=TABLE),
    path("countries/file/<int:pk>/", SheetView.as_view(), name=SHEET),
    path("countries/<slug:code>/", country_view.CountryView.as_view(), name=COUNTRY),
    path("countries/<slug:code>.xlsx", country_view.table, name=COUNTRY_TABLE),
]
