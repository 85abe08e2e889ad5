from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0011_needs"),
    ]

    operations = [
        migrations.RemoveField(model_name="practice", name="needs_frost"),
    ]
