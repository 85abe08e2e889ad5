"""Adds what makes a section a region, finds it for the regions there are, and gives them their own step.

Nobody's rights change: where correspondents could publish alone they still can.
"""

import django.db.models.deletion
from django.db import migrations, models


def find_parts(apps, schema_editor):
    get = apps.get_model
    Task = get("wagtailcore", "Task")
    ContentType = get("contenttypes", "ContentType")
    review_type, _created = ContentType.objects.get_or_create(app_label="practices", model="regionreview")
    PagePermission = get("wagtailcore", "GroupPagePermission")
    CollectionPermission = get("wagtailcore", "GroupCollectionPermission")
    RegionReview = get("practices", "RegionReview")
    taken = {"groups": set(), "collections": set(), "workflows": set()}

    def first(kind, keys):
        """Returns the first that no other region has taken."""
        found = next((key for key in keys if key is not None and key not in taken[kind]), None)
        taken[kind].add(found)
        return found

    for section in get("practices", "RegionSection").objects.order_by("path"):
        rights = PagePermission.objects.filter(page=section.page_ptr_id).order_by("group")
        locking = list(rights.filter(permission__codename="lock_page").values_list("group", flat=True))
        adding = rights.filter(permission__codename="add_page").exclude(group__in=locking)
        files = CollectionPermission.objects.filter(
            group__in=rights.values("group"), collection__depth=2
        ).order_by("collection")
        placed = get("wagtailcore", "WorkflowPage").objects.filter(page=section.page_ptr_id)
        workflow = first("workflows", placed.values_list("workflow", flat=True))
        get("practices", "RegionSetup").objects.create(
            section=section,
            moderators_id=first("groups", locking),
            correspondents_id=first("groups", adding.values_list("group", flat=True)),
            collection_id=first("collections", files.values_list("collection", flat=True)),
            workflow_id=workflow,
        )
        for step in get("wagtailcore", "WorkflowTask").objects.filter(workflow=workflow):
            task = get("wagtailcore", "GroupApprovalTask").objects.filter(pk=step.task_id).first()
            if task is not None and not RegionReview.objects.filter(pk=task.pk).exists():
                RegionReview(groupapprovaltask_ptr_id=task.pk).save_base(raw=True)
                Task.objects.filter(pk=task.pk).update(content_type=review_type.pk)


def _part(model):
    return models.OneToOneField(
        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=model
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0018_import_batch"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegionReview",
            fields=[
                (
                    "groupapprovaltask_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.groupapprovaltask",
                    ),
                ),
            ],
            options={
                "verbose_name": "review in a region",
                "verbose_name_plural": "reviews in regions",
            },
            bases=("wagtailcore.groupapprovaltask",),
        ),
        migrations.CreateModel(
            name="RegionSetup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("collection", _part("wagtailcore.collection")),
                ("correspondents", _part("auth.group")),
                ("moderators", _part("auth.group")),
                (
                    "section",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="setup",
                        to="practices.regionsection",
                        verbose_name="region",
                    ),
                ),
                ("workflow", _part("wagtailcore.workflow")),
            ],
            options={
                "verbose_name": "parts of a region",
                "verbose_name_plural": "parts of regions",
            },
        ),
        migrations.RunPython(find_parts, migrations.RunPython.noop),
    ]
