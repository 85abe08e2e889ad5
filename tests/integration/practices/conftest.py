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
def sign_in() -> Callable[[User], Client]:
    """A browser in which the person is signed in; the admin speaks the person's language."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
