"""Gives an address to pages whose name left none: names without a Latin letter were stored with an empty one."""

from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from practices.slugs import slug_of

KINDS = {"practice": "practice", "regionsection": "region", "plainpage": "plain-page"}


def give_addresses(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    # A page with an empty slug has the address of its parent: those above come first.
    for page in Page.objects.filter(slug="", depth__gt=1).select_related("content_type").order_by("path"):
        siblings = Page.objects.filter(depth=page.depth, path__startswith=page.path[:-4]).exclude(pk=page.pk)
        base = slug_of(page.title) or KINDS.get(page.content_type.model, "page")
        slug, number = base, 1
        while siblings.filter(slug=slug).exists():
            number += 1
            slug = f"{base}-{number}"
        parent = Page.objects.get(path=page.path[:-4])
        old_url_path, new_url_path = page.url_path, f"{parent.url_path}{slug}/"
        Page.objects.filter(path__startswith=page.path, depth__gt=page.depth).update(
            url_path=Concat(Value(new_url_path), Substr("url_path", len(old_url_path) + 1))
        )
        Page.objects.filter(pk=page.pk).update(slug=slug, url_path=new_url_path)
    _tell_revisions(apps)


def _tell_revisions(apps):
    Page = apps.get_model("wagtailcore", "Page")
    Revision = apps.get_model("wagtailcore", "Revision")
    for revision in Revision.objects.filter(content__slug="").iterator(chunk_size=200):
        page = Page.objects.filter(pk=revision.object_id).first() if "path" in revision.content else None
        if page is not None:
            revision.content["slug"] = page.slug
            revision.content["url_path"] = page.url_path
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_concepts"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(give_addresses, migrations.RunPython.noop)]
