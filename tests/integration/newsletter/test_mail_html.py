"""The mail of an issue shows in the recorded mail programs, is small, and tells nobody who reads it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_django import Settings

from newsletter.content import EntryContent, IssueContent
from newsletter.rendering import mail_html, mail_text
from newsletter.sending import LARGEST_BYTES
from tests.html import parsed, said

pytestmark = pytest.mark.django_db
RECORDED: Final = json.loads((Path(__file__).parents[2] / "data" / "mail_clients.json").read_text())[
    "features"
]
# As old as mail itself, and so not in the table.
UNRECORDED: Final = {"html", "head", "meta", "title", "a", "br", "color"}
UNRECORDED_ATTRIBUTES: Final = {
    "href",
    "src",
    "alt",
    "class",
    "style",
    "border",
    "charset",
    "name",
    "content",
}
# What some programs do not know, and what the mail is there without it.
DISPENSABLE: Final = {
    "html-doctype": "only changes how widths are counted",
    "html-body": "its colours stand on the table inside it as well",
    "html-meta-color-scheme": "the light colours are set on each part",
    "html-style": "everything but the two media rules is inlined",
    "html-role": "a reader of the screen then says that it is a table",
    "html-lang": "a reader of the screen then speaks with another voice",
    "css-at-media": "the picture then stands beside the text on a telephone as well",
    "css-at-media-prefers-color-scheme": "the mail then stays light",
    "css-important": "it stands in the media rules alone",
    "css-border-radius": "corners are then square",
    "css-word-break": "a long address then makes the mail wider than the screen",
}
ELEMENTS: Final = {
    **dict.fromkeys(("table", "tbody", "tr", "td"), "html-table"),
    **dict.fromkeys(("h1", "h2"), "html-h1-h6"),
}
PROPERTIES: Final = {"display:none": "css-display-none", "font-family": "css-font"}
LONGHAND: Final = re.compile(r"^(padding|margin|border)-(top|right|bottom|left|color)$")


def entry(**fields: Any) -> EntryContent:
    values: dict[str, Any] = {
        "kind": "practice",
        "heading": "Zaï",
        "text": "Des trous.\n\nPuis du fumier,\net la pluie.",
        "language": "fr",
        "url": "https://example.org/fr/practices/zai/",
        "facts": ("Yatenga, Burkina Faso", "Chaud, sable", "Adopté", "Trop de travail."),
        "picture": "zai-yatenga",
        "picture_alt": "Des trous de semis",
        "note": "",
    }
    return EntryContent(**{**values, **fields})


def content(*entries: EntryContent, **fields: Any) -> IssueContent:
    values: dict[str, Any] = {
        "key": "2026-05",
        "language": "fr",
        "subject": "La lettre de mai",
        "preheader": "Trois essais avant les pluies",
        "intro": "Les pluies approchent.",
        "entries": entries or (entry(),),
        "archive_url": "https://example.org/fr/newsletter/2026-05/",
        "is_example": False,
    }
    return IssueContent(**{**values, **fields})


def whole() -> IssueContent:
    """Returns an issue with every kind of entry."""
    press = entry(
        kind="press", heading="Water", heading_language="en", picture="", facts=(), note="The Paper"
    )
    failed = entry(facts=("What did not work: work.",), language="en")
    return content(entry(), press, failed, entry(kind="question", picture=""), is_example=True)


def styles(html: str) -> Iterator[str]:
    """Yields each `property:value` of the mail, those of its media rules too."""
    page = parsed(html)
    blocks = [str(each["style"]) for each in page.find_all(style=True)]
    blocks += re.findall(r"\{([^{}]+)\}", " ".join(str(each.string) for each in page.find_all("style")))
    for block in blocks:
        for rule in filter(str.strip, block.split(";")):
            yield re.sub(r"\s", "", rule)


def features(html: str) -> set[str]:
    """Returns the features that a mail needs, as the table calls them."""
    page = parsed(html)
    found = {"html-doctype", "image-png"}
    for element in page.find_all(True):
        if element.name not in UNRECORDED:
            found.add(ELEMENTS.get(element.name, f"html-{element.name}"))
        found |= {f"html-{name}" for name in element.attrs if name not in UNRECORDED_ATTRIBUTES}
    for rule in styles(html):
        name, _colon, value = rule.partition(":")
        if "!important" in value:
            found.add("css-important")
        if name in UNRECORDED:
            continue
        name = LONGHAND.sub(r"\1", name)
        found.add(PROPERTIES.get(rule) or PROPERTIES.get(name) or f"css-{name}")
        found |= {f"css-unit-{unit}" for unit in re.findall(r"\d(px|em|rem|vw|vh)\b", value)}
    for media in re.findall(r"@media\s*\(([\w-]+)", html):
        found.add("css-at-media")
        if media.startswith("prefers"):
            found.add(f"css-at-media-{media}")
    if page.find("meta", attrs={"name": "color-scheme"}):
        found.add("html-meta-color-scheme")
    return found


def test_every_recorded_mail_program_knows_what_the_mail_needs() -> None:
    needed = features(mail_html(whole(), unsubscribe_url="https://example.org/stop/x/"))
    assert needed <= RECORDED.keys(), f"not recorded: {needed - RECORDED.keys()}"
    unknown = {
        feature: programs
        for feature in needed - DISPENSABLE.keys()
        if (
            programs := [
                name for name, row in RECORDED[feature].items() if name != "tested" and row[1] == "no"
            ]
        )
    }
    assert not unknown


def test_what_is_said_to_be_dispensable_is_used_and_not_known_everywhere() -> None:
    needed = features(mail_html(whole()))
    for feature in DISPENSABLE:
        assert feature in needed, feature
        assert any(row[1] in ("no", "partly") for name, row in RECORDED[feature].items() if name != "tested")


def test_the_lint_finds_what_no_old_program_knows() -> None:
    modern = mail_html(whole()).replace("display:block", "display:flex").replace("<p", "<svg><p", 1)
    assert "html-svg" in features(modern)
    assert "no" in [row[1] for name, row in RECORDED["html-svg"].items() if name != "tested"]


def test_eight_long_entries_are_small_enough_in_each_language() -> None:
    long = entry(
        text="Des trous gardent l’eau de pluie. " * 25, facts=tuple("Un fait. " * 20 for _each in range(4))
    )
    for language in ("en", "fr", "es"):
        html = mail_html(content(*[replace(long, language=language)] * 8, language=language))
        assert len(html.encode()) <= LARGEST_BYTES


def test_nothing_is_loaded_but_png_drawings_of_the_site(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://fields.example.org"
    html = mail_html(whole())
    page = parsed(html)
    pictures = page.find_all("img")
    assert pictures
    for picture in pictures:
        assert re.fullmatch(r"https://fields\.example\.org/static/[^?#]+\.png", str(picture["src"]))
        assert picture["alt"] and picture["width"] and picture["height"]
        assert re.search("background-color:.+;color:", str(picture["style"])), (
            "where it is blocked, alt is read"
        )
    assert not page.find_all(["script", "link", "iframe", "svg", "object", "form"])
    assert "url(" not in html and "@import" not in html and "@font-face" not in html


def test_styles_from_files_or_other_sites_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p{color:#123456}")
    text = f'<link rel="stylesheet" href="file://{secret}"><style>@import "file://{secret}";</style>'
    html = mail_html(content(entry(text=text, heading=text)))
    assert "#123456" not in html and not parsed(html).find_all("link")


def test_it_says_its_language_and_that_of_what_is_in_another() -> None:
    page = parsed(mail_html(whole()))
    assert page.html is not None and page.html["lang"] == "fr" and page.html["dir"] == "ltr"
    assert any("What did not work" in said(each) for each in page.find_all("table", lang="en"))
    assert "Water" in [said(each) for each in page.find_all("h2", lang="en")]
    assert said(page.find("div")) == "Trois essais avant les pluies", "the inbox shows it beside the subject"


def test_what_failed_has_its_own_bar_in_both_schemes() -> None:
    html = mail_html(whole())
    (bar,) = parsed(html).find_all("p", class_="failed")
    assert "work" in said(bar) and "border-left" in str(bar["style"])
    assert ".paper .failed{" in html.partition("prefers-color-scheme")[2]


def test_the_text_says_all_that_the_html_says() -> None:
    text = mail_text(whole(), unsubscribe_url="https://example.org/stop/x/")
    for words in (
        *("La lettre de mai", "Les pluies approchent.", "Zaï", "Puis du fumier,\net la pluie."),
        *("- Yatenga, Burkina Faso", "https://example.org/fr/practices/zai/", "The Paper"),
        *("\u00a0: https://example.org/fr/newsletter/2026-05/", "\u00a0: https://example.org/stop/x/"),
    ):
        assert words in text, words
    assert "<" not in text and "&" not in text
    assert "\n\n\n" not in text


def test_what_people_write_stays_text() -> None:
    html = mail_html(content(entry(heading="<script>x</script>", text='"><img src=x onerror=y>')))
    page = parsed(html)
    assert not page.find_all("script") and len(page.find_all("img")) == 1
    assert "<script>x</script>" in mail_text(content(entry(heading="<script>x</script>")))
