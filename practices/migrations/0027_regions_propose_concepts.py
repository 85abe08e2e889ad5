"""Lets people of regions see the thesaurus and propose for it, in place of changing it."""

from typing import Any

from django.db import migrations

TAKEN = ("add_concept", "change_concept", "delete_concept")


def take_rights(apps: Any, schema_editor: Any) -> None:
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="practices")
    rights = permissions.filter(content_type__model="concept", codename__in=TAKEN)
    sections = apps.get_model("practices", "RegionSection").objects.values("pk")
    groups = apps.get_model("auth", "Group").objects.filter(
        permissions__in=rights, page_permissions__page__in=sections
    )
    kinds = apps.get_model("contenttypes", "ContentType").objects
    for group in groups.distinct():
        content_type, _made = kinds.get_or_create(app_label="practices", model="concept")
        # Where Django has not made it yet, it keeps this one.
        view, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename="view_concept", defaults={"name": "Can view concept"}
        )
        group.permissions.remove(*rights)
        group.permissions.add(view)


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0026_concept_proposals"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(take_rights, migrations.RunPython.noop)]
