"""How a page is edited in Wagtail's admin."""
