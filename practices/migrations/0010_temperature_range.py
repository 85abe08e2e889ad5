"""Adds the year's swing of temperature, and fills in anew what the map says of the practices there are.

What follows from a stated rain comes from it now, and figures that are only about right say so. Versions in
the history are left alone: each is filled in anew when it is saved.
"""

import practices.fields
from django.db import migrations

from zones.derivation import climate_ranges
from zones.land import climate_at
from zones.naming import zones_of

# Written out: a factor that is added later has no column yet at this point.
CLIMATE = (
    "rain",
    "aridity",
    "growing_period",
    "season_temperature",
    "temperature_range",
    "coldest_month",
    "seasonality",
)


def fill_in(apps, schema_editor):
    Practice = apps.get_model("practices", "Practice")
    placed = Practice.objects.filter(latitude__range=(-90, 90), longitude__range=(-180, 180))
    needed = ("latitude", "longitude", "altitude_m", "zones_are_stated", "texture", *CLIMATE)
    for practice in placed.values("pk", *needed).iterator(chunk_size=200):
        climate = climate_at(practice["latitude"], practice["longitude"], practice["altitude_m"])
        if climate is None:
            continue
        stated = {
            name: practice[name]
            for name in CLIMATE
            if practice[name] is not None and practice[name].origin == "stated"
        }
        mapped = climate_ranges(climate, stated.get("rain"))
        changes = {name: mapped[name] for name in CLIMATE} | stated
        if not practice["zones_are_stated"]:
            changes["zone_tags"] = zones_of(changes | {"texture": practice["texture"]})
        Practice.objects.filter(pk=practice["pk"]).update(**changes)


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0009_bounds_of_numbers'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='temperature_range',
            field=practices.fields.RangeField(blank=True, null=True),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
