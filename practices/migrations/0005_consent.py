"""Makes two facts of one: agreed to publication, agreed to be named.

The old tick meant both, "by name, with place and pictures", on a day that was not noted. Without it both are
left out: such a page stays published if it was, its name is hidden, and it is not published again before
somebody has asked. Starter entries that name nobody are compiled from sources. The same for every version
in the history, any of which may be published again.
"""

import practices.fields
import practices.models.validation
from django.db import migrations, models


UNDATED = "before-2026-11"
AGREED = {
    "publication_agreed": True,
    "publication_text": UNDATED,
    "naming_agreed": True,
    "naming_text": UNDATED,
}


def carry_over(apps, schema_editor):
    Practice = apps.get_model("practices", "Practice")
    Practice.objects.filter(consent=True).update(**AGREED)
    Practice.objects.filter(is_starter=True, contributor_name="").update(compiled_from_sources=True)
    _tell_revisions(apps)


def _tell_revisions(apps):
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="practices", model="practice"
    ).first()
    if content_type is None:
        return
    Revision = apps.get_model("wagtailcore", "Revision")
    for revision in Revision.objects.filter(content_type=content_type).iterator(chunk_size=200):
        content = revision.content
        if content.pop("consent", False):
            content.update(AGREED)
        if content.get("is_starter") and not content.get("contributor_name"):
            content["compiled_from_sources"] = True
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0004_no_empty_slugs'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='compiled_from_sources',
            field=models.BooleanField(default=False, help_text='Nobody told it to you: all of it stands in the sources named below.', verbose_name='compiled from published sources'),
        ),
        migrations.AddField(
            model_name='practice',
            name='naming_agreed',
            field=models.BooleanField(default=False, help_text='Otherwise readers see “a farmer in” and the place.', verbose_name='they agreed to be named'),
        ),
        migrations.AddField(
            model_name='practice',
            name='naming_agreed_on',
            field=models.DateField(blank=True, null=True, validators=[practices.models.validation.check_day], verbose_name='agreed to be named on'),
        ),
        migrations.AddField(
            model_name='practice',
            name='naming_given',
            field=practices.fields.CodeField(blank=True, max_length=32, verbose_name='how they agreed'),
        ),
        migrations.AddField(
            model_name='practice',
            name='naming_text',
            field=practices.fields.CodeField(blank=True, max_length=32, verbose_name='text agreed to'),
        ),
        migrations.AddField(
            model_name='practice',
            name='publication_agreed',
            field=models.BooleanField(default=False, help_text='With the place, but not yet by name.', verbose_name='they agreed that this is published'),
        ),
        migrations.AddField(
            model_name='practice',
            name='publication_agreed_on',
            field=models.DateField(blank=True, null=True, validators=[practices.models.validation.check_day], verbose_name='agreed to publication on'),
        ),
        migrations.AddField(
            model_name='practice',
            name='publication_given',
            field=practices.fields.CodeField(blank=True, max_length=32, verbose_name='how they agreed'),
        ),
        migrations.AddField(
            model_name='practice',
            name='publication_text',
            field=practices.fields.CodeField(blank=True, max_length=32, verbose_name='text agreed to'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
