"""A database from before soil carbon was told row by row, brought up to date: in a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

UPGRADE = """
import json
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LAST = "0027_regions_propose_concepts"
call_command("migrate", "practices", LAST, verbosity=0)
old = MigrationExecutor(connection).loader.project_state([("practices", LAST)]).apps
Locale, Practice = old.get_model("wagtailcore", "Locale"), old.get_model("practices", "Practice")
Revision, Type = old.get_model("wagtailcore", "Revision"), old.get_model("contenttypes", "ContentType")
State = old.get_model("practices", "TranslationState")
kind, _ = Type.objects.get_or_create(app_label="practices", model="practice")
locale = Locale.objects.first() or Locale.objects.create(language_code="en")
names = ("soc_before_pct", "soc_after_pct", "soc_depth_cm", "soc_method", "soc_years")
told = {"told": (0.5, 0.4, 20, "Walkley-Black", 5), "bare": (None, None, None, "", None)}
for number, (slug, values) in enumerate(told.items(), start=1):
    columns = dict(zip(names, values))
    page = Practice.objects.create(
        path=f"0001000{number + 1}", depth=2, slug=slug, title=slug, draft_title=slug, locale=locale,
        content_type=kind, url_path=f"/{slug}/", live=True, place_name="Kopargo", external_id=slug, **columns,
    )
    State.objects.create(page_id=page.pk, language="en", state="current", digest="abc")
    for content in (columns, {**columns, "soc_after_pct": 0.9, "soc_method": ""}, {}):
        Revision.objects.create(
            content_type=kind, base_content_type=kind, object_id=str(page.pk), object_str=slug,
            created_at="2026-01-01T00:00Z", content={"pk": page.pk, "slug": slug, "title": slug, **content},
        )
call_command("migrate", verbosity=0)
from practices.models import Practice, TranslationState
from wagtail.models import Revision

def rows(page):
    return [
        [one.quantity, one.finding, one.before, one.after, one.depth_from_cm, one.depth_to_cm, one.years,
         one.method_fr or "", one.method_es or ""]
        for one in page.soil_carbon_measured.all()
    ]

found = {}
for page in Practice.objects.all():
    revisions = Revision.objects.filter(object_id=str(page.pk)).order_by("pk")
    found[page.slug] = {
        "row": rows(page),
        "versions": [rows(revision.as_object()) for revision in revisions],
        "same_row": page.slug == "told" and [
            one.pk == page.soil_carbon_measured.all()[0].pk
            for revision in revisions for one in revision.as_object().soil_carbon_measured.all()
        ],
        "old_columns": [name for revision in revisions for name in revision.content if name in names],
        "digest": TranslationState.objects.get(page=page.pk).digest,
    }
print(json.dumps(found))
"""
LOSS = ["carbon_content", "loss", 0.5, 0.4, None, 20, 5, "Walkley-Black", "Walkley-Black"]
GAIN = ["carbon_content", "gain", 0.5, 0.9, None, 20, 5, "", ""]
OF_A_DRAFT = ["carbon_content", "", None, 0.9, None, None, None, "", ""]


@pytest.mark.slow
def test_soil_carbon_becomes_a_row_in_every_version(tmp_path: Path) -> None:
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
    assert found["told"] == {
        "row": [LOSS],
        # The last version knows nothing of it, and shows what the page holds.
        "versions": [[LOSS], [GAIN], [LOSS]],
        "same_row": [True, True, True],
        "old_columns": [],
        "digest": "",
    }
    assert found["bare"]["row"] == [] and found["bare"]["old_columns"] == []
    # A draft of what is public without a measurement keeps its own.
    assert found["bare"]["versions"] == [[], [OF_A_DRAFT], []]
    assert found["bare"]["digest"] == "abc"
