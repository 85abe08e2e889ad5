"""Says who writes the newsletter: its editors, and the coordination."""

from typing import Any, Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from media.region_access import AnyUser

RIGHT: Final = "newsletter.change_issue"


def may_edit(user: AnyUser) -> bool:
    """Returns whether the person writes the newsletter."""
    # Every kind of user that signs in here has rights; the base class of them all does not say so.
    return bool(user.is_active and getattr(user, "has_perm")(RIGHT))  # noqa: B009


class EditorsOnly:
    """Has a view of the admin answer others as if there were nothing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises Http404 for whoever does not write the newsletter."""
        if not may_edit(request.user):
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
