"""The parts of `manage.py up` that can be tried without a second process."""

import os
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from wagtail.models import Site

from kb import static_files
from kb.accounts.groups import NEWSLETTER_GROUP
from kb.bootstrap import local
from kb.management.commands.up import set_site_address
from kb.models import User
from practices.regions import create_region


def test_a_secret_key_is_made_once_for_this_account_only(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    local.write_secret_key(path)
    first = path.read_text()
    local.write_secret_key(path)
    assert path.read_text() == first
    assert len(first) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


@pytest.mark.parametrize(
    ("arguments", "port"),
    [(["--port", "8123"], "8123"), (["--port=8123"], "8123"), (["--port"], None), ([], None)],
)
def test_the_port_is_known_before_the_settings(arguments: list[str], port: str | None) -> None:
    assert local.value_of("--port", ["manage.py", "up", *arguments]) == port


@pytest.mark.django_db
class TestAccounts:
    def make(self) -> str:
        printed = StringIO()
        call_command("make_accounts", stdout=printed)
        return printed.getvalue()

    def test_each_part_gets_an_account_whose_password_is_shown_once(self) -> None:
        create_region("west-africa", {"en": "West Africa"})
        rows = [line.split() for line in self.make().splitlines() if "@" in line]
        assert len(rows) == 4
        for *_, email, password in rows:
            assert authenticate(username=email, password=password)
        assert self.make() == ""

    def test_nobody_but_the_administrator_is_all_powerful(self) -> None:
        create_region("west-africa", {"en": "West Africa"})
        self.make()
        assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == [
            "administrator@localhost"
        ]
        newsletter = User.objects.get(email="newsletter@localhost")
        assert newsletter.has_perm("wagtailadmin.access_admin")
        assert [group.name for group in newsletter.groups.all()] == [NEWSLETTER_GROUP]

    def test_without_a_region_it_says_what_to_do_first(self) -> None:
        with pytest.raises(CommandError, match="load_starter"):
            self.make()


@pytest.mark.django_db
def test_a_host_named_in_the_admin_is_kept() -> None:
    Site.objects.filter(is_default_site=True).update(hostname="fields.example.org", port=443)
    set_site_address()
    assert Site.objects.get(is_default_site=True).hostname == "fields.example.org"


def test_static_files_are_collected_only_when_one_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(static_files, "call_command", lambda *args, **options: calls.append(args))
    assert static_files.collect()
    assert not static_files.collect()
    (settings.DATA_DIR / "static.stamp").write_text("another release")
    assert static_files.collect()
    assert len(calls) == 2
