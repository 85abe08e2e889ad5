"""What the admin shows of media beside Wagtail's own lists."""
