"""Adds whether a person wants the mail on Mondays, and when their desk was last looked at for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0006_shared_cache")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="weekly_digest",
            field=models.BooleanField(
                default=True,
                help_text="What waits for you, once a week. No mail where nothing does.",
                verbose_name="mail on Mondays",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="weekly_digest_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
