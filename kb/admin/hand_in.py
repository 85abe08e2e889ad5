"""Offers the one way out of the editor that applies: handing in, publishing, or deciding."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import WorkflowState


class HandInMenuItem(SubmitForModerationMenuItem):
    """Calls handing in what it is, instead of after the region, whose name is stored in one language."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page and page.pk else None
        is_again = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("Hand in again") if is_again else _("Hand in to be reviewed")
        return context


class StopReviewMenuItem(CancelWorkflowMenuItem):
    label = gettext_lazy("Stop the review")


OWN_WORDS: Final[Mapping[type[ActionMenuItem], type[ActionMenuItem]]] = {
    SubmitForModerationMenuItem: HandInMenuItem,
    CancelWorkflowMenuItem: StopReviewMenuItem,
}


def one_way_out(items: list[ActionMenuItem], context: Mapping[str, Any]) -> list[ActionMenuItem]:
    """Returns the buttons without those that would do the same in another way.

    Whoever may publish does not hand in. While a page waits for a decision, deciding publishes it. Beginning
    the moderation anew is the same as handing in again, as it has one step.
    """
    page = context.get("page")
    is_waiting = bool(page and page.pk and page.workflow_in_progress)
    may_publish = any(isinstance(item, PublishMenuItem) for item in items)
    may_decide = any(isinstance(item, WorkflowMenuItem) for item in items)
    left_out: list[type[ActionMenuItem]] = [RestartWorkflowMenuItem]
    if may_publish or may_decide:
        left_out.append(SubmitForModerationMenuItem)
    if is_waiting:
        left_out.append(PublishMenuItem)
    return [
        OWN_WORDS[type(item)](item.order) if type(item) in OWN_WORDS else item
        for item in items
        if not isinstance(item, tuple(left_out))
    ]
