"""Readers' pages that are no part of the tree of pages, under the language prefix."""

from django.urls import path

from readers.views.answering import AnswerByLinkView, AnswerView, choose_helped
from readers.views.asking import AskView, question, question_list_page
from readers.views.did_not_work import did_not_work
from readers.views.land import land, questions
from readers.views.listening import ListenView, confirm, stop
from readers.views.maps import tap_map
from readers.views.results import results
from readers.views.suggestions import suggestions
from readers.views.zone import zone, zone_map

app_name = "readers"

urlpatterns = [
    path("practices/", results, name="results"),
    path("practices/words.json", suggestions, name="suggestions"),
    path("land/", land, name="land"),
    path("land/map/<str:name>.svg", tap_map, name="map"),
    path("land/questions/", questions, name="questions"),
    path("zones/<slug:code>/", zone, name="zone"),
    path("zones/<slug:code>/map.svg", zone_map, name="zone_map"),
    path("what-did-not-work/", did_not_work, name="did_not_work"),
    path("ask/", question_list_page, name="ask"),
    path("ask/new/", AskView.as_view(), name="ask_new"),
    path("ask/listen/", ListenView.as_view(), name="listen"),
    path("ask/<int:number>/", question, name="question"),
    path("ask/<int:number>/answer/", AnswerView.as_view(), name="answer_question"),
    path("answer/<str:token>/", AnswerByLinkView.as_view(), name="answer"),
    path("confirm/<str:token>/", confirm, name="confirm"),
    path("stop/<str:token>/", stop, name="stop"),
    path("mine/<str:token>/", choose_helped, name="mine"),
    path("mine/<str:token>/helped/", choose_helped, name="helped"),
]
