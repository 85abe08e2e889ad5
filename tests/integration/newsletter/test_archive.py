"""Closed issues stand on the site for everybody, without what was taken off it since."""

import gzip

import pytest
from django.core.management import call_command
from django.test import Client

from kb.models import User
from newsletter.freezing import close
from newsletter.models import Issue
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.html import get, in_language, said
from tests.integration.newsletter.conftest import fill

MOST_BYTES = 14 * 1024


@pytest.fixture
def closed(editor: User, issue: Issue, zai: Practice, lines: Practice) -> Issue:
    for code, subject in (("en", "December"), ("fr", "Décembre"), ("es", "Diciembre")):
        setattr(issue, f"subject_{code}", subject)
    issue.intro_fr = "Bonjour,\nvoici le numéro."
    issue.save()
    fill(issue, editor, zai, lines)
    return close(issue, editor)


def test_an_issue_is_read_in_three_languages(client: Client, closed: Issue) -> None:
    for code, subject, heading in (
        ("en", "December", "Planting pits"),
        ("fr", "Décembre", "Zaï"),
        ("es", "Diciembre", "Hoyos de siembra"),
    ):
        page = get(client, f"/{code}/newsletter/{closed.slug}/")
        assert said(page.h1) == subject and heading in said(page.main)
        assert subject in said(get(client, f"/{code}/newsletter/").main)
    english = get(client, f"/en/newsletter/{closed.slug}/")
    assert any("Cordons pierreux" in each for each in in_language(english, "fr"))
    assert any("Bonjour," in each for each in in_language(english, "fr"))


def test_an_open_issue_is_nobodys_but_the_editors(client: Client, issue: Issue) -> None:
    assert client.get(f"/en/newsletter/{issue.slug}/").status_code == 404
    assert "No issue has come out yet" in said(get(client, "/en/newsletter/").main)


def test_the_menu_names_it_once_there_is_one(client: Client, region: Region, issue: Issue) -> None:
    assert "/en/newsletter/" not in str(get(client, "/en/ask/").header)
    issue.subject_en = "December"
    issue.save()
    close(issue, None)
    page = get(client, "/en/ask/")
    assert "/en/newsletter/" in str(page.header) and "/en/newsletter/" in str(page.footer)


def test_what_is_unpublished_is_gone_at_once(client: Client, closed: Issue, lines: Practice) -> None:
    address = f"/fr/newsletter/{closed.slug}/"
    before = client.get(address)
    assert "Cordons pierreux" in before.content.decode()
    lines.unpublish()
    after = client.get(address, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200 and "Cordons pierreux" not in after.content.decode()
    assert "Zaï" in after.content.decode()


def test_a_page_below_an_unpublished_region_is_gone_too(
    client: Client, closed: Issue, region: Region
) -> None:
    region.section.unpublish()
    assert "Zaï" not in client.get(f"/fr/newsletter/{closed.slug}/").content.decode()


def test_search_engines_find_the_issue(client: Client, closed: Issue) -> None:
    listed = client.get("/sitemap.xml").content.decode()
    for code in ("en", "fr", "es"):
        assert f"/{code}/newsletter/{closed.slug}/</loc>" in listed


def test_a_large_issue_stays_small_on_the_line(
    client: Client, region: Region, editor: User, issue: Issue
) -> None:
    practices = [
        factories.make_practice(
            region.section,
            name_fr=f"Pratique numéro {number}, avec un nom d’une longueur ordinaire",
            summary_fr=f"{number} : des phrases sur les pierres, l’eau, le fumier et le mil. " * 6,
            did_not_work_fr=f"{number} : creuser demande des bras que la famille n’a pas en mai. " * 3,
            drawing="zai-yatenga",
        )
        for number in range(12)
    ]
    issue.subject_fr = "Décembre"
    issue.save()
    fill(issue, editor, *practices)
    close(issue, editor)
    body = client.get(f"/fr/newsletter/{issue.slug}/").content
    assert len(gzip.compress(body, 6)) <= MOST_BYTES


def test_a_new_site_has_one_example_that_says_so(client: Client, region: Region) -> None:
    starter = factories.make_practice(region.section, name_fr="Zaï", name_en="Zai", is_starter=True)
    Practice.objects.filter(pk=starter.pk).update(external_id="zai-yatenga")
    for _start in range(2):
        call_command("load_example_issue", verbosity=0)
    (example,) = Issue.objects.all()
    for code, words in (
        ("en", "example, sent to nobody"),
        ("fr", "Zaï"),
        ("es", "no se envió a nadie"),
    ):
        assert words in said(get(client, f"/{code}/newsletter/{example.slug}/").main)
    assert "example" in said(get(client, "/en/newsletter/").main)
    assert "/newsletter/" not in client.get("/sitemap.xml").content.decode()


def test_without_starter_practices_there_is_no_example(region: Region) -> None:
    call_command("load_example_issue", verbosity=0)
    assert not Issue.objects.exists()
