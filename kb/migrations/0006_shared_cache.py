"""Makes the table of the cache that all processes share."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def create_table(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # By its name, so that it is there whatever cache the settings of this very process name.
    call_command("createcachetable", "shared_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("kb", "0005_address_changes")]

    operations = [migrations.RunPython(create_table, migrations.RunPython.noop)]
