"""Walls around views of the admin: what is not a person's does not exist for them.

Wagtail's generic views ask whether a person may do something at all, so each of ours is walled by itself.
"""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from media.region_access import AnyUser


class HiddenFromOthers:
    """Answers as if there were nothing to whoever may not enter."""

    request: HttpRequest

    @staticmethod
    def may_enter(user: AnyUser, /) -> bool:
        """Returns whether the view is there for a person."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises Http404 for whoever may not enter."""
        if not self.may_enter(request.user):
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class OwnRows(HiddenFromOthers):
    """Answers as if there were no rows but those that are a person's."""

    @staticmethod
    def own(user: AnyUser, /) -> QuerySet[Any]:
        """Returns what the person looks after."""
        raise NotImplementedError

    def get_object(self, *args: Any) -> Any:
        """Returns the row of the address. Raises Http404 for one that is not the person's."""
        found: Model = super().get_object(*args)  # type: ignore[misc]
        if not self.own(self.request.user).filter(pk=found.pk).exists():
            raise Http404
        return found


class RowsToChange(OwnRows):
    """Answers also as if there were nothing for rows that the person may see and not change."""

    @staticmethod
    def may_change(user: AnyUser, row: Any, /) -> bool:
        """Returns whether the person may change one of their rows."""
        raise NotImplementedError

    def get_object(self, *args: Any) -> Any:
        found = super().get_object(*args)
        if not self.may_change(self.request.user, found):
            raise Http404
        return found
