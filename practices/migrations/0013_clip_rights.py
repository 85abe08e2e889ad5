from django.db import migrations

# Who may change a picture may delete it as well; for clips that is a right of its own.
RIGHTS = {"add_image": ("add_clip",), "change_image": ("change_clip", "delete_clip")}


def give_rights(apps, schema_editor):
    """Lets whoever may add or change pictures of a collection do the same with its clips."""
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    given = GroupCollectionPermission.objects.filter(
        permission__content_type__app_label="media", permission__codename__in=RIGHTS
    ).select_related("permission")
    for right in list(given):
        for codename in RIGHTS[right.permission.codename]:
            # Django makes these after the last migration only.
            clip, _ = ContentType.objects.get_or_create(app_label="media", model="clip")
            permission, _ = Permission.objects.get_or_create(
                content_type=clip, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
            )
            GroupCollectionPermission.objects.get_or_create(
                group_id=right.group_id, collection_id=right.collection_id, permission=permission
            )


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0012_without_needs_frost"),
        ("media", "0004_intake_and_public_copies"),
        ("wagtailcore", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
