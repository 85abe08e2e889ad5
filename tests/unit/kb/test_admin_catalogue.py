"""The catalogue of what the admin brings along: whole, with its placeholders, and nothing beyond need."""

from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from kb import catalogues
from kb.admin.late_texts import NOT_CREATED

OURS = [path for path in catalogues.every_path() if "admin" in path.parts]
THEIRS = Path(wagtail.__file__).parent


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


@pytest.mark.parametrize("path", OURS, ids=str)
def test_a_text_is_one_of_the_admin_that_has_no_translation(path: Path) -> None:
    language = path.parts[-3]
    lacking = set()
    for source in THEIRS.rglob("locale/en/LC_MESSAGES/django.po"):
        own = source.parents[2] / language / "LC_MESSAGES" / "django.po"
        translated = read(own) if own.exists() else Catalog()
        for wanted in read(source):
            message = translated.get(wanted.id, wanted.context)
            if message is None or not catalogues.is_complete(message) or message.fuzzy:
                lacking.add((catalogues.parts(wanted.id), wanted.context))
    for message in read(path):
        if message.id:
            assert (catalogues.parts(message.id), message.context) in lacking
            assert catalogues.is_complete(message)
            assert not catalogues.stray_placeholders(message), message.id


def test_the_admin_speaks_spanish_where_its_own_catalogue_does_not() -> None:
    with translation.override("es"):
        assert gettext("View latest version") == "Ver la última versión"


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_refused_form_is_told_in_plain_words(language: str) -> None:
    with translation.override(language):
        assert "valida" not in gettext(NOT_CREATED).lower()
