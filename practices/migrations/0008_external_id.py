from django.db import migrations, models

from practices.external_ids import free_id


def give_ids(apps, schema_editor):
    """Their addresses, as exports have said so far; a number behind those that stand twice."""
    Practice = apps.get_model("practices", "Practice")
    taken = set(Practice.objects.exclude(external_id="").values_list("external_id", flat=True))
    unnamed = Practice.objects.filter(external_id="")
    # Aliases last: the address belongs to what they show.
    for practice in sorted(unnamed.only("pk", "slug", "alias_of"), key=lambda one: (bool(one.alias_of_id), one.pk)):
        made = free_id(practice.slug, taken.__contains__)
        taken.add(made)
        Practice.objects.filter(pk=practice.pk).update(external_id=made)


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0007_submission"),
    ]

    operations = [
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="practice", name="practice_external_id_once"),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.UniqueConstraint(fields=("external_id",), name="practice_external_id_once"),
        ),
    ]
