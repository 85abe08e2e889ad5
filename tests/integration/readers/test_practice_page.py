"""The practice page: everything that is known of it, in the order in which a farmer needs it."""

from collections.abc import Callable
from html.parser import HTMLParser

from django.test import Client

from practices.models import Citation, Practice, PracticeImpact, PracticeStep
from practices.regions import Region
from tests import factories
from tests.html import get, in_language, link, said
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


def test_an_entry_of_studies_says_how_many_and_of_which_years(
    region: Region, work: Work, client: Client
) -> None:
    practice = full_practice(region)
    practice.contributor_name, practice.compiled_from_sources = "", True
    practice.save_revision().publish()
    page = get(client, practice.url)
    assert "Read from 2 studies and reports, 1999–2001." in said(page.find("header", class_="practice__main"))
    assert "2 sources, 1999" not in said(page)  # So few stand open, without a line that counts them.


def test_what_a_farmer_told_is_not_said_to_be_read(region: Region, work: Work, client: Client) -> None:
    assert "Read from 2" not in said(get(client, full_practice(region).url))


def test_many_sources_have_a_page_of_their_own(region: Region, work: Work, client: Client) -> None:
    practice = full_practice(region)
    practice.citations = [Citation(text=f"Study {number}", year=2000 + number) for number in range(5)]
    practice.save_revision().publish()
    page = get(client, f"{practice.url}?texture=sandy")
    assert [said(each) for each in page.select(".sources li")] == [
        f"Study {n} ({2000 + n})" for n in range(3)
    ]
    address = link(page, "All of them: 5 sources, 2000–2004")
    assert address == f"{practice.url}sources/?texture=sandy"
    listed = get(client, address)
    assert [said(each) for each in listed.select(".sources li")] == [
        f"Study {n} ({2000 + n})" for n in range(5)
    ]
    assert link(listed, "Stone lines") == f"{practice.url}?texture=sandy"
    practice.unpublish()
    assert client.get(address).status_code == 404


def test_a_source_names_its_language_where_it_is_not_the_reader_s(
    region: Region, work: Work, client: Client
) -> None:
    practice = full_practice(region)
    practice.citations = [
        Citation(text="Le zaï", language="fr", note_en="Trials on sand", note_fr="Essais sur sable"),
        Citation(text="The pits", language="en"),
        Citation(text="Nobody said"),
    ]
    practice.save_revision().publish()
    english, french = get(client, practice.url), get(client, practice.url.replace("/en/", "/fr/"))
    assert in_language(english.find(class_="sources"), "fr") == ["Le zaï"]
    assert in_language(french.find(class_="sources"), "en") == ["The pits"]
    assert not in_language(french.find(class_="sources"), "fr")
    assert "Trials on sand" in said(english)
    assert "Essais sur sable" in said(french) and "Trials on sand" not in said(french)
