"""What the system check says of a language, and a site with one more."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kb.language_checks import lacks, languages_are_complete
from zones import languages
from zones.languages import Language

ROOT = Path(__file__).parents[3]
PORTUGUESE = Language(
    code="pt",
    name="Português",
    english_name="Portuguese",
    note="in Portuguese",
    babel_locale="pt",
    stemmer="portuguese",
    stop_words=frozenset({"de", "e", "o"}),
)


def test_nothing_is_missing_for_the_languages_there_are() -> None:
    assert languages_are_complete(None) == []


def test_the_check_names_what_a_new_language_lacks() -> None:
    said = {
        message.id: message.msg for message in lacks(replace(PORTUGUESE, stemmer="", stop_words=frozenset()))
    }
    assert set(said) == {f"languages.W00{number}" for number in range(1, 6)}
    assert "locale/pt/LC_MESSAGES/django.po" in said["languages.W001"]
    columns = [message.msg for message in lacks(PORTUGUESE) if message.id == "languages.W002"]
    assert len(columns) == 5, "media, network, newsletter, practices, readers"
    assert any("practice.did_not_work_pt" in message for message in columns)


@pytest.mark.parametrize(
    ("changes", "number"),
    [({"code": "ptb"}, "E001"), ({"babel_locale": "xx"}, "E002"), ({"stemmer": "portugese"}, "E003")],
)
def test_the_check_refuses_what_cannot_be(changes: dict[str, str], number: str) -> None:
    language = replace(languages.BY_CODE["fr"], **changes)
    assert f"languages.{number}" in {message.id for message in lacks(language)}


ONE_MORE = """
import json
from zones import languages
languages.ALL = (*languages.ALL, languages.Language(
    code="pt", name="Português", english_name="Portuguese", note="in Portuguese", babel_locale="pt",
))
languages.BY_CODE = {one.code: one for one in languages.ALL}
languages.CODES = tuple(languages.BY_CODE)
import sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from practices.models import Practice
quiet = {"verbosity": 0}
call_command("migrate", **quiet)
call_command("sync_translation_fields", interactive=False, **quiet)
call_command("load_pages", **quiet)
call_command("load_thesaurus", **quiet)
call_command("load_starter", sys.argv[1], **quiet)
practice = Practice.objects.get()
practice.name_pt = "Covas de plantio zaï"
practice.save_revision().publish()
call_command("rebuild_index", **quiet)
client = Client()
pages = ["/pt/", "/pt/practices/", "/pt/practices/?q=covas", "/pt/practices/?only_language=pt", "/pt/land/"]
pages += ["/pt/practices/words.json", f"/pt/{practice.get_parent().slug}/{practice.slug}/", "/pt/none/"]
answers = {page: client.get(page) for page in pages}
print(json.dumps({page: [answer.status_code, answer.content.decode()] for page, answer in answers.items()}))
"""


@pytest.mark.slow
def test_a_site_with_one_more_language_serves_every_page(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    record = ROOT / "practices" / "starter" / "records" / "zai-yatenga.json"
    (tmp_path / "records" / record.name).write_bytes(record.read_bytes())
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kb.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "TWINFIELDS_DATA_DIR": str(tmp_path),
        "TWINFIELDS_BOOTSTRAP": "off",
    }
    done = subprocess.run(
        [sys.executable, "-c", ONE_MORE, str(tmp_path / "records")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    *served, missing = found
    assert {page: found[page][0] for page in served} == dict.fromkeys(served, 200)
    assert found[missing][0] == 404
    assert '<html lang="pt">' in found[missing][1] and 'hreflang="fr"' in found[missing][1]
    results = found["/pt/practices/?q=covas"][1]
    assert "Covas de plantio" in results and 'lang="fr"' in results
    page = found[served[-1]][1]
    assert "Covas de plantio" in page and "(in English)" in page
