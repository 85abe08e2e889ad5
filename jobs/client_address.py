"""From which address a request comes, as far as that can be believed."""

import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Some proxies write the port as well: 192.0.2.1:5000 or [2001:db8::1]:5000.
WITH_PORT = re.compile(r"^(?:\[(?P<v6>[^\]]+)\](?::\d+)?|(?P<v4>[\d.]+):\d+)$")
# What one household or office is given; its machines choose among as many addresses as they like.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Returns the IPv4 address, or the /64 network of an IPv6 address; empty where there is none.

    Every proxy adds whom it was asked by at the end of X-Forwarded-For. What stands before the part that the
    trusted ones wrote comes from the client, who may write anything.
    """
    trusted = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < trusted <= len(forwarded) and (address := as_network(forwarded[-trusted])):
        return address
    return as_network(request.META.get("REMOTE_ADDR", ""))


def as_network(text: str) -> str:
    text = text.strip()
    if match := WITH_PORT.match(text):
        text = match["v6"] or match["v4"]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), IPV6_PREFIX), strict=False))
    return str(address)
