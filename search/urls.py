"""Readers' pages of the search, under the language prefix."""

from django.urls import path

from search.views.land import land, questions
from search.views.maps import tap_map
from search.views.results import results
from search.views.words import words
from search.views.zone import did_not_work, zone, zone_map

app_name = "search"

urlpatterns = [
    path("practices/", results, name="results"),
    path("practices/words.json", words, name="words"),
    path("land/", land, name="land"),
    path("land/map/<str:name>.svg", tap_map, name="map"),
    path("land/questions/", questions, name="questions"),
    path("zones/<slug:code>/", zone, name="zone"),
    path("zones/<slug:code>/map.svg", zone_map, name="zone_map"),
    path("what-did-not-work/", did_not_work, name="did_not_work"),
]
