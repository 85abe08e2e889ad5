"""The forms and panels with which pages are edited in Wagtail's admin; below the models, which name them."""
