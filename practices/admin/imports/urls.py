"""Lists the addresses of the import, under /admin/."""

from typing import Any

from django.urls import path, re_path

from practices.admin.imports import views

urlpatterns: list[Any] = [
    path("import/", views.IndexView.as_view(), name=views.INDEX),
    re_path(r"^import/template\.(?P<extension>csv|xlsx)$", views.template, name=views.TEMPLATE),
    path("import/export/", views.ask_for_export, name=views.EXPORT),
    path("import/export/<int:pk>/", views.exported, name=views.EXPORTED),
    path("import/<int:pk>/", views.BatchView.as_view(), name=views.BATCH),
]
