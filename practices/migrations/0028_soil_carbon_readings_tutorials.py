"""Makes a row of what a practice said of its soil carbon, in every version of the history.

The numbers were contents in % of one layer from the surface down; its method was one line for all languages.
The old columns go in a migration of their own: PostgreSQL does not change a table whose rows were written in
the same transaction.
"""

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import practices.fields
import practices.models.children
import practices.models.validation
from django.db import migrations, models

LANGUAGES = ("en", "fr", "es")
OLD = ("soc_before_pct", "soc_after_pct", "soc_depth_cm", "soc_method", "soc_years")


def measurement(told):
    """Returns the columns of the row; None where nothing was told."""
    if all(told.get(name) in (None, "") for name in OLD):
        return None
    before, after, method = told.get("soc_before_pct"), told.get("soc_after_pct"), told.get("soc_method") or ""
    finding = ""
    if before is not None and after is not None:
        finding = "gain" if after > before else "loss" if after < before else "no_change"
    return {
        "sort_order": 0,
        "quantity": "carbon_content",
        "finding": finding,
        "before": before,
        "after": after,
        "low": None,
        "high": None,
        "depth_from_cm": None,
        "depth_to_cm": told.get("soc_depth_cm"),
        "years": told.get("soc_years"),
        "comparison": "",
        "method": method,
        **{f"method_{code}": method or None for code in LANGUAGES},
        "source": "",
    }


def carry_over(apps, schema_editor):
    Practice = apps.get_model("practices", "Practice")
    Measurement = apps.get_model("practices", "SoilCarbonMeasurement")
    made = {}
    for told in Practice.objects.values("pk", *OLD).iterator(chunk_size=200):
        row = measurement(told)
        if row is not None:
            made[told["pk"]] = Measurement.objects.create(practice_id=told["pk"], **row).pk
    # Their texts have changed and nobody has edited them.
    states = apps.get_model("practices", "TranslationState")
    states.objects.filter(page_id__in=made).update(digest="")
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="practices", model="practice"
    ).first()
    if content_type is None:
        return
    Revision = apps.get_model("wagtailcore", "Revision")
    for revision in Revision.objects.filter(content_type=content_type).iterator(chunk_size=200):
        if OLD[0] not in revision.content:
            continue
        row = measurement(revision.content)
        for name in OLD:
            revision.content.pop(name, None)
        practice = int(revision.object_id)
        revision.content["soil_carbon_measured"] = (
            [{"pk": made.get(practice), "practice": practice, **row}] if row else []
        )
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("practices", "0027_regions_propose_concepts"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='read_as',
            field=practices.fields.CodeField(blank=True, help_text='By whoever wrote this down; empty where nobody noted it.', max_length=32, verbose_name='how it was read'),
        ),
        migrations.AddField(
            model_name='practice',
            name='soil_carbon_known',
            field=models.TextField(blank=True, help_text='One plain sentence. That nobody measured it is an answer too.', max_length=600, verbose_name='what is known of the carbon in this soil'),
        ),
        migrations.AddField(
            model_name='practice',
            name='soil_carbon_known_en',
            field=models.TextField(blank=True, help_text='One plain sentence. That nobody measured it is an answer too.', max_length=600, null=True, verbose_name='what is known of the carbon in this soil'),
        ),
        migrations.AddField(
            model_name='practice',
            name='soil_carbon_known_es',
            field=models.TextField(blank=True, help_text='One plain sentence. That nobody measured it is an answer too.', max_length=600, null=True, verbose_name='what is known of the carbon in this soil'),
        ),
        migrations.AddField(
            model_name='practice',
            name='soil_carbon_known_fr',
            field=models.TextField(blank=True, help_text='One plain sentence. That nobody measured it is an answer too.', max_length=600, null=True, verbose_name='what is known of the carbon in this soil'),
        ),
        migrations.CreateModel(
            name='SoilCarbonMeasurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('quantity', practices.fields.CodeField(max_length=32, verbose_name='what was measured')),
                ('finding', practices.fields.CodeField(blank=True, max_length=32, verbose_name='what came out')),
                ('before', practices.fields.NumberField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10000)], verbose_name='before, or without the practice')),
                ('after', practices.fields.NumberField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10000)], verbose_name='afterwards, or with the practice')),
                ('low', practices.fields.NumberField(blank=True, help_text='Of the rate, or of the number afterwards.', null=True, validators=[django.core.validators.MinValueValidator(-1000), django.core.validators.MaxValueValidator(10000)], verbose_name='lowest')),
                ('high', practices.fields.NumberField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-1000), django.core.validators.MaxValueValidator(10000)], verbose_name='highest')),
                ('depth_from_cm', practices.fields.NumberField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1000)], verbose_name='from a depth of, in cm')),
                ('depth_to_cm', practices.fields.NumberField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1000)], verbose_name='to a depth of, in cm')),
                ('years', practices.fields.NumberField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1000)], verbose_name='years between both')),
                ('comparison', practices.fields.CodeField(blank=True, max_length=32, verbose_name='compared')),
                ('method', models.CharField(blank=True, max_length=200, verbose_name='how it was measured')),
                ('method_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='how it was measured')),
                ('method_fr', models.CharField(blank=True, max_length=200, null=True, verbose_name='how it was measured')),
                ('method_es', models.CharField(blank=True, max_length=200, null=True, verbose_name='how it was measured')),
                ('source', models.SlugField(blank=True, help_text='As you wrote it under “Where this is written down”.', max_length=20, verbose_name='short name of the source')),
                ('practice', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='soil_carbon_measured', to='practices.practice')),
            ],
            options={
                'verbose_name': 'measurement of soil carbon',
                'verbose_name_plural': 'measurements of soil carbon',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(practices.models.children.RowOfVersion, models.Model),
        ),
        migrations.CreateModel(
            name='TutorialLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('url', models.URLField(max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address')),
                ('title', models.CharField(help_text='In its own language.', max_length=300, verbose_name='its title')),
                ('language', models.CharField(help_text='Two letters: en, fr, es, pt.', max_length=3, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}$', 'Write the two letters of a language, such as en.')], verbose_name='its language')),
                ('kind', practices.fields.CodeField(max_length=32, verbose_name='kind')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='length in minutes')),
                ('checked_on', models.DateField(blank=True, help_text='The day on which one of you opened it; empty where nobody has.', null=True, validators=[practices.models.validation.check_day], verbose_name='opened and seen on')),
                ('practice', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='see_it_done', to='practices.practice')),
            ],
            options={
                'verbose_name': 'tutorial elsewhere',
                'verbose_name_plural': 'tutorials elsewhere',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(practices.models.children.RowOfVersion, models.Model),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
