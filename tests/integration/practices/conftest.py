from collections.abc import Callable

import pytest
from django.test import Client

from kb.models import User
from practices.regions import Region
from tests import factories


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region()


@pytest.fixture
def person(region: Region) -> User:
    return factories.make_correspondent(region, language="fr")


@pytest.fixture
def desk(person: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(person)
