"""Says with which words a page was sent back to those who handed it in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, WorkflowState

from practices.times import ago


@dataclass(frozen=True, slots=True)
class SentBack:
    """Holds what the moderator wrote, in full, with their name and the time."""

    words: str
    name: str
    at: datetime | None

    @property
    def ago(self) -> str:
        return ago(self.at)


def sent_back(page: Page) -> SentBack | None:
    """Returns why a page was sent back; None where it is not, or was handed in again or published since."""
    state: WorkflowState | None = page.current_workflow_state
    return decision(state) if state is not None else None


def decision(state: WorkflowState) -> SentBack | None:
    """Returns the same of the state of a page in moderation."""
    task = state.current_task_state
    if state.status != WorkflowState.STATUS_NEEDS_CHANGES or task is None:
        return None
    person = task.finished_by
    name = get_user_display_name(person) if person is not None else ""
    return SentBack(task.comment, name or _("Somebody"), task.finished_at)
