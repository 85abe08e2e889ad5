"""The page of partners: filters with counts, the map that says the same, one partner, what is never shown."""

import random
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from network.models import Action, Partner
from network.partners.directory import FACETS
from network.vocabulary import COMPETENCES, OBJECTIVES
from practices.regions import Region
from tests import factories
from tests.html import get, links, parsed, said
from tests.integration.network.conftest import make_partner

PAGE = "/en/partners/"
MAP = f"{PAGE}map.svg"
CSV = f"{PAGE}partners.csv"
API = "/api/v1/partners"
PLACES = {"BJ": (9.8, 1.5), "ML": (12.6, -8.0), "FR": (43.6, 3.9), "IN": (23.2, 77.4), "BR": (-9.4, -40.5)}


def many(number: int, seed: int = 7) -> None:
    chance = random.Random(seed)
    kinds = FACETS["kind"]
    for each in range(1, number + 1):
        country = chance.choice(list(PLACES))
        latitude, longitude = PLACES[country]
        has_place = chance.random() > 0.1
        make_partner(
            each,
            country=country,
            kind=chance.choice(kinds),
            latitude=round(latitude + chance.uniform(-3, 3), 1) if has_place else None,
            longitude=round(longitude + chance.uniform(-3, 3), 1) if has_place else None,
            competences=tuple(chance.sample(list(COMPETENCES), 2)),
            offers=tuple(chance.sample(list(COMPETENCES), 2)),
            seeks=tuple(chance.sample(list(COMPETENCES), 1)),
            objectives=tuple(chance.sample(list(OBJECTIVES), 1)),
            languages=tuple(chance.sample(["en", "fr", "pt"], 1)),
        )


def shown(page: Any) -> int:
    """How many partners a page says there are."""
    return int(re.match(r"[\d,]+", said(page.select_one("#list h2")))[0].replace(",", ""))  # type: ignore[index]


def counted(client: Client, query: str) -> list[int]:
    """What stands in the circles of the map."""
    return [int(text.get_text()) for text in parsed(client.get(f"{MAP}?{query}")).select(".count text")]


def circles(client: Client, query: str) -> list[tuple[int, int, int]]:
    """Middle and count of each circle."""
    drawing = parsed(client.get(f"{MAP}?{query}"))
    pairs = zip(drawing.select(".here circle"), drawing.select(".count text"), strict=True)
    return [(int(str(c["cx"])), int(str(c["cy"])), int(text.get_text())) for c, text in pairs]


def test_the_sum_of_the_circles_is_the_number_of_results_for_any_filter(
    client: Client, benin: Region
) -> None:
    many(120)
    chance = random.Random(5)
    for _turn in range(50):
        pairs = [
            f"{name}={chance.choice(list(codes))}" for name, codes in FACETS.items() if chance.random() < 0.25
        ]
        if chance.random() < 0.4:
            pairs.append(f"country={chance.choice(list(PLACES))}")
        if chance.random() < 0.3:
            pairs.append("region=benin")
        query = "&".join(pairs)
        assert sum(counted(client, query)) == shown(get(client, f"{PAGE}?{query}")), query


def test_a_tap_on_any_circle_opens_a_list_of_as_many(client: Client, benin: Region) -> None:
    many(60)
    for x, y, count in circles(client, "kind=research_or_university&kind=civil_society"):
        answer = client.get(f"{PAGE}?kind=research_or_university&kind=civil_society&map.x={x}&map.y={y}")
        assert answer.status_code == 302
        opened = answer.headers["location"]
        assert shown(get(client, opened)) == count
        query = opened.partition("?")[2]
        for inner_x, inner_y, inner in circles(client, query):
            answer = client.get(f"{opened}&map.x={inner_x}&map.y={inner_y}")
            assert shown(get(client, answer.headers["location"])) == inner


def test_a_tap_on_the_larger_map_of_a_wide_screen_opens_the_same(client: Client, benin: Region) -> None:
    make_partner(1)
    ((x, y, _count),) = circles(client, "")
    small = client.get(f"{PAGE}?map.x={x}&map.y={y}").headers["location"]
    wide = client.get(f"{PAGE}?wide.x={round(x * 1.5)}&wide.y={round(y * 1.5)}").headers["location"]
    assert small == wide


def test_a_tap_where_nobody_is_says_so(client: Client, benin: Region) -> None:
    make_partner(1)
    assert "no circle near" in said(get(client, f"{PAGE}?map.x=10&map.y=140"))
    assert client.get(f"{PAGE}?map.x=-5&map.y=x").status_code == 200


