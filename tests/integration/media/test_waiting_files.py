"""Where files lie that readers sent, who moves them on, and what goes with a picture."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from media import space
from media.models import Clip, Image, PeopleConsent, PublicCopy
from practices.regions import Region
from tests import factories
from tests.integration.media.test_room import stored, waiting_in


def test_each_region_has_one_place_for_what_readers_send_and_uploads_are_not_offered_it(
    region: Region, correspondent: Client
) -> None:
    again = factories.make_region()
    assert again.collection == region.collection
    assert waiting_in(region)
    for name in ("wagtailimages:add", "wagtailimages:add_multiple", "wagtaildocs:add_multiple"):
        assert space.WAITING_NAME not in correspondent.get(reverse(name)).content.decode()


def test_the_region_sees_and_moves_what_readers_sent(
    region: Region, make_image: Callable[..., Image], correspondent: Client, neighbour: Client
) -> None:
    waiting = waiting_in(region)
    image = make_image(title="From a reader", collection=waiting)
    assert "From a reader" in correspondent.get(reverse("wagtailimages:index")).content.decode()
    assert "From a reader" not in neighbour.get(reverse("wagtailimages:index")).content.decode()
    edit = reverse("wagtailimages:edit", args=[image.pk])
    correspondent.post(edit, {"title": "From a reader", "collection": region.collection.pk})
    image.refresh_from_db()
    assert image.collection == region.collection


# --- what was made of a picture -------------------------------------------------------------------------


def test_consent_taken_back_deletes_what_was_made_of_the_picture(
    image: Image, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image.get_rendition("max-165x165")
    image.get_rendition("max-50x50")
    PublicCopy.objects.create(image=image, folder="f" * 32)
    default_storage.save(f"public/{'f' * 32}/photo.webp", ContentFile(b"x"))
    assert len(stored(files)) == 4
    with django_capture_on_commit_callbacks(execute=True):
        image.people_consent = PeopleConsent.NOT_AGREED
        image.save()
        assert not image.renditions.exists()
        assert not PublicCopy.objects.exists()
    assert stored(files) == [Path(image.file.path)]
    assert not (files / "public" / ("f" * 32)).exists()


def test_a_deleted_picture_or_clip_leaves_no_file(
    image: Image, region: Region, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image.get_rendition("max-165x165")
    image.kept_original.save("sent.jpg", ContentFile(b"as sent"))
    clip = Clip.objects.create(title="Told", collection=region.collection)
    clip.sound.save("told.ogg", ContentFile(b"x"))
    PublicCopy.objects.create(image=image, folder="f" * 32)
    default_storage.save(f"public/{'f' * 32}/photo.webp", ContentFile(b"x"))
    assert len(stored(files)) == 5
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
        clip.delete()
    assert stored(files) == []
