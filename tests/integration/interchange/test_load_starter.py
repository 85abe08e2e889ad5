"""The starter collection on a new site, and again on one that people work on."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Revision

from practices.models import Practice, RegionSection
from tests.examples.practice_record import practice_record
from tests.factories import make_home
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home() -> None:
    make_home()


def load(*arguments: str) -> str:
    said = io.StringIO()
    call_command("load_starter", *arguments, stdout=said)
    return said.getvalue().strip()


@pytest.mark.slow
def test_the_whole_collection_loads_once() -> None:
    load()
    practices = list(Practice.objects.all())
    assert len(practices) >= 6
    for practice in practices:
        assert practice.live
        assert practice.is_starter
        assert practice.zone_tags
        assert practice.drawing
        assert practice.citations.exists()
        for language in LANGUAGES:
            assert getattr(practice, f"name_{language}")
            assert all(getattr(step, f"text_{language}") for step in practice.steps.all())
    before = Revision.objects.count()
    assert load() == f"{len(practices)} unchanged"
    assert Revision.objects.count() == before


def test_regions_are_made_only_where_they_are_needed(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(practice_record()))
    load(str(tmp_path))
    region = RegionSection.objects.get()
    assert (region.slug, region.name_fr) == ("west-africa", "Afrique de l’Ouest")
    assert region.live
    assert "BF" in region.countries


def test_a_region_with_a_new_address_is_found_again(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(practice_record()))
    load(str(tmp_path))
    region = RegionSection.objects.get()
    region.slug = "sahel"
    region.save()
    assert load(str(tmp_path)) == "1 unchanged"
    assert RegionSection.objects.get().slug == "sahel"


def test_a_bad_record_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(practice_record()))
    (tmp_path / "half.json").write_text(
        json.dumps(practice_record(id="half", summary={"en": "Only English"}))
    )
    (tmp_path / "torn.json").write_text("{")
    with pytest.raises(CommandError) as refusal:
        load(str(tmp_path))
    message = str(refusal.value)
    assert "half.json, summary: The text in “fr” is missing." in message
    assert "torn.json: This file cannot be read" in message
    assert not Practice.objects.exists()
    assert not RegionSection.objects.exists()
