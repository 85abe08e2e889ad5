"""Registers our colours and lists with Wagtail's admin."""

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from kb.admin import failed_updates
from kb.admin.practice_list import PracticeListing


@hooks.register("insert_global_admin_css")
def own_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("kb/css/admin.css"))


@hooks.register("register_admin_viewset")
def list_practices() -> PracticeListing:
    return PracticeListing()


@hooks.register("register_admin_urls")
def failed_updates_urls() -> list[URLPattern]:
    return failed_updates.urls


@hooks.register("register_reports_menu_item")
def failed_updates_menu_item() -> failed_updates.FailedUpdatesMenuItem:
    return failed_updates.menu_item()
