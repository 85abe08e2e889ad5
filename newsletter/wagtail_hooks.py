"""Registers with Wagtail's admin: the newsletter, its place in the menu, and "add to the newsletter"."""

from collections.abc import Iterator

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from media.region_access import AnyUser
from newsletter.access import may_edit
from newsletter.admin import issue_list, subscribers, urls
from newsletter.admin.base import ADD
from practices.models import Practice


@hooks.register("register_admin_urls")
def newsletter_urls() -> list[URLPattern]:
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def newsletter_menu_item() -> issue_list.NewsletterMenuItem:
    return issue_list.menu_item()


@hooks.register("register_log_actions")
def subscribers_log_actions(actions: LogActionRegistry) -> None:
    """Registers what is written down of people's addresses."""
    actions.register_action(
        subscribers.EXPORTED, _("Take all subscribers along"), _("Took all addresses of subscribers along")
    )
    actions.register_action(
        subscribers.IMPORTED, _("Import subscribers"), _("Imported addresses of subscribers")
    )
    actions.register_action(
        subscribers.BOUNCED, _("Import what came back"), _("Imported addresses whose mail came back")
    )
    actions.register_action(subscribers.ERASED, _("Erase a subscriber"), _("Erased a subscriber"))


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def add_to_newsletter(
    page: Page, user: AnyUser, next_url: str | None = None, **kwargs: object
) -> Iterator[Button]:
    """Yields the button of a published practice, for those who write the newsletter."""
    if page.live and issubclass(page.specific_class or Page, Practice) and may_edit(user):
        yield Button(_("Add to the newsletter"), reverse(ADD, args=[page.pk]), icon_name="mail", priority=90)
