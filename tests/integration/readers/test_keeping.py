"""A practice is kept and sent on: what goes out names the practice and the language, and no land unasked."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import Tag
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from practices import drawings
from practices.models import Practice, PracticeStep
from practices.regions import Region
from readers.kept_file import LARGEST, kept_html
from readers.presenters.practice.keeping import sms_text
from readers.presenters.practice.short_message import BASIC, EXTENDED, LONGEST, gsm_length
from tests import factories
from tests.html import controls, get, link, parsed, said
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db
LAND = "place=2394822&place_name=Copargo&texture=sandy"
OF_THE_LAND = ("2394822", "Copargo", "sandy")


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(
        region.section,
        name_en="Zaï: planting pits",
        name_fr="Zaï : des trous avec du fumier",
        did_not_work_en="Too little manure.",
        drawing="zai-yatenga",
        contributor_name="Awa Example",
    )


def keep_page(client: Client, practice: Practice, language: str = "en", query: str = "") -> Tag:
    return get(client, f"{factories.url_in(practice, language)}keep/?{query}")


def sent(page: Tag) -> list[str]:
    """What leaves the phone by any of the ways on the page."""
    main = page.find("main")
    assert main is not None
    leading_out = main.find_all("a", href=re.compile("^(sms:|https://wa.me)"))
    links = [unquote(str(each["href"])) for each in leading_out]
    assert len(links) == len(("WhatsApp", "SMS"))
    address = main.find(id="address")
    kept = main.find("a", download=True)
    assert address is not None and kept is not None
    return [*links, said(address), str(kept["href"])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_control_on_the_practice_leads_to_all_ways(
    language: str, client: Client, practice: Practice, settings: Settings
) -> None:
    page = get(client, factories.url_in(practice, language))
    (control,) = (each for each in page.find_all("a", href=True) if "/keep/" in str(each["href"]))
    shown = get(client, str(control["href"]))
    whatsapp, sms, address, file = sent(shown)
    assert address == f"{settings.WAGTAILADMIN_BASE_URL}{factories.url_in(practice, language)}"
    assert address in whatsapp
    short = urlsplit(re.findall(r"http\S+", sms)[0]).path
    assert client.get(short)["Location"] == factories.url_in(practice, language)
    assert client.get(file).status_code == 200
    (sign,) = (each for each in shown.find_all("svg") if each.find("title"))
    assert sign.title.string


def test_the_land_goes_along_only_where_that_was_ticked(client: Client, practice: Practice) -> None:
    plain = keep_page(client, practice, query=LAND)
    (tick,) = controls(plain, "with_land")
    assert not tick.has_attr("checked")
    assert not [text for text in sent(plain) for word in OF_THE_LAND if word in text]
    ticked = keep_page(client, practice, query=f"{LAND}&with_land=1")
    assert all(word in text for text in sent(ticked)[:3] for word in OF_THE_LAND)
    assert not [word for word in OF_THE_LAND if word in sent(ticked)[3]]
    assert not controls(keep_page(client, practice), "with_land"), "nothing is known that could go along"


def test_of_a_land_that_does_not_fit_the_place_goes_into_the_sms(client: Client, practice: Practice) -> None:
    told = "rooting_depth=51_80&organic_matter=low&water_supply=rainfed&system=annual_crops"
    long = f"{LAND}&{told}&with_land=1"
    page = keep_page(client, practice, query=long)
    assert "organic_matter" in sent(page)[2]
    (sms,) = (str(each["href"]) for each in page.find_all("a", href=re.compile("^sms:")))
    (text,) = parse_qs(sms.partition("?")[2])["body"]
    assert "planting pits" in text
    assert "place=2394822" in text and "organic_matter" not in text
    assert gsm_length(text) <= LONGEST
    assert "only the place" in said(page.find("main"))


def test_a_short_address_speaks_the_readers_language_and_hides_what_is_hidden(
    client: Client, practice: Practice
) -> None:
    short = "/" + re.findall(r"/(p/\w+)/en", said(keep_page(client, practice)))[0]
    for language in LANGUAGES:
        answer = client.get(short, headers={"Accept-Language": language})
        assert answer["Location"] == factories.url_in(practice, language)
        assert "Accept-Language" in answer["Vary"]
    assert client.get(f"{short}?{LAND}&utm_source=x")["Location"].endswith(f"?{LAND}")
    for wrong in ("/p/zzzzzzzzzzzzzzzz", "/p/-1", "/p/!", f"{short}/de", "/p/1"):
        assert client.get(wrong).status_code == 404, wrong
    practice.unpublish()
    path = factories.url_in(practice, "en")
    for address in (short, f"{path}keep/", f"{path}keep.html"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kept_file_is_whole_and_asks_nobody(language: str, client: Client, practice: Practice) -> None:
    answer = client.get(f"{factories.url_in(practice, language)}keep.html")
    assert answer["Content-Disposition"] == f'attachment; filename="{practice.slug}-{language}.html"'
    page = parsed(answer)
    assert page.html is not None and page.html["lang"] == language
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert not page.find_all(["script", "link", "iframe", "object", "form"])
    (picture,) = page.find_all("img")
    drawn = unquote(str(picture["src"]).removeprefix("data:image/svg+xml,"))
    file = drawings.file_of("zai-yatenga")
    assert file is not None and drawn == file.read_text()
    words = said(page.find("body"))
    assert "Too little manure." in words
    assert "CC BY 4.0" in words
    assert "Awa Example" not in words, "nobody agreed to be named"
    assert link(page, factories.url_in(practice, language)).endswith(factories.url_in(practice, language))


def test_drawings_give_way_before_words(practice: Practice) -> None:
    practice.steps = [
        PracticeStep(text_en=f"{number} " + "dig " * 400, drawing="mucuna-mono-benin", sort_order=number)
        for number in range(8)
    ]
    practice.save()
    html = kept_html(Practice.objects.get(pk=practice.pk), "/en/west-africa/zai/")
    assert len(html.encode()) <= LARGEST
    assert html.count("dig dig dig") and all(f"<p>{number} dig" in html for number in range(8))
    assert 1 <= html.count("data:image") < 9


def test_every_starter_practice_fits_into_one_sms_and_30_kb(
    region: Region,
) -> None:
    call_command("load_pages", verbosity=0)
    factories.load_collection()
    practices = Practice.objects.public().prefetch_related("steps", "impacts", "citations")
    shown = [one for one in practices if one.is_starter]
    assert len(shown) > 30
    for language in LANGUAGES:
        with translation.override(language):
            for one in shown:
                text = sms_text(one)
                assert gsm_length(text) <= LONGEST, text
                assert set(text) <= BASIC | EXTENDED, text
                html = kept_html(one, one.get_url() or "")
                assert len(html.encode()) <= LARGEST, one.slug
