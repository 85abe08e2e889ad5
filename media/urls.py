"""Lists the addresses of stored files."""

from django.urls import path, re_path

from media.views import document, public_file, rendition

urlpatterns = [
    re_path(
        r"^media/public/(?P<folder>[A-Za-z0-9_-]{22})/(?P<name>[a-z0-9-]+\.[a-z0-9]+)$",
        public_file,
        name="public_file",
    ),
    re_path(r"^media/images/(?P<name>[A-Za-z0-9_.-]+)$", rendition, name="rendition"),
    # Wagtail asks for the addresses of documents by this name.
    path("documents/<int:number>/<path:name>", document, name="wagtaildocs_serve"),
]
