"""Films and voices for tests, and the public files that the worker would make of them."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from media.models import Clip, PublicCopy
from media.names import random_token
from media.publishing import made_from
from practices.regions import Region
from zones.vocabulary import LANGUAGES

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"


def make_voice(region: Region, **fields: Any) -> Clip:
    """A recording that can be played, with whatever is said of it."""
    values = {"duration_seconds": 80, "collection": region.collection, **fields}
    return Clip.objects.create(sound=ContentFile(b"OggS" + bytes(60), name="voice.ogg"), **values)


def make_film(region: Region, **fields: Any) -> Clip:
    """A film that can be played, with its sound and its still picture."""
    files = {
        "video": ContentFile(bytes(4) + b"ftypisom", name="film.mp4"),
        "poster": ContentFile(b"\xff\xd8\xff", name="poster.jpg"),
    }
    return make_voice(region, width=426, height=240, **files, **fields)


def show_clip(clip: Clip, **sizes: int) -> PublicCopy:
    """The public files of a clip as they are, or of the sizes named: film, poster, sound."""
    files = {"film.mp4": clip.video, "poster.jpg": clip.poster, "sound.ogg": clip.sound}
    contents = {name: _bytes_of(file) for name, file in files.items() if file}
    contents |= {name: bytes(sizes[key]) for name in contents if (key := name.partition(".")[0]) in sizes}
    for code in LANGUAGES:
        if clip.video and (captions := getattr(clip, f"captions_{code}")):
            contents[f"captions-{code}.vtt"] = captions.encode()
    copy = PublicCopy(clip=clip, folder=random_token(), made_from=made_from(clip))
    for name, content in contents.items():
        default_storage.save(f"{copy.path}/{name}", ContentFile(content))
    copy.files = [{"name": name, "bytes": len(content)} for name, content in contents.items()]
    copy.save()
    return copy


def _bytes_of(file: FieldFile) -> bytes:
    with file.storage.open(file.name or "") as opened:
        content: bytes = opened.read()
    return content
