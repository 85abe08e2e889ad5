from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_outbox_targets"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="outboxrow", name="search_outbox_due"),
        migrations.RenameField(model_name="outboxrow", old_name="parked_at", new_name="failed_at"),
        migrations.AddIndex(
            model_name="outboxrow",
            index=models.Index(fields=["target", "failed_at", "id"], name="search_outbox_due"),
        ),
    ]
