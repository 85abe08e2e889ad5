"""A page in plain words with a sample of what it gets."""

from datetime import date

from django.utils.safestring import mark_safe

from practices.passages import Passage
from readers.presenters.network.explained import Explained, ExplainedPart
from readers.presenters.view_models import Source
from tests import html
from tests.unit.readers.showing import show

NOTHING = Passage("")
A_FIELD = Passage("A field")


def content(*parts: ExplainedPart, drawing_shows: Passage = A_FIELD) -> Explained:
    return Explained(
        title=Passage("What soil is"),
        drawing=mark_safe('<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'),
        drawing_shows=drawing_shows,
        parts=parts,
        sources=[Source("Suelos", lang="es", url="https://example.org/suelos", read_as="Read in full")],
        sources_read_on=date(2026, 11, 30),
    )


def test_a_page_in_plain_words_shows_only_what_it_has() -> None:
    listed = ExplainedPart(Passage("Ask"), NOTHING, [Passage("Who?"), Passage("When?")], is_numbered=True)
    told = ExplainedPart(NOTHING, Passage("Soil holds <water>."), [], is_numbered=False)
    page = html.parsed(show("components/explained", content=content(told, listed)))
    assert [html.said(each) for each in page.find_all("h2")] == ["Ask", "Who says so"]
    assert "Soil holds <water>." in html.said(page)
    assert page.ol is not None
    assert [html.said(each) for each in page.ol.find_all("li")] == ["Who?", "When?"]
    assert html.in_language(page, "es") == ["Suelos"]
    assert page.svg is not None


def test_what_is_told_in_another_language_says_so() -> None:
    told = ExplainedPart(NOTHING, Passage("La tierra", "es"), [Passage("Agua", "es")], is_numbered=False)
    shown = show("components/explained", content=content(told, drawing_shows=Passage("Un campo", "es")))
    page = html.parsed(shown)
    (drawing,) = page.find_all(attrs={"role": "img"})
    assert (drawing["aria-label"], drawing["lang"]) == ("Un campo", "es")
    assert {"La tierra", "Agua"} <= set(html.in_language(page, "es"))
