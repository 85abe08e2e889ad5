import django.utils.timezone
from django.db import migrations, models


def forget_rows_for_all_copies(apps, schema_editor):
    """Rows of before named no copy. Every copy registers anew, and its worker builds it anew."""
    apps.get_model("search", "OutboxRow").objects.filter(target="embedded").delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_failed_updates")]

    operations = [
        migrations.CreateModel(
            name="IndexCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("host", models.CharField(blank=True, max_length=100, verbose_name="machine")),
                ("is_built", models.BooleanField(default=False, verbose_name="built")),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last seen")),
            ],
            options={"verbose_name": "copy of the index", "verbose_name_plural": "copies of the index"},
        ),
        migrations.AlterField(
            model_name="outboxrow", name="target", field=models.CharField(max_length=40, verbose_name="index")
        ),
        migrations.RunPython(forget_rows_for_all_copies, migrations.RunPython.noop),
    ]
