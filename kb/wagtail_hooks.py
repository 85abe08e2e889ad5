"""Registers our colours and lists with Wagtail's admin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.users.models import UserProfile

from kb.accounts.clearing import LOG_ACTION
from kb.admin import alike, failed_updates
from kb.admin.account import SecondFactorPanel, WeeklyDigestPanel
from kb.admin.contact import PublicContactPanel
from kb.admin.hand_in import one_way_out
from kb.admin.practice_list import PracticeListing
from kb.desk import published, views
from kb.desk.panels import DeskPanel
from kb.models import User
from kb.regions import inviting, leaving
from kb.regions import urls as region_urls
from kb.regions import views as region_views


@hooks.register("insert_global_admin_css")
def own_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("kb/css/admin.css"))


@hooks.register("insert_global_admin_js")
def typed_dates() -> SafeString:
    return format_html('<script src="{}"></script>', static("kb/js/typed-dates.js"))


@hooks.register("register_admin_viewset")
def list_practices() -> PracticeListing:
    return PracticeListing()


@hooks.register("register_admin_urls")
def failed_updates_urls() -> list[URLPattern]:
    return failed_updates.urls


@hooks.register("register_reports_menu_item")
def failed_updates_menu_item() -> failed_updates.FailedUpdatesMenuItem:
    return failed_updates.menu_item()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(LOG_ACTION, _("Remove the second factor"), _("Removed the second factor"))
    actions.register_action(inviting.INVITED, _("Invite somebody"), _("Invited"))
    actions.register_action(inviting.ROLE_CHANGED, _("Change the role"), _("Changed the role"))
    actions.register_action(leaving.LEFT, _("Let somebody leave"), _("Left; what was under way passed on"))


@hooks.register("register_admin_urls")
def regions_urls() -> list[URLPattern]:
    return region_urls.urlpatterns


@hooks.register("register_admin_menu_item")
def regions_menu_item() -> region_views.RegionsMenuItem:
    return region_views.menu_item()


@hooks.register("register_account_settings_panel")
def second_factor_panel(request: HttpRequest, user: User, profile: UserProfile) -> SecondFactorPanel:
    return SecondFactorPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def weekly_digest_panel(request: HttpRequest, user: User, profile: UserProfile) -> WeeklyDigestPanel:
    return WeeklyDigestPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def public_contact_panel(request: HttpRequest, user: User, profile: UserProfile) -> PublicContactPanel:
    return PublicContactPanel(request, user, profile)


@hooks.register("construct_homepage_panels")
def desk_alone(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [DeskPanel()]


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    return views.urls


@hooks.register("register_admin_menu_item")
def published_menu_item() -> published.PublishedMenuItem:
    return published.menu_item()


@hooks.register("construct_page_action_menu")
def offer_one_way_out(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]
) -> None:
    menu_items[:] = one_way_out(menu_items, context)


@hooks.register("register_admin_urls")
def alike_urls() -> list[URLPattern]:
    return alike.urls


@hooks.register("insert_editor_js")
def alike_script() -> SafeString:
    return format_html(
        '<script src="{}" data-alike="{}" defer></script>', static("kb/js/alike.js"), reverse(alike.NAME)
    )


@hooks.register("after_create_page")
def say_what_is_alike(request: HttpRequest, page: Page) -> None:
    alike.say_what_is_alike(request, page)


@hooks.register("construct_help_menu")
def help_without_news(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leaves away what is about Wagtail, in English and on another site."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]
