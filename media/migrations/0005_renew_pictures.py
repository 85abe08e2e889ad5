"""Has pictures that are stored already written anew, and forgets the sizes that readers' pages had of them."""

from django.db import migrations

READERS_SIZES = (
    "fill-240x240|format-webp|webpquality-45",
    "fill-720x420|format-webp|webpquality-45",
    "fill-360x270|format-webp|webpquality-45",
)
RENEW = "media.renew_picture"


def have_pictures_renewed(apps, schema_editor):
    Job = apps.get_model("jobs", "Job")
    Image = apps.get_model("media", "Image")
    jobs = [
        Job(kind=RENEW, key=f"{RENEW} {number}", payload={"number": number})
        for number in Image.objects.order_by("pk").values_list("pk", flat=True)
    ]
    Job.objects.bulk_create(jobs, batch_size=500)
    # Their files are named by no row any more and go with the next sweep.
    apps.get_model("media", "Rendition").objects.filter(filter_spec__in=READERS_SIZES).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("media", "0004_intake_and_public_copies"),
        ("jobs", "0002_queue_mail_links"),
    ]

    operations = [
        migrations.RunPython(have_pictures_renewed, migrations.RunPython.noop),
    ]
