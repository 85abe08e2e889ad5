"""Partners for tests: numbered dummies, never an organisation that could be meant."""

from typing import Any

import pytest
from django.test import Client

from network.models import Partner, PartnerKind, PartnerState
from practices.regions import Region
from tests import factories


def make_partner(number: int = 1, **fields: Any) -> Partner:
    """A public partner in Benin, or with whatever is named."""
    values: dict[str, Any] = {
        "name": f"Partner {number:03}",
        "kind": PartnerKind.CIVIL_SOCIETY,
        "state": PartnerState.CHECKED,
        "country": "BJ",
        "latitude": 9.8,
        "longitude": 1.5,
        **fields,
    }
    return Partner.objects.create(**values)


@pytest.fixture
def benin(db: None) -> Region:
    return factories.make_region("benin", "Benin and Togo", ("BJ", "TG"))


@pytest.fixture
def mali(benin: Region) -> Region:
    return factories.make_region("mali", "Mali", ("ML",))


@pytest.fixture
def coordination(benin: Region) -> Client:
    """The browser of the coordination."""
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


@pytest.fixture
def correspondent(benin: Region) -> Client:
    """The browser of a correspondent of Benin and Togo."""
    client = Client()
    client.force_login(factories.make_correspondent(benin))
    return client
