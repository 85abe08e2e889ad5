"""Notes of every page that was published which languages it has; nobody has said which of them came first."""

from django.db import migrations
from django.db.models import Q

LANGUAGES = ("en", "fr", "es")


def _told(page, fields):
    """Returns the languages that have the name, and the second text where another has one."""
    asked = [field for field in fields if any(getattr(page, f"{field}_{code}") for code in LANGUAGES)]
    return [code for code in LANGUAGES if asked and all(getattr(page, f"{field}_{code}") for field in asked)]


def note_states(apps, schema_editor):
    State = apps.get_model("practices", "TranslationState")
    for name, fields in (("Practice", ("name", "summary")), ("RegionSection", ("name", "intro"))):
        model = apps.get_model("practices", name)
        columns = [f"{field}_{code}" for field in fields for code in LANGUAGES]
        published = model.objects.filter(Q(live=True) | Q(first_published_at__isnull=False), alias_of=None)
        rows = []
        for page in published.only("pk", *columns).iterator():
            told = _told(page, fields)
            rows += [
                State(
                    page_id=page.pk,
                    language=code,
                    state="current" if code in told else "missing",
                    is_source=told == [code],
                )
                for code in LANGUAGES
            ]
        State.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("practices", "0021_translation_states")]

    operations = [migrations.RunPython(note_states, migrations.RunPython.noop)]
