"""Gives clips a film with its still picture, captions as text, the language spoken, and how much is made.

Nothing could fill the files that go: no film and no captions were taken in before.
"""

import django.core.validators
from django.db import migrations, models

import media.names

CAPTIONS = ("captions", "captions_en", "captions_fr", "captions_es")


def captions(name: str) -> models.TextField:
    return models.TextField(blank=True, verbose_name="captions", null=name != "captions")


class Migration(migrations.Migration):
    dependencies = [("media", "0005_renew_pictures")]

    operations = [
        migrations.RemoveField("clip", "poster"),
        *(migrations.RemoveField("clip", name) for name in CAPTIONS),
        *(migrations.AddField("clip", name, captions(name)) for name in CAPTIONS),
        migrations.AddField(
            "clip",
            "poster",
            models.FileField(
                blank=True,
                default="",
                upload_to=media.names.clip_path,
                validators=[django.core.validators.FileExtensionValidator(["jpg"])],
                verbose_name="still picture",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "clip",
            "spoken",
            models.CharField(blank=True, default="", max_length=35, verbose_name="language spoken"),
            preserve_default=False,
        ),
        migrations.AddField(
            "clip",
            "width",
            models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="width"),
        ),
        migrations.AddField(
            "clip",
            "height",
            models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="height"),
        ),
        migrations.AddField(
            "clip",
            "progress",
            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="progress"),
        ),
        migrations.AlterField(
            "clip",
            "video",
            models.FileField(
                blank=True,
                upload_to=media.names.clip_path,
                validators=[django.core.validators.FileExtensionValidator(["mp4"])],
                verbose_name="video",
            ),
        ),
    ]