def test_counts_of_the_filters_say_how_many_each_would_leave(client: Client, benin: Region) -> None:
    many(40)
    page = get(client, f"{PAGE}?kind=foundation")
    for box in page.select("input[type=checkbox][name=kind]"):
        number = int(said(box.parent.select("span")[-1]))
        assert shown(get(client, f"{PAGE}?kind={box['value']}")) == number
    assert page.select_one("input[type=checkbox][value=foundation]").has_attr("checked")


def test_filters_are_taken_away_one_by_one(client: Client, benin: Region) -> None:
    make_partner(1, kind="foundation", country="BJ")
    make_partner(2, kind="bank_or_fund", country="BJ")
    page = get(client, f"{PAGE}?kind=foundation&country=BJ")
    assert shown(page) == 1
    (path, query), *_others = [pair for pair in links(page, PAGE) if pair[1] == {"country": ["BJ"]}]
    assert shown(get(client, f"{path}?country={query['country'][0]}")) == 2


def test_twenty_stand_on_a_page_in_the_order_of_their_names(client: Client, benin: Region) -> None:
    for number in range(25, 0, -1):
        make_partner(number)
    first, second = get(client, PAGE), get(client, f"{PAGE}?page=2")
    names = [said(row.b) for page in (first, second) for row in page.select(".partners li")]
    assert names == [f"Partner {number:03}" for number in range(1, 26)]
    assert len(first.select(".partners li")) == 20
    assert client.get(f"{PAGE}?page=3").status_code == 404


def test_the_nearest_stand_first_for_whoever_said_where_the_field_is(client: Client, benin: Region) -> None:
    make_partner(1, country="FR", latitude=43.6, longitude=3.9)
    make_partner(2, country="BJ", latitude=None, longitude=None)
    make_partner(3, country="BJ", latitude=6.4, longitude=2.4)
    make_partner(0, country="FR", latitude=None, longitude=None)
    page = get(client, f"{PAGE}?order=near&lat=9.8&lon=1.5")
    rows = [said(row) for row in page.select(".partners li")]
    order = [re.search(r"\d{3}", row)[0] for row in rows]  # type: ignore[index]
    assert order == ["003", "001", "002", "000"], "the nearest, then the nearest countries"
    assert ["km" in row for row in rows] == [True, True, False, False], "of some only the country is known"
    assert "Nearest to me first" not in said(get(client, PAGE))


def test_a_place_told_by_name_is_found_and_the_filters_stay(client: Client, benin: Region) -> None:
    make_partner(1)
    answer = client.get(f"{PAGE}?kind=civil_society&order=near&place=Copargo")
    assert answer.status_code == 302 and answer.headers["location"].count("kind=civil_society") == 1
    assert shown(get(client, answer.headers["location"])) == 1


def test_practices_and_regions_stand_on_the_same_map(client: Client, benin: Region) -> None:
    factories.make_practice(benin.section, name_en="Stone lines", latitude=9.8, longitude=1.5)
    factories.make_practice(benin.section, name_en="A draft", live=False)
    assert counted(client, "layer=practices") == [1] and counted(client, "layer=regions") == [1]
    assert "Stone lines" in said(get(client, f"{PAGE}?layer=practices"))
    assert "A draft" not in said(get(client, f"{PAGE}?layer=practices"))
    assert "Benin and Togo" in said(get(client, f"{PAGE}?layer=regions"))


def test_a_region_that_is_not_for_everybody_is_not_named(client: Client, benin: Region) -> None:
    make_partner(1, country="BJ")
    make_partner(2, country="ML")
    pages = [f"{PAGE}?region=benin", f"{PAGE}?layer=regions"]
    assert all("Benin and Togo" in said(get(client, page)) for page in pages)
    benin.section.view_restrictions.create(restriction_type=PageViewRestriction.LOGIN)
    assert not any("Benin and Togo" in said(get(client, page)) for page in pages)
    assert counted(client, "layer=regions") == []


def test_a_partner_has_a_page_with_its_actions_and_who_complements_it(client: Client, benin: Region) -> None:
    one = make_partner(
        1,
        about_fr="Du compost.",
        offers=("research",),
        seeks=("finance",),
        languages=("fr",),
        place_name="Copargo",
    )
    Action.objects.create(
        partner=one,
        title="Composting",
        kind="training",
        practice_groups=("organic_amendments",),
        since_year=2023,
    )
    make_partner(2, offers=("finance", "policy"), languages=("fr",))
    make_partner(3, seeks=("research",), country="ML", latitude=12.6, longitude=-8.0)
    make_partner(4, offers=("translation",))
    page = get(client, f"{PAGE}{one.external_id}/")
    text = said(page)
    assert "Copargo, Benin" in text and "Composting" in text and "since 2023" in text
    assert "Not confirmed by them." in text
    assert page.select_one("[lang=fr]") is not None, "what is written in French alone is marked so"
    helping = [said(row) for row in page.select("section:last-of-type .partners li")]
    assert [re.search(r"\d{3}", row)[0] for row in helping] == ["002", "003"]  # type: ignore[index]
    assert "offers what this one seeks: finance" in helping[0] and "policy" not in helping[0]
    assert "same country" in helping[0] and "French" in helping[0]
    assert "seeks what this one offers: research" in helping[1]
    assert not re.search(r"\d", helping[0].replace("Partner 002", "")), "no number of a rank"


