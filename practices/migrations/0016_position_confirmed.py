from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0015_citation_language_and_note"),
    ]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="position_confirmed",
            field=models.CharField(
                blank=True, default="", max_length=40, verbose_name="the position is right"
            ),
        ),
    ]
