"""Load the home page and the plain pages; safe to repeat."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page, Site

from practices.models import TrilingualPage
from practices.passages import localized
from readers.models import HomePage, PlainPage

STARTER: Final = Path(apps.get_app_config("readers").path) / "starter"
Texts = Mapping[str, Mapping[str, str]]


class Command(BaseCommand):
    help = (
        "Loads the home page and the plain pages. What people have edited or unpublished since is left alone."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with transaction.atomic():
            home = HomePage.objects.first() or _make_home()
            written = [
                page["slug"]
                for page in _read("pages.json")
                if _write_page(home, page["slug"], _texts(page), page.get("names_operator", False))
            ]
        if verbosity:
            self.stdout.write(f"{len(written)} pages written")


def _read(name: str) -> Any:
    return json.loads((STARTER / name).read_text(encoding="utf-8"))


def _texts(page: Mapping[str, Any]) -> Texts:
    return {field: words for field, words in page.items() if field not in ("slug", "names_operator")}


def _make_home() -> HomePage:
    """Return the site's root, written in place of the page that Wagtail welcomes with."""
    root = Page.get_first_root_node()
    home = HomePage(slug="twin-fields", live=False)
    _fill(home, _read("home.json"))
    root.add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    welcome = site.root_page if site.pk else None
    site.root_page = home
    site.site_name = site.site_name or "Twin Fields"
    site.save()
    if welcome is not None and welcome.specific_class is Page:
        # Regions may have been loaded before there was a home for them.
        for child in welcome.get_children():
            child.move(home, pos="last-child")
            home.refresh_from_db()
        Page.objects.get(pk=welcome.pk).delete()
    return home


def _write_page(home: HomePage, slug: str, texts: Texts, names_operator: bool) -> bool:
    page = PlainPage.objects.child_of(home).filter(slug=slug).first()
    if page is None:
        page = PlainPage(slug=slug, live=False, show_in_footer=True, names_operator=names_operator)
        _fill(page, texts)
        home.add_child(instance=page)
    else:
        is_as_given = page.names_operator == names_operator and all(
            localized(page, field) == words for field, words in texts.items()
        )
        if is_as_given or not page.live or page.revisions.filter(user__isnull=False).exists():
            return False
        page.names_operator = names_operator
        _fill(page, texts)
    page.save_revision().publish()
    return True


def _fill(page: TrilingualPage, texts: Texts) -> None:
    for field, words in texts.items():
        for language, text in words.items():
            setattr(page, f"{field}_{language}", text)
