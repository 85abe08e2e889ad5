"""Adds, to the collection of each region there is, the one in which what readers send will wait."""

from django.db import migrations

NAME = "Sent by readers"
STEP = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def add_collections(apps, schema_editor):
    Collection = apps.get_model("wagtailcore", "Collection")
    sections = apps.get_model("practices", "RegionSection").objects.values("page_ptr")
    # A region's people have rights to its section, and to its collection.
    people = apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(page__in=sections)
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__in=people.values("group"), collection__depth=2
    )
    for region in Collection.objects.filter(pk__in=rights.values("collection")):
        below = Collection.objects.filter(path__startswith=region.path, depth=region.depth + 1)
        if below.filter(name=NAME).exists():
            continue
        last = below.order_by("path").values_list("path", flat=True).last()
        number = int(last[-STEP:], 36) + 1 if last else 1
        Collection.objects.create(
            name=NAME, path=region.path + _step(number), depth=region.depth + 1, numchild=0
        )
        Collection.objects.filter(pk=region.pk).update(numchild=region.numchild + 1)


def _step(number):
    digits = ""
    for _place in range(STEP):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0013_clip_rights"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(add_collections, migrations.RunPython.noop)]
