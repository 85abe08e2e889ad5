"""Makes one example issue of starter practices for a new site; safe to repeat."""

import json
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from newsletter.building import add_sources
from newsletter.freezing import close
from newsletter.models import EntryKind, Issue
from practices.models import Practice

FILE: Final = Path(apps.get_app_config("newsletter").path) / "starter" / "example.json"
SLUG: Final = "example"


class Command(BaseCommand):
    help = (
        "Makes an example issue of the newsletter of starter practices, closed and sent to nobody. "
        "Where there is one already, or no such practice is published, nothing is made."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        made = make_example(json.loads(FILE.read_text(encoding="utf-8")))
        if verbosity:
            self.stdout.write("1 issue made" if made else "0 issues made")


@transaction.atomic
def make_example(told: dict[str, Any]) -> bool:
    """Returns whether an example was made; a site never gets a second one."""
    if Issue.objects.filter(slug=SLUG).exists():
        return False
    public = Practice.objects.public().filter(external_id__in=told["practices"], is_starter=True)
    numbers = dict(public.order_by().values_list("external_id", "pk"))
    if not numbers:
        return False
    issue = Issue(slug=SLUG, is_example=True)
    for field in ("subject", "intro"):
        for code, text in told[field].items():
            setattr(issue, f"{field}_{code}", text)
    issue.save()
    chosen = [numbers[name] for name in told["practices"] if name in numbers]
    add_sources(issue, EntryKind.PRACTICE, chosen, None)
    close(issue, None)
    return True
