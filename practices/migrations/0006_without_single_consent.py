from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0005_consent"),
    ]

    operations = [
        migrations.RemoveField(model_name="practice", name="consent"),
    ]
