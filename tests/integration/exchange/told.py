"""Things that peers told, asked or answered, as their forms would have written them."""

import secrets
from datetime import timedelta
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.test import Client

from exchange.models import PeerItem
from exchange.sending import Sent, send
from exchange.stamps import Stamp
from kb.models import User
from media.models import Image
from practices.regions import Region
from tests.integration.media.conftest import picture_bytes

Item = TypeVar("Item", bound=PeerItem)


def told(
    model: type[Item],
    region: Region | None,
    *,
    language: str = "fr",
    token: str = "",
    email: str = "",
    phone: str = "",
    **content: Any,
) -> Sent[Item]:
    """Returns what came by a form of its own, read by `region`."""
    values = {
        "region": region.section if region else None,
        "country": "BJ",
        "place_name": "Kopargo",
        **content,
    }
    stamp = Stamp(secrets.token_hex(16), timedelta(seconds=20))
    sent = send(model, stamp, values, language=language, token=token)
    if email or phone:
        sent.item.author.email, sent.item.author.phone = email, phone
        sent.item.author.save()
    return sent


def photo(region: Region, **fields: Any) -> Image:
    """Returns a photo that lies where a region's files lie."""
    file = ContentFile(picture_bytes(), name="a.jpg")
    made: Image = Image.objects.create(title="A field", file=file, collection=region.collection, **fields)
    return made


def address(item: Any) -> str:
    return f"/admin/queue/{item.kind}/{item.pk}/"


def browser(user: User, language: str = "") -> Client:
    """A browser in which the person is signed in; the admin speaks the person's language."""
    if language:
        user.language = language
        user.save()
    client = Client()
    client.force_login(user)
    return client


def decide(client: Client, item: Any, action: str, **posted: Any) -> Any:
    """Sends the form of an item's page as it was opened, with one button."""
    return client.post(address(item), {"version": item.version, "action": action, **posted})
