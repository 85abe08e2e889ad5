"""A database from before a practice named its needs, brought up to date: in a database of its own."""

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

call_command("migrate", "practices", "0009_bounds_of_numbers", verbosity=0)
old = MigrationExecutor(connection).loader.project_state([("practices", "0009_bounds_of_numbers")]).apps
Locale, Practice = old.get_model("wagtailcore", "Locale"), old.get_model("practices", "Practice")
Revision, Type = old.get_model("wagtailcore", "Revision"), old.get_model("contenttypes", "ContentType")
kind, _ = Type.objects.get_or_create(app_label="practices", model="practice")
locale = Locale.objects.first() or Locale.objects.create(language_code="en")
for number, needs_frost in enumerate((True, False), start=1):
    slug = f"frost-{needs_frost}".lower()
    page = Practice.objects.create(
        path=f"0001000{number + 1}", depth=2, slug=slug, title=slug, draft_title=slug, locale=locale,
        content_type=kind, url_path=f"/{slug}/", live=True, place_name="Kopargo", external_id=slug,
        needs_frost=needs_frost,
    )
    for content in ({"needs_frost": needs_frost}, {"needs_frost": not needs_frost}, {}):
        Revision.objects.create(
            content_type=kind, base_content_type=kind, object_id=str(page.pk), object_str=slug,
            created_at="2026-01-01T00:00Z", content={"pk": page.pk, "slug": slug, "title": slug, **content},
        )
call_command("migrate", "practices", verbosity=0)
from practices.models import Practice
from wagtail.models import Revision
found = {}
for page in Practice.objects.all():
    revisions = Revision.objects.filter(object_id=str(page.pk)).order_by("pk")
    found[page.slug] = {
        "row": [one.to_json() for one in page.needs],
        "revisions": [[one.to_json() for one in revision.as_object().needs] for revision in revisions],
        "old_fact": any("needs_frost" in revision.content for revision in revisions),
    }
print(json.dumps(found))
"""
FROST = [{"need": "frost", "source": ""}]


@pytest.mark.slow
def test_needing_frost_becomes_a_need_in_every_version(tmp_path: Path) -> None:
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
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "frost-true": {"row": FROST, "revisions": [FROST, [], []], "old_fact": False},
        "frost-false": {"row": [], "revisions": [[], FROST, []], "old_fact": False},
    }
