"""Says who writes the newsletter: its editors, and the coordination."""

from typing import Final

from media.admin.walls import HiddenFromOthers
from media.region_access import AnyUser

RIGHT: Final = "newsletter.change_issue"


def may_edit(user: AnyUser) -> bool:
    """Returns whether the person writes the newsletter."""
    # Every kind of user that signs in here has rights; the base class of them all does not say so.
    return bool(user.is_active and getattr(user, "has_perm")(RIGHT))  # noqa: B009


class EditorsOnly(HiddenFromOthers):
    """Is there for those who write the newsletter."""

    may_enter = staticmethod(may_edit)
