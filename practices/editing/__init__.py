"""Defines the forms and panels of pages in Wagtail's admin; below the models, which name them."""