@pytest.fixture
def hidden(benin: Region) -> Partner:
    """A partner whose contact did not agree to anything."""
    return make_partner(
        1, contact_name="Somebody", contact_email="somebody@example.org", confirmed_by="Somebody"
    )


def everywhere(client: Client, partner: Partner) -> dict[str, str]:
    addresses = (PAGE, f"{PAGE}{partner.external_id}/", MAP, CSV, API, f"{API}/{partner.external_id}")
    return {address: client.get(address).content.decode() for address in addresses}


def test_no_contact_stands_anywhere_without_consent_nor_in_files_with_it(
    client: Client, hidden: Partner
) -> None:
    assert not any("omebody" in text for text in everywhere(client, hidden).values())
    hidden.contact_agreed_on, hidden.contact_agreed_how = "2026-10-01", "by mail"  # type: ignore[assignment]
    hidden.save()
    found = everywhere(client, hidden)
    with_contact = [address for address, text in found.items() if "somebody@example.org" in text]
    assert with_contact == [f"{PAGE}{hidden.external_id}/"]
    hidden.contact_agreed_on = None
    hidden.save()
    assert not any("omebody" in text for text in everywhere(client, hidden).values())


def test_no_position_is_finer_than_a_tenth_of_a_degree(client: Client, benin: Region) -> None:
    partner = Partner(name="Partner 001", kind="foundation", state="checked", country="BJ")
    partner.latitude, partner.longitude = 9.83712, 1.54321
    partner.full_clean()
    partner.save()
    for address, text in everywhere(client, partner).items():
        assert "9.83" not in text and "1.54" not in text, address
    assert client.get(f"{API}/partner-001").json()["latitude"] == 9.8


def test_who_withdraws_is_gone_from_page_map_table_and_api_at_once(client: Client, benin: Region) -> None:
    gone, stays = make_partner(1), make_partner(2)
    before = client.get(MAP).headers["ETag"]
    assert client.get(MAP, HTTP_IF_NONE_MATCH=before).status_code == 304
    gone.state = "withdrawn"
    gone.save()
    assert counted(client, "") == [1]
    assert client.get(MAP, HTTP_IF_NONE_MATCH=before).status_code == 200
    assert client.get(f"{PAGE}{gone.external_id}/").status_code == 404
    assert client.get(f"{API}/{gone.external_id}").status_code == 404
    for address, text in everywhere(client, stays).items():
        assert "Partner 001" not in text, address


def test_who_only_applied_is_shown_to_nobody(client: Client, benin: Region) -> None:
    applied = make_partner(1, state="applied")
    assert not any("Partner 001" in text for text in everywhere(client, applied).values())
    assert PAGE not in [path for path, _query in links(get(client, "/en/land/"))]


def test_the_menu_leads_there_once_there_is_a_partner(client: Client, benin: Region) -> None:
    make_partner(1)
    assert PAGE in [path for path, _query in links(get(client, "/en/land/"))]


def test_a_region_leads_to_the_partners_of_its_countries(client: Client, benin: Region) -> None:
    make_partner(1)
    make_partner(2, country="ML", latitude=12.6, longitude=-8.0)
    (address,) = [
        f"{path}?region={query['region'][0]}"
        for path, query in links(get(client, "/en/benin/"), PAGE)
        if "region" in query
    ]
    assert shown(get(client, address)) == 1


def test_the_table_for_everybody_calculates_nothing(client: Client, benin: Region) -> None:
    make_partner(1, name="=HYPERLINK(1)", about_en="+1")
    text = client.get(CSV).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text and "'+1" in text
    assert text.splitlines()[0].startswith("external_id,name,kind") and "contact" not in text.splitlines()[0]


def test_programs_page_through_partners_of_a_country(client: Client, benin: Region) -> None:
    many(30)
    told = client.get(f"{API}?country=BJ&limit=5").json()
    assert told["count"] == Partner.objects.filter(country="BJ").count() and len(told["results"]) == 5
    follow = client.get(told["next"]).json()
    assert not {one["id"] for one in told["results"]} & {one["id"] for one in follow["results"]}
    assert client.get(f"{API}?country=benin").status_code == 422
