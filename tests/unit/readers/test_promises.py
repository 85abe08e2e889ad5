"""What the pages call by a name is called so on the site."""

import json
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from readers.management.commands.load_pages import STARTER
from zones.vocabulary import LANGUAGES

QUOTED = {
    "en": re.compile(r"“(.+?)”"),
    "fr": re.compile(r"«\s*(.+?)\s*»"),
    "es": re.compile(r"«(.+?)»"),
}
# Names of the world outside, and the mark of an entry, which stands within a longer sentence.
NOT_OURS = {
    "4 per 1000",
    "4 pour 1000",
    "4 por 1000",
    *("starter entry", "fiche de départ", "ficha inicial", "Sin dato"),
}


def texts_of_the_site(language: str) -> set[str]:
    """Return every text of the site's own templates and forms in that language."""
    path = (
        settings.BASE_DIR / "locale" / ("fr" if language == "en" else language) / "LC_MESSAGES" / "django.po"
    )
    with path.open("rb") as file:
        catalogue = read_po(file)
    texts = [message.id if language == "en" else message.string for message in catalogue if message.id]
    return {text for text in texts if isinstance(text, str)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_words_that_pages_name_are_there(language: str) -> None:
    known = texts_of_the_site(language)
    pages = json.loads((STARTER / "pages.json").read_text(encoding="utf-8"))
    named = {
        name
        for page in pages
        for field in ("intro", "body")
        for name in QUOTED[language].findall(page[field][language])
    }
    assert len(named) > 8
    assert sorted(named - known - NOT_OURS) == []
