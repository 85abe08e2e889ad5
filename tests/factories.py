"""People, regions and practices for tests. Names and places are plain examples."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import translation
from wagtail.models import Page, Site

from kb.models import User
from practices.models import Practice, RegionSection
from practices.regions import Region, create_region
from readers.models import HomePage
from tests.remembered import remembered

PASSWORD = "correct horse battery"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    display_name = factory.Sequence(lambda number: f"Person {number}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=PASSWORD, **kwargs)

    @factory.post_generation
    def groups(self: User, create: bool, extracted: list[Group] | None, **kwargs: Any) -> None:
        if create and extracted:
            self.groups.add(*extracted)


def make_home() -> HomePage:
    """The home page of the default site; the one there is, if there is one."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = HomePage(
            name_en="Twin Fields", name_fr="Champs jumeaux", name_es="Campos gemelos", slug="site"
        )
        root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "port": 80}
    )
    Site.clear_site_root_paths_cache()
    return home


def make_region(
    slug: str = "west-africa",
    name: str = "West Africa",
    countries: tuple[str, ...] = (),
    *,
    correspondents_publish: bool = True,
) -> Region:
    """A region that has chosen that its correspondents publish alone, unless said otherwise."""
    return remembered(make_region_anew, slug, name, countries, correspondents_publish)


def make_region_anew(
    slug: str, name: str, countries: tuple[str, ...], correspondents_publish: bool
) -> Region:
    return create_region(
        slug, {"en": name}, countries, parent=make_home(), correspondents_publish=correspondents_publish
    )


def make_correspondent(region: Region, **kwargs: Any) -> User:
    return UserFactory(groups=[region.correspondents], **kwargs)


def make_practice(section: RegionSection, *, live: bool = True, **fields: Any) -> Practice:
    """A practice that has what publishing asks for, and whatever is named."""
    values: dict[str, Any] = {
        "place_name": "Kopargo",
        "country": "BJ",
        "land_uses": ("cropland",),
        "outcome": "adopted",
        "live": live,
        "publication_agreed": True,
        **fields,
    }
    if not any(key.startswith("name_") for key in values):
        values["name_en"] = "Stone lines"
    practice = Practice(**values)
    section.add_child(instance=practice)
    return practice


def url_in(page: Page, language: str) -> str:
    """Returns the page's address for readers of `language`."""
    with translation.override(language):
        return page.get_url() or ""


def is_public(page: Page) -> bool:
    """Returns whether anybody may read the page."""
    return type(page).objects.public().filter(pk=page.pk).exists()


def load_thesaurus() -> None:
    """Loads the concepts as `up` does, from the second time on their rows alone."""
    remembered(_load_thesaurus, *Page.objects.values_list("url_path", flat=True))


def load_collection() -> None:
    """Loads concepts and starter practices as `up` does, from the second time on their rows alone."""
    remembered(_load_collection, *Page.objects.values_list("url_path", flat=True))


def _load_thesaurus(*pages: str) -> None:
    """Loads the concepts, which pages with these addresses may name."""
    call_command("load_thesaurus", verbosity=0)


def _load_collection(*pages: str) -> None:
    """Loads both beside pages with these addresses, some of which may be sections of theirs."""
    _load_thesaurus(*pages)
    call_command("load_starter", verbosity=0)
