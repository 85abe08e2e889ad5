"""What people do in the admin, drawn at random: the ways in which a practice appears, changes and goes."""

import random
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from practices.models import Practice, PracticeStep, RegionSection
from readers.models import HomePage
from tests import factories
from zones import vocabulary
from zones.values import Classes

MOST_PRACTICES = 24
REGIONS = ("west-africa", "andes", "europe")
WORDS = ("stone", "soil", "maize", "manure", "cover", "seed", "rain", "pit")


class Admin:
    """Each operation picks its own target; one without a target does nothing and says so."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.sections = [factories.make_region(slug, slug.capitalize()).section.pk for slug in REGIONS]
        self.browser = Client()
        self.browser.force_login(factories.UserFactory(is_superuser=True, language="en"))
        self.counter = 0
        self.operations: list[tuple[int, Callable[[], bool]]] = [
            (6, self.create_draft),
            (8, self.create_and_publish),
            (8, self.publish_draft),
            (10, self.edit_and_publish),
            (5, self.edit_draft),
            (5, self.unpublish),
            (4, self.delete),
            (7, self.move),
            (4, self.rename),
            (3, self.rename_section),
            (5, self.hide_or_show_section),
            (2, self.hide_or_show_home),
            (9, self.restrict_or_open),
            (5, self.publish_when_due),
            (5, self.expire_when_due),
            (5, self.copy),
            (1, self.copy_section),
            (3, self.alias),
            (6, self.in_bulk),
            (5, self.through_views),
            (3, self.move_through_view),
        ]

    def do(self) -> str:
        """One operation that changed something; its name."""
        while True:
            weights = [weight for weight, _operation in self.operations]
            operation = self.dice.choices(self.operations, weights)[0][1]
            if Practice.objects.count() > MOST_PRACTICES:
                operation = self.delete
            if operation():
                return operation.__name__

    # --- targets --------------------------------------------------------------------------------------

    def _practice(self, **only: object) -> Practice | None:
        found = list(Practice.objects.filter(alias_of=None, **only).order_by("pk"))
        return self.dice.choice(found) if found else None

    def _page(self, **only: object) -> Page | None:
        """The same as Wagtail often holds it: without the fields of a practice."""
        practice = self._practice(**only)
        return practice and Page.objects.get(pk=practice.pk)

    def _section(self) -> RegionSection:
        return RegionSection.objects.get(pk=self.dice.choice(self.sections))

    def _texts(self) -> dict[str, object]:
        self.counter += 1
        return {
            f"name_{self.dice.choice(vocabulary.LANGUAGES)}": f"{self.dice.choice(WORDS)} {self.counter}",
            "outcome": self.dice.choice(vocabulary.OUTCOMES),
            "texture": Classes.of(self.dice.choice(("sandy", "clay"))),
        }

    def _change(self, practice: Practice) -> Practice:
        for name, value in self._texts().items():
            setattr(practice, name, value)
        if self.dice.random() < 0.5:
            practice.steps = [PracticeStep(text_en=f"Step {self.counter}", sort_order=0)]
        if self.dice.random() < 0.5:
            practice.tags.add(self.dice.choice(WORDS))
        return practice

    # --- one practice ---------------------------------------------------------------------------------

    def create_draft(self) -> bool:
        factories.make_practice(self._section(), live=False, **self._texts()).save_revision()
        return True

    def create_and_publish(self) -> bool:
        factories.make_practice(self._section(), live=False, **self._texts()).save_revision().publish()
        return True

    def publish_draft(self) -> bool:
        practice = self._practice(live=False)
        if practice is None:
            return False
        (practice.get_latest_revision() or practice.save_revision()).publish()
        return True

    def edit_and_publish(self) -> bool:
        practice = self._practice()
        if practice is None:
            return False
        self._change(practice.get_latest_revision_as_object()).save_revision().publish()
        return True

    def edit_draft(self) -> bool:
        practice = self._practice()
        if practice is None:
            return False
        self._change(practice.get_latest_revision_as_object()).save_revision()
        return True

    def unpublish(self) -> bool:
        page = self._page(live=True) if self.dice.random() < 0.5 else self._practice(live=True)
        if page is None:
            return False
        page.unpublish()
        return True

    def delete(self) -> bool:
        page = self._page() if self.dice.random() < 0.5 else self._practice()
        if page is None:
            return False
        page.delete()
        return True

    def move(self) -> bool:
        page = self._page() if self.dice.random() < 0.5 else self._practice()
        if page is None:
            return False
        page.move(self._section(), pos="last-child")
        return True

    def rename(self) -> bool:
        practice = self._practice()
        if practice is None:
            return False
        self.counter += 1
        practice.slug = f"renamed-{self.counter}"
        practice.save_revision().publish()
        return True

    def publish_when_due(self) -> bool:
        practice = self._practice()
        if practice is None:
            return False
        page = self._change(practice.get_latest_revision_as_object())
        page.go_live_at, page.expire_at = timezone.now() + timedelta(hours=1), None
        page.save_revision().publish()
        revision = Practice.objects.get(pk=page.pk).scheduled_revision
        past = timezone.now() - timedelta(seconds=1)
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
        call_command("publish_scheduled")
        return True

    def expire_when_due(self) -> bool:
        practice = self._practice(live=True)
        if practice is None:
            return False
        Page.objects.filter(pk=practice.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        call_command("publish_scheduled")
        return True

    def copy(self) -> bool:
        practice = self._practice()
        if practice is None:
            return False
        self.counter += 1
        practice.copy(
            to=self._section(),
            update_attrs={"slug": f"copy-{self.counter}"},
            keep_live=self.dice.random() < 0.5,
        )
        return True

    def alias(self) -> bool:
        practice = self._practice()
        if practice is None:
            return False
        self.counter += 1
        practice.create_alias(parent=self._section(), update_slug=f"alias-{self.counter}")
        return True

    # --- whole branches -------------------------------------------------------------------------------

    def rename_section(self) -> bool:
        section = self._section()
        self.counter += 1
        section.slug = f"region-{self.counter}"
        section.save_revision().publish()
        return True

    def hide_or_show_section(self) -> bool:
        return self._hide_or_show(self._section())

    def hide_or_show_home(self) -> bool:
        return self._hide_or_show(HomePage.objects.get())

    def _hide_or_show(self, page: Page) -> bool:
        if page.live:
            page.unpublish()
        else:
            page.save_revision().publish()
        return True

    def copy_section(self) -> bool:
        """With all below it; the copy is a region of its own until it is deleted again."""
        self.counter += 1
        copied = self._section().copy(recursive=True, update_attrs={"slug": f"again-{self.counter}"})
        if self.dice.random() < 0.7:
            Page.objects.get(pk=copied.pk).delete()
        return True

    def restrict_or_open(self) -> bool:
        restriction = PageViewRestriction.objects.order_by("pk").first()
        if restriction is not None and self.dice.random() < 0.6:
            restriction.delete()
            return True
        page: Page | None = self._section() if self.dice.random() < 0.4 else self._practice()
        if page is None or page.view_restrictions.exists():
            return False
        PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)
        return True

    # --- as a browser does it -------------------------------------------------------------------------

    def _post(self, address: str, **data: object) -> bool:
        response = self.browser.post(address, data)
        assert response.status_code == 302, (address, response.status_code)
        return True

    def in_bulk(self) -> bool:
        pages = list(Practice.objects.filter(alias_of=None).order_by("pk"))
        if not pages:
            return False
        chosen = self.dice.sample(pages, min(3, len(pages)))
        action = self.dice.choice(("publish", "unpublish", "delete"))
        query = "&".join(f"id={page.pk}" for page in chosen)
        return self._post(f"{reverse('wagtail_bulk_action', args=('wagtailcore', 'page', action))}?{query}")

    def through_views(self) -> bool:
        practice = self._practice(live=True)
        if practice is None:
            return False
        if self.dice.random() < 0.5:
            return self._post(reverse("wagtailadmin_pages:unpublish", args=(practice.pk,)))
        response = self.browser.post(
            reverse("wagtailadmin_pages:set_privacy", args=(practice.pk,)),
            {"restriction_type": self.dice.choice(("login", "none"))},
        )
        assert response.status_code == 200
        return True

    def move_through_view(self) -> bool:
        practice, section = self._practice(), self._section()
        if practice is None or practice.get_parent().pk == section.pk:
            return False
        return self._post(reverse("wagtailadmin_pages:move_confirm", args=(practice.pk, section.pk)))
