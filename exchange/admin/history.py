"""Says what happened to an item, step by step, and who was faster."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from exchange.models import Action, Decision


@dataclass(frozen=True, slots=True)
class Step:
    what: str
    by: str
    at: datetime
    words: str
    original: str


def _steps(item: Any) -> Any:
    return Decision.objects.filter(item_kind=item.kind, item_number=item.pk).select_related("by")


def history(item: Any) -> list[Step]:
    """Returns the steps of an item, the first one first."""
    return [
        Step(step.get_action_display(), _name(step), step.at, step.words, step.original)
        for step in _steps(item)
    ]


def last_step(item: Any) -> Decision | None:
    """Returns what happened to an item last."""
    step: Decision | None = _steps(item).order_by("-at", "-pk").first()
    return step


def decided_meanwhile(step: Decision | None) -> str:
    """Returns who did what while somebody else was reading."""
    if step is None or step.action == Action.RECEIVED:
        return _("This changed while you were reading it.")
    return _("%(name)s was faster: %(what)s, %(time)s ago.") % {
        "name": _name(step) or _("Its author"),
        "what": step.get_action_display(),
        "time": timesince(step.at),
    }


def _name(step: Decision) -> str:
    return get_user_display_name(step.by) if step.by else ""
