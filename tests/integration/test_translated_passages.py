"""What a reader sees of a record that is not told in every language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from media.models import Image
from practices.models import Practice, PracticeStep, RegionSection, passage
from tests import factories


@pytest.fixture
def section(db: None) -> RegionSection:
    return factories.make_region().section


def test_a_passage_says_in_which_language_it_is(section: RegionSection) -> None:
    page = factories.make_practice(section, name_fr="Cordons", summary_es="Piedras", problem_en="")
    assert passage(page, "name", "fr") == ("Cordons", None)
    assert passage(page, "name", "en") == ("Cordons", "fr")
    assert passage(page, "summary", "fr") == ("Piedras", "es")
    assert passage(page, "problem", "fr") == ("", None)
    with translation.override("es"):
        assert page.passage("name") == ("Cordons", "fr")
    with translation.override("de"):
        assert page.passage("summary") == ("Piedras", "es")


@pytest.mark.database
@pytest.mark.parametrize("blank", ["\u200b", "\u2800", "\u3164\u115f\u1160\uffa0", "\ufeff \u00ad"])
def test_a_text_that_cannot_be_seen_gives_way_to_another_language(
    section: RegionSection, client: Client, blank: str
) -> None:
    page = factories.make_practice(
        section, name_en="Heap", name_fr=blank, summary_en="A heap", summary_fr=blank, summary_es="Un montón"
    )
    page.steps = [PracticeStep(text_en="Dig", text_fr=blank, when_fr=blank)]
    page.save()
    step = page.steps.get()
    assert (page.name_fr, page.summary_fr, step.text_fr, step.when_fr) == ("", "", "", "")
    # Rows that were stored before this was seen to.
    Practice.objects.filter(pk=page.pk).update(name_fr=blank, summary_fr=blank)
    PracticeStep.objects.filter(pk=step.pk).update(text_fr=blank)
    html = BeautifulSoup(client.get(f"/fr/west-africa/{page.slug}/").content, "html.parser")
    assert [one.text for one in html.select("h1 [lang=en]")] == ["Heap"]
    assert {"A heap", "Dig"} <= {one.text.strip() for one in html.select("[lang=en]")}
    image = Image(alt_text_en="A heap of straw", alt_text_fr=blank)
    with translation.override("fr"):
        assert image.default_alt_text == "A heap of straw"
