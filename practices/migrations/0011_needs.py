"""Lets a practice name all that it needs: "needs frost" becomes the first, in every version of the history.

Who said so was not noted, so its source is empty. The column goes in a migration of its own: PostgreSQL
does not change a table whose rows were written in the same transaction.
"""

import practices.fields
from django.db import migrations


FROST = [{"need": "frost", "source": ""}]


def carry_over(apps, schema_editor):
    apps.get_model("practices", "Practice").objects.filter(needs_frost=True).update(needs=FROST)
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="practices", model="practice"
    ).first()
    if content_type is None:
        return
    Revision = apps.get_model("wagtailcore", "Revision")
    for revision in Revision.objects.filter(content_type=content_type).iterator(chunk_size=200):
        if "needs_frost" in revision.content:
            revision.content["needs"] = FROST if revision.content.pop("needs_frost") else []
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("practices", "0010_temperature_range"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="needs",
            field=practices.fields.NeedsField(blank=True, default=tuple),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
