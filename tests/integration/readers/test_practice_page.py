"""The practice page: everything that is known of it, in the order in which a farmer needs it."""

from collections.abc import Callable
from html.parser import HTMLParser

from django.test import Client

from practices.models import Citation, Practice, PracticeImpact, PracticeStep
from practices.regions import Region
from tests import factories
from zones.values import Classes

Work = Callable[[], None]
LAND = "lat=9.8&lon=1.5&texture=sandy&crops=maize"


class MainText(HTMLParser):
    """The words of <main>, one piece after the other."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside = False
        self.pieces: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.pieces.append(" ".join(data.split()))


def full_practice(region: Region) -> Practice:
    practice = factories.make_practice(
        region.section,
        name_en="Stone lines",
        summary_en="Stones slow the water.",
        problem_en="Bare soil.",
        outcome="adopted",
        outcome_note_en="Kept by most",
        did_not_work_en="Too few stones.",
        what_changed_en="More millet.",
        tools_en="A cart",
        contributor_name="Awa",
        latitude=9.8,
        longitude=1.5,
        texture=Classes.of("sandy"),
        crops=Classes.of("maize"),
    )
    practice.steps = [PracticeStep(text_en="Lay them along the slope.", sort_order=0)]
    practice.impacts = [PracticeImpact(indicator="yield", score=2, sort_order=0)]
    practice.citations = [
        Citation(text="Somebody (2001). Stones.", year=2001, sort_order=0),
        Citation(text="A report", year=1999, sort_order=1),
    ]
    practice.save()
    return practice


def assert_in_order(pieces: list[str], expected: list[str]) -> None:
    places = [
        next((place for place, piece in enumerate(pieces) if piece.startswith(start)), None)
        for start in expected
    ]
    assert None not in places, dict(zip(expected, places, strict=True))
    assert places == sorted(places, key=lambda place: place or 0), dict(zip(expected, places, strict=True))


def test_a_reader_who_told_nothing_finds_what_was_tried_on_land_like_the_practice_s(
    region: Region, work: Work, client: Client
) -> None:
    practice = full_practice(region)
    factories.make_practice(region.section, name_en="Pits nearby", latitude=9.9, longitude=1.6)
    work()
    page = MainText(client.get(factories.url_in(practice, "en")).content.decode())
    assert_in_order(page.pieces, ["Tried on land like this", "Pits nearby"])


def test_all_of_a_practice_stands_in_its_order(region: Region, work: Work, client: Client) -> None:
    practice = full_practice(region)
    factories.make_practice(
        region.section,
        name_en="Pits nearby",
        latitude=9.9,
        longitude=1.6,
        texture=Classes.of("sandy"),
        crops=Classes.of("maize"),
    )
    work()
    page = MainText(client.get(f"{factories.url_in(practice, 'en')}?{LAND}").content.decode())
    assert_in_order(
        page.pieces,
        [
            *("Stone lines", "Adopted", "· Kept by most", "Told by", "Stones slow the water."),
            "Much like your land",
            *("Why they tried it", "How they did it", "What did not work", "What changed", "What it takes"),
            *("Your land and theirs", "Who says so", "Other land of this kind", "Tried on land like this"),
            "Pits nearby",
        ],
    )


def test_without_a_land_the_page_asks_for_it(region: Region, work: Work, client: Client) -> None:
    practice = full_practice(region)
    work()
    page = MainText(client.get(factories.url_in(practice, "en")).content.decode())
    assert_in_order(
        page.pieces, ["Stone lines", "Is your land like this one?", "How they did it", "Their land"]
    )
    assert "Your land and theirs" not in page.pieces


def test_a_year_is_not_said_twice(region: Region, work: Work, client: Client) -> None:
    practice = full_practice(region)
    work()
    page = MainText(client.get(factories.url_in(practice, "en")).content.decode())
    assert "Somebody (2001). Stones." in page.pieces
    assert "A report (1999)" in page.pieces
