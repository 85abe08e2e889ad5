"""An editor sees an issue as its readers will: by language, width, dark, without pictures, as text."""

import pytest
from django.test import Client

from kb.models import User
from newsletter.models import Issue
from practices.models import Practice
from tests.html import get, parsed, said
from tests.integration.newsletter.conftest import address, fill


@pytest.fixture
def filled(editor: User, issue: Issue, zai: Practice) -> Issue:
    issue.subject_fr, issue.intro_fr = "Décembre", "Bonjour,"
    issue.save()
    fill(issue, editor, zai)
    return issue


@pytest.mark.parametrize(("language", "heading"), [("en", "Planting pits"), ("fr", "Zaï"), ("es", "Hoyos")])
def test_each_language_is_seen_at_both_widths(
    desk: Client, filled: Issue, language: str, heading: str
) -> None:
    for width in ("360", "600"):
        page = get(desk, address(filled, f"preview/?language={language}&width={width}"))
        frame = page.find("iframe")
        assert frame is not None and frame["width"] == width  # type: ignore[index]
        mail = desk.get(str(frame["src"]))  # type: ignore[index]
        assert heading in mail.content.decode()
        assert parsed(mail).html["lang"] == language  # type: ignore[index]
        assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_dark_without_pictures_and_as_text(desk: Client, filled: Issue) -> None:
    mail = address(filled, "preview/mail/?language=fr&look=")
    light, dark = (desk.get(f"{mail}{look}").content.decode() for look in ("light", "dark"))
    assert "prefers-color-scheme: dark" in light and "prefers-color-scheme: dark" not in dark
    picture = parsed(desk.get(f"{mail}no-pictures")).img
    assert picture is not None and not picture.get("src") and picture["alt"]
    text = said(get(desk, address(filled, "preview/?language=fr&look=text")).pre)
    assert "Décembre" in text and "Zaï" in text and "<" not in text


def test_an_unknown_choice_shows_the_first(desk: Client, filled: Issue) -> None:
    assert get(desk, address(filled, "preview/?language=xx&width=9&look=y")).iframe is not None
