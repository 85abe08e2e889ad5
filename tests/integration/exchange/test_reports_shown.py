"""What a practice's page says of others who tried it: how many, by kind of land, the nearest first."""

import re
import secrets
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchange.deciding import take_step
from exchange.models import Action, PracticeReports, Report
from exchange.sending import send
from exchange.stamps import Stamp
from practices.models import Practice
from practices.regions import Region
from tests import factories

SANDY = [["lat", "13.6"], ["lon", "-2.4"], ["texture", "sandy"]]
CLAY = [["lat", "13.6"], ["lon", "-2.4"], ["texture", "clay"]]
FAR = [["lat", "48.4"], ["lon", "1.5"], ["texture", "loamy"]]


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, slug="zai", latitude=13.6, longitude=-2.4)


def told(practice: Practice, *, publish: bool = True, **content: object) -> Report:
    values = {
        "practice": practice,
        "outcome": "worked",
        "since": "longer",
        "land_pairs": SANDY,
        "country": "BF",
        **content,
    }
    stamp = Stamp(secrets.token_hex(16), timedelta(seconds=9))
    report = send(Report, stamp, values, language=str(content.pop("language", "en"))).item
    if publish:
        take_step(report, Action.PUBLISHED)
    return report


def shown(client: Client, practice: Practice, query: str = "", language: str = "en", below: str = "") -> str:
    page = client.get(f"{factories.url_in(practice, language)}{below}?{query}")
    assert page.status_code == 200
    return page.content.decode()


def outcomes(html: str) -> list[str]:
    return re.findall(r'<article class="report"[^>]*>.*?<b>(.*?)</b>', html, re.DOTALL)


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Nobody has told us"), ("fr", "Personne"), ("es", "Nadie")]
)
def test_without_a_report_the_page_says_so_and_asks(
    client: Client, practice: Practice, language: str, sentence: str
) -> None:
    html = shown(client, practice, language=language)
    assert sentence in html
    assert "/zai/tried/" in html and "/peers/" not in html


def test_the_third_decided_report_of_one_land_makes_a_band(client: Client, practice: Practice) -> None:
    told(practice, outcome="worked")
    told(practice, outcome="stopped")
    third = told(practice, outcome="did_not_work", publish=False)
    assert 'class="bands"' not in shown(client, practice)
    take_step(third, Action.PUBLISHED)
    html = shown(client, practice)
    assert "1 kept it" in html and "2 stopped" in html
    assert "■</span>" in html and "□□</span>" in html
    assert re.search(r"<dt>Sandy soil, .* of growth, .* mm of rain</dt>", html)
    take_step(third, Action.HIDDEN)
    assert 'class="bands"' not in shown(client, practice)
    assert PracticeReports.objects.get().total == 2


def test_partly_counts_as_kept_and_the_page_says_so(client: Client, practice: Practice) -> None:
    for outcome in ("worked", "partly", "did_not_work"):
        told(practice, outcome=outcome)
    html = shown(client, practice)
    assert "2 kept it" in html and "1 stopped" in html
    assert "Kept: it worked, or partly" in html


def test_the_nearest_land_comes_first_even_if_it_failed(client: Client, practice: Practice) -> None:
    told(practice, outcome="did_not_work", land_pairs=SANDY)
    told(practice, outcome="worked", land_pairs=FAR)
    told(practice, outcome="partly", land_pairs=FAR)
    told(practice, outcome="stopped", land_pairs=CLAY)
    assert outcomes(shown(client, practice))[0] == "I stopped"  # without a land the newest
    near = shown(client, practice, "lat=13.6&lon=-2.4&texture=sandy")
    assert outcomes(near)[:2] == ["It did not work", "I stopped"]
    assert "like yours" in near
    assert "Read all 4" in near
    assert len(outcomes(near)) == 3


