"""Takes away what Wagtail brings with it: two groups with rights everywhere, and a workflow on every page.

One wrong tick would give somebody every region. Whoever is only in these groups has no rights afterwards; the
accounts stay, and an administrator gives each a region.
"""

import logging

from django.db import migrations

GROUPS = ("Moderators", "Editors")
WORKFLOW = "Moderators approval"

logger = logging.getLogger("kb.migrations")


def remove(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    for group in Group.objects.filter(name__in=GROUPS):
        if people := group.user_set.count():
            logger.warning("%d people were in Wagtail's group “%s”, which is gone.", people, group.name)
        group.delete()
    for workflow in Workflow.objects.filter(name=WORKFLOW):
        workflow.workflow_pages.all().delete()
        tasks = [step.task for step in workflow.workflow_tasks.all()]
        if workflow.workflow_states.exists():
            # What was decided by it stays readable.
            workflow.active = False
            workflow.save(update_fields=["active"])
            continue
        workflow.delete()
        for task in tasks:
            if not task.workflow_tasks.exists() and not task.task_states.exists():
                task.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0002_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
