import pytest
from django.test import RequestFactory
from pytest_django import Settings

from jobs.client_address import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "198.51.100.9"),
        # Nobody in front is trusted: what a client writes there counts for nothing.
        (0, "203.0.113.5", "198.51.100.9"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1, 192.0.2.1, 203.0.113.5", "203.0.113.5"),
        (2, "10.0.0.1, 192.0.2.1, 203.0.113.5", "192.0.2.1"),
        # Came past the proxies, or they wrote nonsense.
        (2, "203.0.113.5", "198.51.100.9"),
        (1, "unknown", "198.51.100.9"),
        (1, "", "198.51.100.9"),
        (1, "203.0.113.5:40112", "203.0.113.5"),
        (1, "[2001:db8:1:2:3:4:5:6]:40112", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_address_is_the_one_that_the_last_trusted_proxy_saw(
    proxies: int, forwarded: str | None, address: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="198.51.100.9")
    assert client_address(request) == address


def test_without_an_address_there_is_none() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""
