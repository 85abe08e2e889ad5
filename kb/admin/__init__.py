"""Shows Wagtail's admin in our colours, with our accounts."""
