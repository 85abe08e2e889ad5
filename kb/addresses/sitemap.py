"""Lists public pages for search engines, and knows when one of them went away."""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import PageViewRestriction
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from kb.models import AddressChange
from newsletter.archive import IssueAddresses, issue_addresses
from practices.models.base import TrilingualQuerySet, public_pages
from zones.vocabulary import LANGUAGES


class PublicSitemap(Sitemap):
    """Lists every public page and the issues of the newsletter; each names its three addresses."""

    latest_lastmod: datetime | None = None

    def items(self) -> TrilingualQuerySet:
        root = self.get_wagtail_site().root_page
        return public_pages().descendant_of(root, inclusive=True).order_by("path").specific()

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Returns the addresses; what is gone counts too for when the list last changed."""
        urls: list[dict[str, Any]] = super().get_urls(*args, **kwargs)
        issues = issue_addresses()
        changes = [AddressChange.latest(), *(issue.closed_at for issue in issues)]
        if self.latest_lastmod:
            self.latest_lastmod = max([self.latest_lastmod, *filter(None, changes)])
        return [*urls, *(entry for issue in issues for entry in _entries(issue))]


def _entries(issue: IssueAddresses) -> list[dict[str, Any]]:
    alternates = [{"lang_code": code, "location": url} for code, url in issue.urls.items()]
    alternates.append({"lang_code": "x-default", "location": issue.urls[LANGUAGES[0]]})
    return [
        {"location": url, "lastmod": issue.closed_at, "alternates": alternates} for url in issue.urls.values()
    ]


def address_changed(**kwargs: Any) -> None:
    AddressChange.objects.update_or_create(pk=1, defaults={"changed_at": timezone.now()})


def connect() -> None:
    """Connects what takes an address away. Wagtail unpublishes what is deleted, and says so."""
    for signal in (page_slug_changed, page_unpublished, post_page_move):
        signal.connect(address_changed, dispatch_uid="kb.address_changed")
    for signal in (post_save, post_delete):
        signal.connect(address_changed, sender=PageViewRestriction, dispatch_uid="kb.address_changed")
