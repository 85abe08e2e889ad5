"""People who write and look after the site, and the pages that are not practices."""

from kb.models.pages import HomePage, PlainPage
from kb.models.user import User, UserManager

__all__ = ["HomePage", "PlainPage", "User", "UserManager"]
