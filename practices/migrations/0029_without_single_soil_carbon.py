from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0028_soil_carbon_readings_tutorials"),
    ]

    operations = [
        migrations.RemoveField(model_name="practice", name=name)
        for name in ("soc_before_pct", "soc_after_pct", "soc_depth_cm", "soc_method", "soc_years")
    ]
