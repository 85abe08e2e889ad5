"""Readers' pages that are no part of the tree of pages, under the language prefix."""

from django.urls import path

from readers.peer_forms.practices import below_practice
from readers.views.check import check
from readers.views.clips import clips
from readers.views.comparing import compare
from readers.views.did_not_work import did_not_work
from readers.views.drafts import SendView, resume
from readers.views.keeping import keep, keep_file
from readers.views.land import land, questions
from readers.views.maps import tap_map
from readers.views.network.carbon_market import carbon_market, carbon_market_page
from readers.views.network.countries import countries, country, dashboard
from readers.views.network.events import event, event_ics, events, events_ics
from readers.views.network.partners import partner, partner_map, partners, partners_csv
from readers.views.network.press import press
from readers.views.network.twin_joining import JoinView, twins_mine
from readers.views.network.twins import (
    EXCHANGE,
    WHO_TO_ASK,
    territories_csv,
    twin,
    twin_page,
    twins,
    twins_map,
)
from readers.views.peers.answering import AnswerByLinkView, AnswerView, HelpedView
from readers.views.peers.asking import AskView, question, question_list_page
from readers.views.peers.flag import FlagView, flag_thanks
from readers.views.peers.listening import ListenView, confirm, stop
from readers.views.peers.own_items import correct_report, later_report, reply
from readers.views.peers.private import data, erase_all, erase_one, mine, own_file, with_code
from readers.views.peers.reports import Peers, Tried
from readers.views.peers.telling import ScreenView
from readers.views.results import results
from readers.views.service_worker import kept
from readers.views.sources import sources
from readers.views.suggestions import place_suggestions, suggestions
from readers.views.zone import zone, zone_map

app_name = "readers"

urlpatterns = [
    path("practices/", results, name="results"),
    path("practices/words.json", suggestions, name="suggestions"),
    path("land/", land, name="land"),
    path("land/places.json", place_suggestions, name="place_suggestions"),
    path("land/map/<str:name>.svg", tap_map, name="map"),
    path("land/questions/", questions, name="questions"),
    path("check/", check, name="check"),
    path("twins/", twins, name="twins"),
    path("twins/map.svg", twins_map, name="twins_map"),
    path("twins/territories.csv", territories_csv, name="territories_csv"),
    path("twins/join/", JoinView.as_view(), name="twins_join"),
    # Below `mine/`, so that no log keeps the link.
    path("twins/mine/<str:token>/", twins_mine, name="twins_mine"),
    path("twins/exchange/", twin_page, {"slug": EXCHANGE}, name="twins_exchange"),
    path("twins/who-to-ask/", twin_page, {"slug": WHO_TO_ASK}, name="twins_who_to_ask"),
    path("twins/<slug:slug>/", twin, name="twin"),
    path("compare/", compare, name="compare"),
    path("carbon/", carbon_market, name="carbon_market"),
    path("carbon/<slug:slug>/", carbon_market_page, name="carbon_market_page"),
    path("countries/", countries, name="countries"),
    path("countries/<slug:code>/", country, name="country"),
    path("dashboard/", dashboard, name="dashboard"),
    path("events/", events, name="events"),
    path("events.ics", events_ics, name="events_ics"),
    path("events/<int:number>/", event, name="event"),
    path("events/<int:number>.ics", event_ics, name="event_ics"),
    path("press/", press, name="press"),
    path("zones/<slug:code>/", zone, name="zone"),
    path("zones/<slug:code>/map.svg", zone_map, name="zone_map"),
    path("partners/", partners, name="partners"),
    path("partners/map.svg", partner_map, name="partner_map"),
    path("partners/partners.csv", partners_csv, name="partners_csv"),
    path("partners/<slug:slug>/", partner, name="partner"),
    path("flag/<slug:kind>/<int:pk>/", FlagView.as_view(), name="flag"),
    path("flag/<slug:kind>/<int:pk>/thanks/", flag_thanks, name="flag_thanks"),
    path("mine/", with_code, name="with_code"),
    path("mine/<str:token>/", mine, name="mine"),
    path("mine/<str:token>/data.json", data, name="mine_data"),
    path("mine/<str:token>/erase/", erase_all, name="mine_erase"),
    path("mine/<str:token>/report/<int:number>/correct/", correct_report, name="correct_report"),
    path("mine/<str:token>/report/<int:number>/later/", later_report, name="later_report"),
    path("mine/<str:token>/<slug:kind>/<int:number>/reply/", reply, name="mine_reply"),
    path("mine/<str:token>/<slug:kind>/<int:number>/erase/", erase_one, name="mine_erase_one"),
    path("mine/<str:token>/<slug:kind>/<int:number>/<slug:name>", own_file, name="mine_file"),
    # Below a practice's own address, wherever that is in the tree.
    path("kept/", kept, name="kept"),
    path("<path:path>/tried/", below_practice(Tried.as_view(), "tried/"), name="tried"),
    path("<path:path>/peers/", below_practice(Peers.as_view(), "peers/"), name="peers"),
    path("<path:path>/sources/", below_practice(sources, "sources/"), name="sources"),
    path("<path:path>/clips/", below_practice(clips, "clips/"), name="clips"),
    path("<path:path>/keep/", below_practice(keep, "keep/"), name="keep"),
    path("<path:path>/keep.html", below_practice(keep_file, "keep.html"), name="keep_file"),
    path("what-did-not-work/", did_not_work, name="did_not_work"),
    path("ask/", question_list_page, name="ask"),
    path("ask/new/", AskView.as_view(), name="ask_new"),
    path("ask/listen/", ListenView.as_view(), name="listen"),
    path("ask/<int:number>/", question, name="question"),
    path("ask/<int:number>/answer/", AnswerView.as_view(), name="answer_question"),
    path("answer/<str:token>/", AnswerByLinkView.as_view(), name="answer"),
    path("confirm/<str:token>/", confirm, name="confirm"),
    path("stop/<str:token>/", stop, name="stop"),
    path("mine/<str:token>/question/<int:number>/helped/", HelpedView.as_view(), name="helped"),
    path("tell/", ScreenView.as_view(), name="tell"),
    path("tell/<str:token>/", resume, name="tell_draft"),
    path("tell/<str:token>/send/", SendView.as_view(), name="tell_send"),
    path("tell/<str:token>/<slug:screen>/", ScreenView.as_view(), name="tell_screen"),
]
