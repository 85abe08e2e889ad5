"""The parts of `manage.py dev` that can be tried without a second process."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kb.management.commands.dev import is_set_up
from readers.models import HomePage
from tests.factories import make_region


def test_it_serves_no_site_with_the_settings_of_readers(settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="not for development"):
        call_command("dev")


@pytest.mark.django_db
def test_a_site_is_set_up_once_it_has_its_home_page() -> None:
    make_region()
    assert is_set_up()
    HomePage.objects.get().delete()
    assert not is_set_up()
