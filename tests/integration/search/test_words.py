"""Words on the page and through the service: found, corrected, relaxed, marked, and never a server error."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import brotli
import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from practices.models import Practice, PracticeStep
from practices.regions import Region
from search import service
from search.engines.base import Selection
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.text_index import FOLDER
from search.engines.registry import embedded_engine, embedded_writer
from search.indexing.documents import public_documents
from search.indexing.worker import repair
from search.suggestions import suggestions
from tests import factories
from tests.html import controls, get, in_language, link, links, said
from zones.land import Land
from zones.land_reading import read_land
from zones.vocabulary import LANGUAGES

Work = Callable[[], None]

HOSTILE = [
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "{% load x %}",
    "' OR 1=1 --",
    '"; DROP TABLE x; --',
    "title:*",
    "zone:Aw",
    "+a -b",
    "a AND OR NOT b",
    "(((((",
    ")))))",
    "[a TO z]",
    "~~~2",
    "^^5",
    "*",
    "?",
    "\\",
    "\\\\\\",
    "/etc/passwd",
    "../../..",
    "%00",
    "\ud83d\ude00",
    "😀😀😀",
    "\u202eerunam",
    "\ufeffmanure",
    "a\u0301" * 50,
    "ا" * 300,
    "土壌" * 200,
    "manure\nSet-Cookie: x=1",
    "\t\t\t",
    " " * 500,
    '"' * 99,
    '"manure',
    "“manure« pits”",
    "''''",
    "m" * 10_000,
    "manure " * 1_400,
    "%E9%FF",
    "&amp;#60;",
    "AND",
    "null",
    "-1",
    "1e999",
    "ß ﬁ Ǆ ½ ²",
    "\u0130\u0131",
]


@pytest.fixture
def zai(region: Region, work: Work) -> Practice:
    practice = factories.make_practice(
        region.section,
        name_en="Planting pits with manure",
        name_fr="Trous de semis avec du fumier",
        summary_en="Manure goes into each pit before the rains.",
        summary_fr="On met du fumier dans chaque trou avant les pluies.",
        local_names="zaï, tassa",
        place_name="Yatenga",
        country="BF",
    )
    work()
    return practice


@pytest.fixture
def terraces(region: Region, work: Work) -> Practice:
    practice = factories.make_practice(
        region.section,
        name_en="Stone terraces",
        summary_en="Walls of stone hold the soil on the slope.",
        did_not_work_en='Cattle <b>broke</b> the "walls" & the terrace.',
        outcome="mixed",
    )
    practice.steps = [PracticeStep(text_en="Lay the biggest boulders first.")]
    practice.save_revision().publish()
    work()
    return practice


def slugs(words: str, language: str = "en", **selection: object) -> list[int]:
    answer = service.match(
        read_land({})[0],
        Selection(words=words, language=language, **selection),  # type: ignore[arg-type]
    )
    return [] if answer.relaxed else [result.practice.pk for result in answer.results]


# --- found, and fresh ---------------------------------------------------------------------------------


def test_what_is_published_is_found_by_its_words_and_gone_when_withdrawn(
    terraces: Practice, work: Work
) -> None:
    assert slugs("terrace wall") == slugs("boulders") == [terraces.pk]
    terraces.unpublish()
    work()
    assert slugs("boulders") == []


def test_new_words_replace_old_ones_when_an_edit_is_published(terraces: Practice, work: Work) -> None:
    terraces.summary_en = "Hedges hold the soil."
    revision = terraces.save_revision()
    work()
    assert slugs("hedge") == []
    revision.publish()
    work()
    assert slugs("hedge") == [terraces.pk]
    assert (
        service.match(Land(), Selection(words="walls", language="en")).results[0].practice.pk == terraces.pk
    ), "still in another text"


def test_a_french_reader_finds_an_english_record_by_its_local_name(region: Region, work: Work) -> None:
    practice = factories.make_practice(
        region.section, name_en="Pits", summary_en="Pits hold water.", local_names="towalen"
    )
    work()
    answer = service.match(Land(), Selection(words="towalèn", language="fr"))
    assert [result.practice.pk for result in answer.results] == [practice.pk]


def test_a_passage_in_another_language_says_so(terraces: Practice, client: Client) -> None:
    page = get(client, "/fr/practices/?q=boulders")
    assert "Lay the biggest boulders first." in in_language(page, "en")
    assert [said(mark) for mark in page.find_all("mark")] == ["boulders"]


def test_highlights_are_escaped_before_they_are_marked(terraces: Practice, client: Client) -> None:
    page = get(client, "/en/practices/?q=broke+cattle")
    assert 'Cattle <b>broke</b> the "walls" & the' in said(page)
    assert [said(mark) for mark in page.find_all("mark")] == ["Cattle", "broke"]


# --- corrected, relaxed ---------------------------------------------------------------------------------


def test_a_typo_is_corrected_and_said_and_can_be_refused(zai: Practice, client: Client) -> None:
    answer = service.match(Land(), Selection(words="manuer pits", language="en"))
    assert answer.words is not None
    assert answer.words.corrections == (("manuer", "manure"),)
    page = get(client, "/en/practices/?q=manuer+pits")
    assert "Searched for “manure pits” instead of “manuer pits”." in said(page)
    refused = said(get(client, link(page, "Search for “manuer pits”")))
    assert "instead of" not in refused
    assert "Did you mean:" in refused


def test_a_short_word_is_never_taken_for_another(zai: Practice, client: Client) -> None:
    answer = service.match(Land(), Selection(words="piits", language="en"))
    assert answer.words is not None
    assert (answer.relaxed, answer.words.corrections, answer.words.did_you_mean) == ("words", (), "")


def test_a_guess_that_would_show_much_of_the_collection_is_only_offered(
    zai: Practice, terraces: Practice, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr("search.query_rewriting.FEW_GUESSED", 0)
    answer = service.match(Land(), Selection(words="manuer", language="en"))
    assert answer.words is not None
    assert (answer.relaxed, answer.words.corrections, answer.words.is_fuzzy) == ("words", (), False)
    assert service.ids_with_words("manuer", "en", 10) == []
    page = get(client, "/en/practices/?q=manuer")
    assert "Did you mean:" in said(page)


def test_words_that_nobody_wrote_leave_a_useful_page(zai: Practice, client: Client) -> None:
    answer = service.match(Land(), Selection(words="xylophone", language="en"))
    assert (answer.relaxed, answer.total) == ("words", 1)
    page = client.get("/en/practices/?q=xylophone").content.decode()
    assert "Nothing was found for “xylophone”" in page
    assert "Planting pits with manure" in page


def test_some_of_the_words_are_better_than_none(zai: Practice, terraces: Practice) -> None:
    answer = service.match(Land(), Selection(words="manure boulders", language="en"))
    assert answer.relaxed == "some_words"
    assert {result.practice.pk for result in answer.results} == {zai.pk, terraces.pk}


def test_a_filter_in_the_way_is_named(zai: Practice, client: Client) -> None:
    page = client.get("/en/practices/?q=manure&only_outcome=mixed").content.decode()
    assert "“How it went” was left out." in page
    assert "Planting pits with manure" in page


# --- the page -------------------------------------------------------------------------------------------


def test_words_travel_with_everything_on_the_page(zai: Practice, terraces: Practice, client: Client) -> None:
    words = ["stone manure pit"]
    page = get(client, "/en/practices/?q=stone+manure+pit&sort=words&lat=13.5&lon=-2.4&texture=sandy")
    assert words[0] in [box.get("value") for box in controls(page, "q")]
    french = [query for _, query in links(page, "/fr/practices/")]
    assert any(query.get("q") == words and query.get("sort") == ["words"] for query in french), (
        "another language"
    )
    asked = [query for _, query in links(page, "/en/practices/") if query.get("crops") == ["maize"]]
    assert asked and all(query.get("q") == words for query in asked), "one more answer"
    assert "Words first" in map(said, page.find_all(attrs={"aria-current": "true"}))
    assert link(page, "Land and words")
    filters = get(client, "/en/practices/?q=stone+manure")
    hidden = [box.get("value") for box in controls(filters, "q") if box.get("type") == "hidden"]
    assert "stone manure" in hidden


def test_a_place_that_is_not_sure_keeps_the_words(zai: Practice, client: Client) -> None:
    sure = client.get("/en/practices/?q=manure&place=Ouagadougou")
    assert "q=manure" in sure["Location"]
    unknown = client.get("/en/practices/?q=manure&place=Xqzwv").content.decode()
    assert 'name="q" value="manure"' in unknown


def test_words_are_kept_while_no_index_answers(
    region: Region, settings: Settings, tmp_path: Path, client: Client
) -> None:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "none"}
    response = client.get("/en/practices/?q=manure")
    assert response.status_code == 503
    assert "q=manure" in response.content.decode(), "the other languages at least"


def test_the_command_takes_words(zai: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("match", "--words", "fumeir", "--language", "fr")
    explained = json.loads(capsys.readouterr().out)
    assert explained["words"]["corrections"] == [["fumeir", "fumier"]]
    found = explained["results"][0]
    assert (found["id"], found["slug"]) == (zai.external_id, zai.slug)


# --- suggestions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_suggestions_is_small_and_spares_a_second_load(
    zai: Practice, terraces: Practice, client: Client, language: str
) -> None:
    first = client.get(f"/{language}/practices/words.json", headers={"accept-encoding": "br"})
    words = (
        json.loads(brotli.decompress(first.content)) if first.has_header("Content-Encoding") else first.json()
    )
    assert len(first.content) <= 6000
    assert len(words) == len(set(words)) > 10
    again = client.get(f"/{language}/practices/words.json", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_suggestions_follow_the_index(zai: Practice, work: Work) -> None:
    assert {"zaï", "Trous de semis avec du fumier"} <= set(suggestions("fr").entries)
    zai.unpublish()
    work()
    assert "zaï" not in suggestions("fr").entries


def test_suggestions_stop_where_the_file_is_full(
    zai: Practice, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    monkeypatch.setattr("search.suggestions.MOST_BYTES", 100)
    embedded_writer().rebuild(public_documents())
    assert 0 < len(suggestions("en").entries) < 20


# --- damage ---------------------------------------------------------------------------------------------


def damaged_generation(root: Path, damage: Callable[[Path], None]) -> None:
    """A next generation whose texts are damaged, in charge."""
    whole = root / (root / "CURRENT").read_text()
    damaged = root / "90000000-damaged"
    shutil.copytree(whole, damaged)
    damage(damaged / FOLDER)
    (root / "CURRENT").write_text(damaged.name)


def truncate(folder: Path) -> None:
    segment = next(folder.glob("*.term"))
    segment.write_bytes(segment.read_bytes()[:-20])


def replace_meta(folder: Path) -> None:
    (folder / "meta.json").write_text('{"segments": [], "schema": []}')


def remove(folder: Path) -> None:
    next(folder.glob("*.store")).unlink()


def scribble(folder: Path) -> None:
    fast = next(folder.glob("*.fast"))
    content = bytearray(fast.read_bytes())
    content[: len(content) // 2] = b"\xff" * (len(content) // 2)
    fast.write_bytes(content)


@pytest.mark.parametrize("damage", [truncate, replace_meta, remove, scribble])
def test_damaged_texts_are_rebuilt_while_the_old_generation_answers(
    zai: Practice, settings: Settings, damage: Callable[[Path], None]
) -> None:
    root = Path(settings.SEARCH["INDEX_DIR"])
    damaged_generation(root, damage)
    answer = service.match(Land(), Selection(words="manure", language="en"))
    assert [result.practice.pk for result in answer.results] == [zai.pk]
    assert answer.degraded
    newcomer = EmbeddedEngine(root)
    assert newcomer.count() == 1
    assert repair(embedded_writer())
    assert not repair(embedded_writer(), whole=True)
    answer = service.match(Land(), Selection(words="manure", language="en"))
    assert [result.practice.pk for result in answer.results] == [zai.pk]
    assert not answer.degraded
    assert embedded_engine().is_current


# --- bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_get_a_useful_page(zai: Practice, client: Client, language: str) -> None:
    assert len(HOSTILE) >= 40
    for text in HOSTILE:
        query = urlencode({"q": text.encode("utf-8", "surrogatepass")})
        response = client.get(f"/{language}/practices/?{query}")
        assert response.status_code == 200, text
        body = response.content.decode()
        assert "<script>alert" not in body
        assert "onerror=alert(1)>" not in body
        assert "fumier" in body or "manure" in body, "there is always something to read"


parameters = st.dictionaries(
    st.sampled_from(
        [
            "q",
            "sort",
            "page",
            "place",
            "lat",
            "lon",
            "texture",
            "land_use",
            "only_outcome",
            "only_zone",
            "rain",
            "x",
        ]
    ),
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["manure", "sandy", "words", "adopted", "mixed", "1", "2", "9.7", "any", "nan", "sub_humid-hot"]
        ),
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(LANGUAGES), parameters)
def test_no_address_is_a_server_error(
    zai: Practice, client: Client, language: str, query: dict[str, str]
) -> None:
    encoded = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in query.items()})
    assert client.get(f"/{language}/practices/?{encoded}").status_code < 500
