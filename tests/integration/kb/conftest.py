"""People of a region and of another one, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from kb.models import User
from practices.regions import Region
from tests import factories

SignIn = Callable[[User], Client]


@pytest.fixture
def author(region: Region) -> User:
    return factories.make_correspondent(region, display_name="Aminata")


@pytest.fixture
def moderator(region: Region) -> User:
    return factories.UserFactory(groups=[region.moderators], display_name="Moussa")


@pytest.fixture
def there(db: None) -> Region:
    return factories.make_region("andes", "Andes")