def test_a_report_is_in_its_own_language_and_never_in_another(client: Client, practice: Practice) -> None:
    told(practice, language="fr", changed="Près de l’eau, ça tient.")
    html = shown(client, practice)
    assert re.search(r'<div lang="fr">.*Près de l’eau', html, re.DOTALL) and "in French" in html
    assert (
        'lang="fr"'
        not in shown(client, practice, language="fr").partition('id="tried"')[2].partition("</section>")[0]
    )


def test_of_a_long_text_the_page_has_the_beginning_and_a_link(client: Client, practice: Practice) -> None:
    report = told(practice, changed="I dug a pit. " * 300)
    html = shown(client, practice)
    assert html.count("I dug a pit.") < 30
    assert f"peers/#report-{report.pk}" in html
    assert shown(client, practice, below="peers/").count("I dug a pit.") == 300


def test_nothing_of_it_enters_the_likeness(client: Client, practice: Practice) -> None:
    land = "lat=13.6&lon=-2.4&texture=sandy"
    before = re.findall(r"<dd>0[.,]\d+", shown(client, practice, land))
    for _number in range(5):
        told(practice, outcome="stopped")
    assert re.findall(r"<dd>0[.,]\d+", shown(client, practice, land)) == before


def test_the_position_of_nobody_is_shown(client: Client, practice: Practice) -> None:
    told(practice)
    html = shown(client, practice)
    assert "13.6" not in html.partition('id="tried"')[2].partition("</section>")[0]
    assert "A farmer in" in html


def test_all_are_read_page_by_page(client: Client, practice: Practice) -> None:
    for _number in range(23):
        told(practice)
    first, second = shown(client, practice, below="peers/"), shown(client, practice, "page=2", below="peers/")
    assert (len(outcomes(first)), len(outcomes(second))) == (20, 3)
    assert "Page 1 of 2" in first and "page=2" in first
    for wrong in ("page=3", "page=0"):
        assert client.get(f"{factories.url_in(practice, 'en')}peers/?{wrong}").status_code == 404
    assert client.get(f"{factories.url_in(practice, 'en')}peers/?page=x").status_code == 200


def test_five_hundred_reports_ask_two_questions_more(client: Client, practice: Practice) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client, practice, "lat=13.6&lon=-2.4&texture=sandy")
        return len(captured)

    queries()
    none = queries()
    report = told(practice, publish=False)
    Report.objects.bulk_create(
        Report(
            practice=practice,
            author=report.author,
            outcome="worked",
            since="longer",
            language="en",
            form_id=f"{number}",
            land_pairs=[["lat", f"{number % 80 / 10 + 8}"], ["lon", "1.5"], ["texture", "sandy"]],
            state="published",
        )
        for number in range(499)
    )
    # Each of another person: of one the newest counts.
    from exchange.models import Author

    authors = Author.objects.bulk_create(Author(language="en", code_hash=f"{n}") for n in range(499))
    for each, author in zip(Report.objects.filter(state="published"), authors, strict=True):
        Report.objects.filter(pk=each.pk).update(author=author)
    take_step(report, Action.PUBLISHED)
    assert PracticeReports.objects.get().total == 500
    assert queries() <= none + 1  # one is asked without any report, too


def test_of_many_kinds_of_land_the_page_has_those_like_the_readers(
    client: Client, practice: Practice
) -> None:
    places = [("13.6", "-2.4"), ("48.4", "1.5"), ("-1.3", "36.8")]
    for lat, lon in places:
        for texture in ("sandy", "clay"):
            for _each in range(3):
                told(practice, land_pairs=[["lat", lat], ["lon", lon], ["texture", texture]])
    near = shown(client, practice, "lat=48.4&lon=1.5&texture=clay")
    own = re.findall(
        r"<dt>(.*?)</dt>", shown(client, practice, "lat=48.4&lon=1.5&texture=clay", below="peers/")
    )
    few = re.findall(r"<dt>(.*?)</dt>", near[near.index('class="bands"') : near.index("Read all")])
    assert len(own) == 6 and len(few) == 4
    assert set(few) < set(own)
    assert any(band.startswith("Clay") for band in few)
