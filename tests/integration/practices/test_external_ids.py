"""The id under which machines know a practice: given once, by whatever way it came, and never changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Revision

from practices.external_ids import LONGEST, free_id
from practices.interchange.export import export
from practices.interchange.readers import Row
from practices.interchange.validator import validate
from practices.models import Practice
from practices.regions import Region
from tests.factories import make_practice

ROOT = Path(__file__).parents[3]


def test_the_first_save_gives_an_id_from_the_name(region: Region) -> None:
    first = make_practice(region.section, name_fr="Cordons pierreux")
    assert first.external_id == Practice.objects.get().external_id == "cordons-pierreux"
    again = make_practice(region.section, name_fr="Cordons pierreux")
    assert again.external_id == "cordons-pierreux-2"


def test_a_draft_without_a_name_gets_no_placeholder_for_ever(region: Region) -> None:
    drafts = [make_practice(region.section, live=False, name_en="") for _ in range(2)]
    ids = {draft.external_id for draft in drafts}
    assert len(ids) == 2
    assert not any("untitled" in one or one == draft.slug for one, draft in zip(ids, drafts, strict=True))
    drafts[0].name_en = "Half moons"
    drafts[0].save_revision().publish()
    assert Practice.objects.get(pk=drafts[0].pk).external_id in ids


@pytest.mark.parametrize("clean", [True, False])
def test_nobody_changes_it(region: Region, clean: bool) -> None:
    practice = make_practice(region.section)
    practice.external_id = "another"
    with pytest.raises(ValidationError):
        practice.save(clean=clean)
    practice.external_id = ""
    with pytest.raises(ValidationError):
        practice.save(clean=clean)
    assert Practice.objects.get().external_id == "stone-lines"


def test_a_new_address_or_name_leaves_it(region: Region) -> None:
    practice = make_practice(region.section)
    practice.slug, practice.name_en = "stone-rows", "Stone rows"
    practice.save_revision().publish()
    assert Practice.objects.get().external_id == "stone-lines"


def test_a_revision_from_before_there_were_ids_leaves_it(region: Region) -> None:
    practice = make_practice(region.section)
    revision = practice.save_revision()
    revision.content["external_id"] = ""
    revision.save()
    Revision.objects.get(pk=revision.pk).publish()
    assert Practice.objects.get().external_id == "stone-lines"


def test_copies_and_aliases_get_one_of_their_own(region: Region) -> None:
    practice = make_practice(region.section, live=False)
    practice.save_revision()
    copy = practice.copy(update_attrs={"slug": "neighbours"}, keep_live=False)
    alias = practice.create_alias(update_slug="elsewhere")
    assert len({practice.external_id, copy.external_id, alias.external_id} - {""}) == 3
    kept = alias.external_id
    practice.name_en = "Stone rows"
    practice.save_revision().publish()
    shown = Practice.objects.get(pk=alias.pk)
    assert (shown.name_en, shown.external_id) == ("Stone rows", kept)


@pytest.mark.database
@pytest.mark.parametrize("slug", ["x" * 200, "-".join(["long"] * 40), "With_Capitals-1"])
def test_every_id_is_one_that_records_may_have(region: Region, slug: str) -> None:
    practices = [make_practice(region.section, slug=slug, live=False), make_practice(region.section)]
    section = region.section
    section.refresh_from_db()
    other = free_id(practices[0].external_id, lambda made: made == practices[0].external_id)
    assert len(other) <= LONGEST and other != practices[0].external_id
    rows = [Row("one.json", 0, export(practice)) for practice in practices]
    assert validate(rows).problems == ()


UPGRADE = """
import json
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

call_command("migrate", "practices", "0007_submission", verbosity=0)
old = MigrationExecutor(connection).loader.project_state([("practices", "0007_submission")]).apps
Locale, Practice = old.get_model("wagtailcore", "Locale"), old.get_model("practices", "Practice")
kind, _ = old.get_model("contenttypes", "ContentType").objects.get_or_create(
    app_label="practices", model="practice"
)
locale = Locale.objects.first() or Locale.objects.create(language_code="en")
rows = [("/a/zai/", "zai", ""), ("/b/zai/", "zai", ""), ("/b/o/", "o", "zai-2"), ("/c/long/", "y" * 90, "")]
for number, (url_path, slug, external_id) in enumerate(rows, start=1):
    Practice.objects.create(
        path=f"0001000{number + 1}", depth=2, slug=slug, title=slug, draft_title=slug, locale=locale,
        content_type=kind, url_path=url_path, live=True, place_name="Kopargo", external_id=external_id,
    )
call_command("migrate", "practices", verbosity=0)
from practices.models import Practice
print(json.dumps({page.url_path: page.external_id for page in Practice.objects.all()}))
"""


@pytest.mark.slow
def test_practices_from_before_are_known_by_their_addresses(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kb.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'old.sqlite3'}",
        "TWINFIELDS_BOOTSTRAP": "off",
    }
    done = subprocess.run(
        [sys.executable, "-c", UPGRADE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {"/a/zai/": "zai", "/b/zai/": "zai-3", "/b/o/": "zai-2", "/c/long/": "y" * 72}
