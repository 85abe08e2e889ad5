"""Lists the addresses that the form of a practice asks, under /admin/."""

from typing import Any

from django.urls import path

from practices.admin import drawing_list, page_cost, places

urlpatterns: list[Any] = [
    path("practices/place/", places.place, name="practices_place"),
    path("practices/map.svg", places.region_map, name="practices_region_map"),
    path("practices/drawings/", drawing_list.drawings_to_choose, name="practices_drawings"),
    path("practices/<int:pk>/cost/", page_cost.page_cost, name="practices_page_cost"),
]
