"""A database from before agreements were two facts, brought up to date: in a database of its own."""

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

call_command("migrate", "practices", "0003_concepts", verbosity=0)
old = MigrationExecutor(connection).loader.project_state([("practices", "0003_concepts")]).apps
Locale, Practice = old.get_model("wagtailcore", "Locale"), old.get_model("practices", "Practice")
Revision, Type = old.get_model("wagtailcore", "Revision"), old.get_model("contenttypes", "ContentType")
kind, _ = Type.objects.get_or_create(app_label="practices", model="practice")
locale = Locale.objects.first() or Locale.objects.create(language_code="en")
rows = {"agreed": (True, False), "unasked": (False, False), "starter": (False, True)}
for number, (slug, (consent, is_starter)) in enumerate(rows.items(), start=1):
    told = {"consent": consent, "is_starter": is_starter, "contributor_name": "" if is_starter else "Awa"}
    page = Practice.objects.create(
        path=f"0001000{number + 1}", depth=2, slug=slug, title=slug, draft_title=slug, locale=locale,
        content_type=kind, url_path=f"/{slug}/", live=True, place_name="Kopargo", **told,
    )
    Revision.objects.create(
        content_type=kind, base_content_type=kind, object_id=str(page.pk), created_at="2026-01-01T00:00Z",
        object_str=slug, content={"pk": page.pk, "slug": slug, **told},
    )
call_command("migrate", "practices", verbosity=0)
from practices.models import Practice
from wagtail.models import Revision
columns = (
    "publication_agreed", "publication_agreed_on", "publication_text", "naming_agreed", "naming_text",
    "compiled_from_sources", "live",
)
found = {}
for page in Practice.objects.all():
    told = Revision.objects.get(object_id=str(page.pk)).content
    found[page.slug] = {
        "row": {name: getattr(page, name) for name in columns},
        "revision": {name: told[name] for name in columns if name in told},
        "public_name": page.public_name,
        "old_fact": "consent" in told,
    }
print(json.dumps(found))
"""


@pytest.mark.slow
def test_one_tick_meant_both_and_none_means_neither(tmp_path: Path) -> None:
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
    agreed = {
        "publication_agreed": True,
        "publication_text": "before-2026-11",
        "naming_agreed": True,
        "naming_text": "before-2026-11",
    }
    neither = {
        "publication_agreed": False,
        "publication_text": "",
        "naming_agreed": False,
        "naming_text": "",
    }
    always = {"publication_agreed_on": None, "live": True}
    assert found["agreed"]["row"] == {**agreed, **always, "compiled_from_sources": False}
    assert found["unasked"]["row"] == {**neither, **always, "compiled_from_sources": False}
    assert found["starter"]["row"] == {**neither, **always, "compiled_from_sources": True}
    assert found["agreed"]["revision"] == agreed
    assert found["unasked"]["revision"] == {}
    assert found["starter"]["revision"] == {"compiled_from_sources": True}
    assert [one["public_name"] for one in found.values()] == ["Awa", "", ""]
    assert not any(one["old_fact"] for one in found.values())
