"""What readers are told of a translation: that its original changed since, or that a machine wrote it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from practices.freshness import EditKind
from practices.models import Practice, TranslationState
from practices.models.freshness import note_edit
from practices.regions import Region
from tests import factories
from tests.html import get, said


@pytest.fixture
def lines(region: Region) -> Practice:
    names = {"name_fr": "Cordons", "name_en": "Stone lines", "name_es": "Cordones"}
    page = factories.make_practice(region.section, slug="lines", **names)
    page.save_revision().publish()
    return Practice.objects.get(pk=page.pk)


def change_french(page: Practice, kind: EditKind) -> None:
    page.name_fr += " pierreux"
    page.edit_kind = kind
    page.save_revision().publish()
    TranslationState.objects.filter(page=page.pk, stale_since__isnull=False).update(
        stale_since=datetime(2026, 5, 4, tzinfo=UTC)
    )


@pytest.mark.parametrize("kind", [EditKind.TYPO, EditKind.MEDIUM])
def test_small_changes_are_for_translators_alone(
    region: Region, lines: Practice, client: Client, kind: EditKind
) -> None:
    change_french(lines, kind)
    assert "original changed" not in said(get(client, "/en/west-africa/lines/"))


def test_after_a_large_change_readers_of_other_languages_are_told_when(
    region: Region, lines: Practice, client: Client
) -> None:
    before = len(client.get("/fr/west-africa/lines/").content)
    change_french(lines, EditKind.MAJOR)
    note = "Translated from French; the original changed in May 2026."
    assert note in said(get(client, "/en/west-africa/lines/"))
    assert "2026." in said(get(client, "/es/west-africa/lines/").find("h1").find_next("p"))
    # Nothing is added where nothing is to be told.
    response = client.get("/fr/west-africa/lines/")
    assert len(response.content) - before < 200 and note.encode() not in response.content


def test_a_machines_text_says_so(region: Region, lines: Practice, client: Client) -> None:
    note_edit(lines.save_revision(), machine=["en"])
    lines.get_latest_revision().publish()
    assert "Translated by a machine" in said(get(client, "/en/west-africa/lines/"))
    assert "Translated by a machine" not in said(get(client, "/fr/west-africa/lines/"))
