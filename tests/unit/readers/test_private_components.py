"""Pieces of the pages of peers: forms, what became of what was sent, reports on a practice."""

from django.http import QueryDict

from practices.passages import Passage
from readers.peer_forms.land_fields import LandFields
from readers.peer_forms.report_form import ReportForm
from readers.presenters.peers.private_page import PrivateItem, StepLine, Told
from readers.presenters.peers.report_form import ReportFormPage, Tile
from readers.presenters.peers.reports import BandLine, PeerReports, ReportLine
from readers.presenters.practice.clip_views import Voice
from readers.presenters.view_models import Link
from readers.request_land import RequestLand
from tests.unit.readers.test_components import show, words
from zones.land import Land

STAMP = ("stamp", "signed")
TILES = [Tile("worked", "It worked", True, "adopted"), Tile("did_not_work", "No", False, "abandoned", True)]
VIEW = ReportFormPage(Passage("Zaï"), "/back", TILES, [Tile("longer", "Longer", False)], "published", "named")


def form(**typed: str) -> ReportForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    bound = ReportForm(data, None, subject="report 1", known=RequestLand(Land()))
    bound.is_valid()
    return bound


def test_a_form_begins_with_its_stamp_and_says_what_was_wrong_with_it() -> None:
    html = show("peer_forms/start", form=form(), stamp=STAMP, trap="website")
    assert 'name="stamp" value="signed"' in html and 'name="website"' in html
    assert "Something of the form was missing" in words(html)


def test_tiles_carry_shape_and_choice() -> None:
    html = show("peer_forms/tiles", name="outcome", legend="How?", tiles=TILES, error="Say how")
    assert 'value="worked" checked' in html and "choice--failed" in html
    assert "i-adopted" in html and "Say how" in words(html)


def test_a_text_comes_back_with_its_error() -> None:
    typed = form(changed="x" * 5001, name="<b>")
    area = show("peer_forms/text", field=typed["changed"], id="changed", lines=3)
    assert "x" * 5001 in area and "1 letter too long" in words(area)
    line = show("peer_forms/text", field=typed["name"], id="name", note="Shown")
    assert "&lt;b&gt;" in line and 'aria-describedby="name-note"' in line


def test_files_and_land_are_parts_of_the_form() -> None:
    html = show("peer_forms/files", form=form(), has_photo=1)
    assert "Your photo is here already" in words(html)
    assert 'accept="audio/*" capture' in html
    land = show("peer_forms/land", land=LandFields(RequestLand(Land())))
    assert words(land).count("not said") == 5
    whole = show("peer_forms/report_fields", view=VIEW, form=form(), stamp=STAMP, trap="website")
    assert 'id="changed"' in whole and 'id="phone"' in whole


def test_what_became_of_an_item_is_a_line_of_states() -> None:
    steps = [StepLine("done", "Received"), StepLine("now", "Asked", words="How <many>?")]
    item = PrivateItem(7, "report", "Zaï", "It worked", "adopted", steps, [Told("Name", "Ana")], ())
    html = show("private/item", item=item)
    assert "How &lt;many&gt;?" in html and "Ana" in html
    assert "erase" not in html and "Reply" not in words(html)


REPORT = ReportLine(
    7,
    "abandoned",
    "It did not work",
    Passage("Sec", "fr"),
    "A farmer",
    "since",
    None,
    Voice("Hear", "/a"),
    "/flag",
    "",
)


def test_bands_say_in_words_what_their_marks_show() -> None:
    bands = [BandLine("Sandy soil", "■", "1 kept it", "□□", "2 stopped")]
    assert "Sandy soil ■ 1 kept it · □□ 2 stopped" in words(show("practice/report_bands", bands=bands))
    reports = PeerReports("3 people", bands, [REPORT], "/tried/", Link("Read all 9", "/peers/"))
    html = show("practice/reports", reports=reports)
    assert 'href="/tried/"' in html and "Read all 9" in html
