"""What `StoredSite` has done by a process of the site: fill it, tell what it holds, write without end.

python -m tests.integration.kb.site_process fill|facts|change|write
"""

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import django

PASSWORD = "correct horse battery"
READ = ("/en/", "/fr/", "/es/")


def fill() -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from benchmarks import temporary_site
    from practices.models import Practice, RegionSection

    temporary_site.fill()
    for name in ("Stone lines", "Zaï", "Milpa"):
        temporary_site.publish(name)
    RegionSection.objects.get().add_child(instance=Practice(name_fr="Brouillon", live=False))
    upload("first").get_rendition("fill-40x30")
    upload("second")
    person = get_user_model().objects.create_superuser(email="a@example.org", password=PASSWORD)
    Client().force_login(person)
    drain()


def upload(title: str) -> Any:
    from django.core.files.base import ContentFile
    from PIL import Image as Picture

    from media.models import Image

    data = io.BytesIO()
    digest = hashlib.sha256(title.encode()).digest()
    Picture.new("RGB", (80, 60), tuple(digest[:3])).save(data, "PNG")
    return Image.objects.create(title=title, file=ContentFile(data.getvalue(), f"{title}.png"))


def facts() -> dict[str, Any]:
    from django.apps import apps
    from django.conf import settings
    from django.contrib.sessions.models import Session
    from django.test import Client
    from wagtail.models import Page

    from search.indexing.check import differences
    from search.models import IndexCopy

    # What a search index of Wagtail on SQLite keeps is written by Wagtail alone.
    models = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
    rows = {
        each._meta.label: sorted(repr(row) for row in each._base_manager.values_list())
        for each in models
        if each not in (Session, IndexCopy)
    }
    root = Path(settings.MEDIA_ROOT)
    files = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }
    addresses = [*READ, *(page.url for page in Page.objects.live().filter(depth__gt=2))]
    pages = {
        url: hashlib.sha256(Client(SERVER_NAME="localhost").get(url).content).hexdigest() for url in addresses
    }
    return {
        "rows": rows,
        "files": files,
        "pages": pages,
        "lacking": files_that_rows_lack(),
        "sessions": Session.objects.count(),
        "tree": any(Page.find_problems()),
        "index": repr(differences()),
    }


def files_that_rows_lack() -> list[str]:
    from django.apps import apps
    from django.db.models import FileField

    return [
        getattr(row, field.name).name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
        for row in model._base_manager.all()
        if getattr(row, field.name)
        and not getattr(row, field.name).storage.exists(getattr(row, field.name).name)
    ]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def change() -> None:
    """Publish and upload one more, take a picture away."""
    from benchmarks.temporary_site import publish
    from media.models import Image

    publish("Later")
    upload("later")
    Image.objects.get(title="second").delete()
    drain()


def drain() -> None:
    from search.engines.registry import embedded_writer
    from search.indexing.worker import drain_outbox

    drain_outbox(embedded_writer())


def write() -> None:
    """Publish, upload and delete until the pipe closes; a line for each thing that stays."""
    from benchmarks.temporary_site import publish
    from media.models import Image

    number = 0
    while True:
        number += 1
        publish(f"Written {number}")
        kept = upload(f"kept-{number}")
        kept.get_rendition("fill-40x30")
        Image.objects.get(pk=upload(f"gone-{number}").pk).delete()
        say(f"kept-{number}")


if __name__ == "__main__":
    django.setup()
    match sys.argv[1]:
        case "fill":
            fill()
        case "facts":
            say(json.dumps(facts()))
        case "change":
            change()
        case "write":
            write()
