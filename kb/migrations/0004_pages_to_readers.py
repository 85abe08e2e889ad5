"""Hands the home page and plain pages over to the app `readers`: the same tables under another name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0003_without_stock_groups"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable(name="HomePage", table="readers_homepage"),
                migrations.AlterModelTable(name="PlainPage", table="readers_plainpage"),
            ],
            state_operations=[
                migrations.DeleteModel(name="HomePage"),
                migrations.DeleteModel(name="PlainPage"),
            ],
        ),
    ]
