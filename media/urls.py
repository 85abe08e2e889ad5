"""Lists the addresses of stored files."""

from django.urls import path, re_path

from media.views import document, rendition

urlpatterns = [
    re_path(r"^media/images/(?P<name>[A-Za-z0-9_.-]+)$", rendition, name="rendition"),
    # Wagtail asks for the addresses of documents by this name.
    path("documents/<int:number>/<path:name>", document, name="wagtaildocs_serve"),
]
