"""Lists what machines fetch; readers' pages on it carry a language prefix (`language_urlpatterns`)."""

from django.urls import path, re_path

from api.card import card
from api.downloads.page import open_data
from api.downloads.serving import download
from api.feeds.views import atom, json_feed
from api.models import Kind
from api.v1.page import api_page
from api.v1.site import api

urlpatterns = [
    path("api/v1/", api.urls),
    re_path(
        r"^download/(?P<name>practices\.(?:json|geojson|csv|xlsx)|README\.txt)$", download, name="download"
    ),
    path("download/kept/<str:name>", download, {"kind": Kind.PAGES}, name="kept_zip"),
]

language_urlpatterns = [
    path("open-data/", open_data, name="open_data"),
    path("open-data/api/", api_page, name="api_page"),
    path("feeds/practices.atom", atom, name="atom_feed"),
    path("feeds/practices.json", json_feed, name="json_feed"),
    path("card/<slug:practice_id>/", card, name="card"),
]
