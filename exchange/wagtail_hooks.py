"""Registers with Wagtail's admin: the queue of what peers send, and its place in the menu."""

from typing import Any

from wagtail import hooks

from exchange.admin import list_view, urls


@hooks.register("register_admin_urls")
def queue_urls() -> list[Any]:
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> list_view.QueueMenuItem:
    return list_view.menu_item()
