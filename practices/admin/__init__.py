"""Edits pages in Wagtail's admin: views, lists, and what they let through."""
