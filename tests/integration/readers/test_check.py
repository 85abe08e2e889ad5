"""The self-assessment: six forms, and what comes of the answers, in three languages."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

import brotli
import pytest
from bs4 import Tag
from django.test import Client

from practices.models import Practice
from practices.regions import Region
from tests import factories, html
from zones.values import Classes, Need, Range

Work = Callable[[], None]
COPARGO = [("place", "2394822"), ("place_name", "Copargo"), ("texture", "loamy")]
HOED = [("use_now", "annual"), ("tillage", "full"), ("stalks", "burnt")]
LANGUAGES = ("en", "fr", "es")
HTML_BYTES = 14_000


def address(pairs: list[tuple[str, str]], *, step: int = 7, language: str = "en") -> str:
    return f"/{language}/check/?{urlencode([('step', str(step)), *pairs])}"


def shown(client: Client, *pairs: tuple[str, str], step: int = 7, language: str = "en") -> Tag:
    return html.get(client, address([*pairs], step=step, language=language))


def carbon(page: Tag) -> str:
    return html.said(html.section(page, "The carbon in your soil"))


def next_step(page: Tag) -> str:
    return html.said(html.section(page, "One next step"))


def sent(client: Client, page: Tag, **answers: str | list[str]) -> Tag:
    """The page that follows when the form of this one is sent with these answers."""
    form = page.find("form", action=re.compile("/check/"))
    assert isinstance(form, Tag)
    pairs = [
        (str(each["name"]), str(each.get("value", "")))
        for each in form.find_all("input")
        if each.get("type") in ("hidden", "text") or each.has_attr("checked")
    ]
    pairs = [pair for pair in pairs if pair[0] not in answers]
    for name, given in answers.items():
        assert html.controls(form, name), name
        pairs += [(name, one) for one in ([given] if isinstance(given, str) else given)]
    return html.get(client, f"{form['action']}?{urlencode(pairs)}")


def add(region: Region, name: str, group: str, outcome: str = "adopted") -> Practice:
    return factories.make_practice(
        region.section,
        name_en=name,
        outcome=outcome,
        practice_groups=[group],
        latitude=9.8,
        longitude=1.5,
        texture=Classes.of("loamy"),
    )


def test_a_whole_way_through_all_forms(region: Region, work: Work, client: Client) -> None:
    add(region, "Direct sowing", "minimal_tillage", "abandoned")
    add(region, "Stone lines", "erosion_control")
    work()
    page = sent(client, html.get(client, "/en/check/"), place_typed="Copargo", texture="loamy")
    page = sent(client, page, use_now="annual", use_before="forest")
    page = sent(client, page, tillage="full")
    page = sent(client, page, stalks="burnt")
    page = sent(client, page, given="none")
    page = sent(client, page, rate_worms="5", rate_erosion="2")
    words = html.said(page)
    assert "You rate as good: Worms" in words
    assert "Sow without working the soil" in next_step(page)
    assert "may hold about 1 to 5 t more carbon per hectare" in carbon(page)
    practices = html.said(html.section(page, "What others tried"))
    assert "Direct sowing" in practices
    assert "Stone lines" not in practices
    assert "Land that was forest" in words
    assert "not yet compared with the print" in carbon(page)


def test_what_is_done_already_is_said_first(region: Region, client: Client) -> None:
    given = [("given", "legume"), ("given", "compost"), ("stalks", "left"), ("tillage", "reduced")]
    said = html.said(html.section(shown(client, *given), "What you do well"))
    assert "You work only a part of the soil." in said
    assert "You leave the stalks on the field." in said
    assert "Your field gets: legumes and compost or mulch." in said


def test_the_lands_bar_is_taken_over_and_every_form_can_be_skipped(region: Region, client: Client) -> None:
    page = shown(client, *COPARGO, step=1)
    (place,) = html.controls(page, "place_typed")
    assert place["value"] == "Copargo"
    for _step in range(6):
        page = html.get(client, html.link(page, "Skip this"))
    assert "Too little is told" in carbon(page)
    told = html.said(html.section(page, "What is not known"))
    for question in ("What the field is used for", "How the soil is worked", "How you rate it yourself"):
        assert question in told
    assert "Where the field is" not in told


def test_back_keeps_what_was_answered(region: Region, client: Client) -> None:
    page = html.get(client, html.link(shown(client, *COPARGO, *HOED, step=4), "Back"))
    ticked = [each["value"] for each in html.controls(page, "tillage") if each.has_attr("checked")]
    assert ticked == ["full"]


def test_the_example_of_copargo_shows_no_number_without_its_range(region: Region, client: Client) -> None:
    page = shown(client, *COPARGO, ("soil_look", "deep_red"), *HOED)
    said = carbon(page)
    assert "Sow without working the soil" in said
    assert "+1.2 to +4.6 t of carbon per hectare in 20 years, the middle about +2.9" in said
    assert "tropical, moist" in said
    assert "deep red" in said


def test_reduced_tillage_in_the_dry_tropics_may_gain_or_lose(region: Region, client: Client) -> None:
    land = [("lat", "13.5"), ("lon", "7.1"), ("soil_look", "deep_red")]
    page = shown(client, *land, ("use_now", "annual"), ("tillage", "full"), ("stalks", "left"))
    details = html.section(page, "The carbon in your soil").find("details")
    assert isinstance(details, Tag)
    assert "−1.3 to +1.0 t of carbon per hectare in 20 years, the middle about −0.2" in html.said(details)


def test_practices_for_what_the_farmer_does_not_have_are_left_out(
    region: Region, work: Work, client: Client
) -> None:
    fields = {"practice_groups": ["minimal_tillage"], "latitude": 9.8, "longitude": 1.5}
    for name, others in {
        "Sown into stubble": {"needs": (Need("maize"),)},
        "Grazed leys": {"needs": (Need("cattle"),)},
        "Grass under olives": {"crops": Classes.of("fruit_vine_olive")},
        "Rested pasture": {"land_uses": ("grazing",)},
        "Ridges far north": {"season_temperature": Range(9, 10), "growing_period": Range(60, 70)},
    }.items():
        factories.make_practice(region.section, name_en=name, **fields, **others)
    work()
    shared = html.section(shown(client, *COPARGO, *HOED), "What others tried")
    assert [html.said(each) for each in shared.find_all("h3")] == ["Sown into stubble"]
    none = html.section(shown(client, *COPARGO, ("use_now", "paddy"), *HOED[1:]), "What others tried")
    assert "Nobody has told us yet" in html.said(none)
    assert "land_use=cropland" in html.link(none, "What do you grow or keep?")


def test_without_a_sure_figure_the_answers_still_name_one_step(region: Region, client: Client) -> None:
    cusco = [("place", "3941584"), ("altitude", "3500")]
    said = next_step(shown(client, *cusco, *HOED))
    assert "Leave the stalks on the field" in said
    assert not re.search("[0-9]", said)
    assert "Nothing stands out" not in said


def test_tropical_mountains_have_no_number(region: Region, client: Client) -> None:
    page = shown(client, ("lat", "0.3"), ("lon", "32.6"), *HOED, ("rate_erosion", "1"))
    said = carbon(page)
    assert "a soil test can" in said
    assert not re.search(r"[0-9]+ t\b", said)
    assert "Soil that stays in place" in next_step(page)


def test_at_a_border_every_zone_is_named(region: Region, client: Client) -> None:
    land = [("lat", "50.7"), ("lon", "7.0"), ("texture", "loamy")]
    page = shown(
        client, *land, ("use_now", "annual"), ("tillage", "full"), ("stalks", "left"), ("given", "mineral")
    )
    said = carbon(page)
    for zone in (
        "warm temperate, moist",
        "warm temperate, dry",
        "cool temperate, moist",
        "cool temperate, dry",
    ):
        assert zone in said


def test_peat_has_no_number(region: Region, client: Client) -> None:
    wet = [*COPARGO, ("waterlogging", "yes"), ("organic_matter", "high")]
    assert "Peat" in carbon(shown(client, *wet, *HOED))


def test_manure_is_never_named_without_its_other_field(region: Region, client: Client) -> None:
    kept = [("use_now", "annual"), ("tillage", "none"), ("stalks", "left"), ("given", "legume")]
    said = next_step(shown(client, *COPARGO, *kept))
    assert "give manure every year" in said
    assert "is missing there" in said


def test_pasture_is_asked_for_its_state_and_not_for_stalks(region: Region, client: Client) -> None:
    page = sent(client, shown(client, *COPARGO, step=2), use_now="grassland")
    page = sent(client, page, pasture="intensive")
    assert "What the soil is given" in html.said(page.h1)
    page = shown(client, *COPARGO, ("use_now", "grassland"), ("pasture", "intensive"))
    assert "Better the pasture" in next_step(page)


def test_a_low_rating_that_no_practice_answers_leads_to_people(region: Region, client: Client) -> None:
    page = shown(client, *COPARGO, ("rate_decides", "1"), ("rate_worms", "3"))
    assert "My say in what is done with the land" in next_step(page)
    assert "/en/ask/new/?place=2394822" in html.link(page, "Ask a question")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_place_is_said_and_keeps_every_answer(
    region: Region, client: Client, language: str
) -> None:
    start = shown(client, *HOED, ("rate_worms", "4"), step=1, language=language)
    page = sent(client, start, place_typed="xyzzyq", texture="clay")
    (place,) = html.controls(page, "place_typed")
    assert place["value"] == "xyzzyq"
    assert place["aria-invalid"] == "true"
    assert "xyzzyq" in html.said(page.find(role="alert"))
    page = sent(client, page, place_typed="Copargo")
    kept = {str(each["name"]): each["value"] for each in page.find_all("input", type="hidden")}
    assert kept["place"] == "2394822"
    assert (kept["texture"], kept["stalks"], kept["rate_worms"]) == ("clay", "burnt", "4")


def test_of_several_places_one_is_chosen_and_the_answers_stay(region: Region, client: Client) -> None:
    page = sent(client, shown(client, *HOED, step=1), place_typed="San Juan")
    choices = [
        query for _path, query in html.links(page, "/en/check/") if "place" in query and "tillage" in query
    ]
    assert len(choices) > 5
    assert all(
        query["stalks"] == ["burnt"] and query["step"] == ["2"] for query in choices if "step" in query
    )


def test_an_altitude_that_is_no_number_stays_in_its_field(region: Region, client: Client) -> None:
    mountains = [("lat", "-13.5"), ("lon", "-72.0")]
    page = sent(client, shown(client, *mountains, step=1), altitude="high up")
    (field,) = html.controls(page, "altitude")
    assert field["value"] == "high up"
    assert "high up" in html.said(page.find(id="altitude-error"))


def test_a_place_is_tapped_on_the_map_and_the_answers_stay(region: Region, client: Client) -> None:
    form = shown(client, *HOED, step=1).find("form", action=re.compile("/check/"))
    assert isinstance(form, Tag)
    hidden = [(str(each["name"]), str(each["value"])) for each in form.find_all("input", type="hidden")]
    nearer = html.get(client, f"{form['action']}?{urlencode([*hidden, ('map.x', '182'), ('map.y', '74')])}")
    (part,) = html.controls(nearer, "part")
    tap = [*hidden, ("part", str(part["value"])), ("map.x", "180"), ("map.y", "180")]
    page = html.get(client, f"{form['action']}?{urlencode(tap)}")
    kept = {str(each["name"]): each["value"] for each in page.find_all("input", type="hidden")}
    assert kept["stalks"] == "burnt"
    assert kept["lat"]
    assert kept["lon"]


def test_the_sea_is_no_field(region: Region, client: Client) -> None:
    page = sent(client, html.get(client, "/en/check/"), place_typed="0, -30")
    assert "no land" in html.said(page.find(role="alert"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_that_do_not_exist_are_named_and_left_out(
    region: Region, client: Client, language: str
) -> None:
    pairs = [*COPARGO, *HOED, ("given", "<script>"), ("rate_worms", "9"), ("tillage", "deep")]
    for step in (3, 7):
        page = shown(client, *pairs, step=step, language=language)
        alerts = [html.said(each) for each in page.find_all(role="alert")]
        for given in ("<script>", "9", "deep"):
            assert any(given in text for text in alerts), given


def test_what_is_passed_on_holds_no_answer(region: Region, client: Client) -> None:
    page = shown(client, *COPARGO, *HOED, ("rate_money", "1"))
    shared = html.link(page, "Send by WhatsApp")
    message = dict(parse_qsl(urlsplit(shared).query))["text"]
    assert message.endswith("/en/check/")
    assert "?" not in message.rpartition("http")[2]


def test_the_same_answers_give_the_same_numbers_in_every_language(region: Region, client: Client) -> None:
    found = set()
    for language in LANGUAGES:
        main = html.said(shown(client, *COPARGO, *HOED, language=language).main).replace(",", ".")
        found.add(tuple(re.findall(r"[+−]?[0-9]+(?:\.[0-9])?", main)))
    assert len(found) == 1
    assert len(found.pop()) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_light_and_need_no_script_nor_cookie(
    region: Region, work: Work, client: Client, language: str
) -> None:
    for number in range(4):
        add(region, f"Direct sowing {number}", "minimal_tillage")
    work()
    everything = [
        *COPARGO,
        *HOED,
        *(("given", code) for code in ("legume", "mineral", "compost", "cover_crop")),
        *((f"rate_{name}", "2") for name in ("cover", "erosion", "worms", "water", "bad_year", "work")),
    ]
    for step in range(1, 8):
        response = client.get(address(everything, step=step, language=language))
        assert response.status_code == 200
        assert not response.cookies
        assert not html.parsed(response).find_all("script")
        assert len(brotli.compress(response.content, quality=5)) <= HTML_BYTES


def test_it_is_in_the_menu_with_the_land(client: Client, region: Region) -> None:
    page = html.get(client, "/en/?place=2394822")
    assert html.link(page, "Look at how I farm") == "/en/check/?place=2394822"
