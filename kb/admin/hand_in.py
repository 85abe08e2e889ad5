"""Offers the one way out of the editor that applies: handing in, publishing, or deciding."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SaveDraftMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import WorkflowState

from practices.models.region_review import REVIEW_WORDS


class HandInMenuItem(SubmitForModerationMenuItem):
    """Calls handing in what it is, instead of after the region, whose name is stored in one language."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page and page.pk else None
        is_again = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("Hand in again") if is_again else _("Hand in to be reviewed")
        return context


class InSightMenuItem(ActionMenuItem):
    """Shows saving and the ways out beside each other, which Wagtail would hide behind an arrow."""

    template_name = "kb/in_sight.html"

    def __init__(self, items: Sequence[ActionMenuItem]) -> None:
        super().__init__(order=0)
        self.items = items

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"buttons": [item.render_html(parent_context) for item in self.items]}


class StopReviewMenuItem(CancelWorkflowMenuItem):
    label = gettext_lazy("Stop the review")


OWN_WORDS: Final[Mapping[type[ActionMenuItem], type[ActionMenuItem]]] = {
    SubmitForModerationMenuItem: HandInMenuItem,
    CancelWorkflowMenuItem: StopReviewMenuItem,
}
# Saving stands first: it is what the Enter key does.
IN_SIGHT: Final = (SaveDraftMenuItem, SubmitForModerationMenuItem, PublishMenuItem)


def one_way_out(items: list[ActionMenuItem], context: Mapping[str, Any]) -> list[ActionMenuItem]:
    """Returns the buttons without those that would do the same in another way, the usual ones in sight.

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
    if len(items) > 1:
        # It says that nothing can be done.
        left_out.append(PageLockedMenuItem)
    kept = [_in_own_words(item) for item in items if not isinstance(item, tuple(left_out))]
    in_sight = [item for item in kept if _is_in_sight(item)]
    in_menu = [item for item in kept if item not in in_sight]
    return [InSightMenuItem(in_sight), *in_menu] if in_sight else in_menu


def _in_own_words(item: ActionMenuItem) -> ActionMenuItem:
    if isinstance(item, WorkflowMenuItem):
        # Wagtail adds "and publish" to the words of the review.
        item.label = REVIEW_WORDS.get((item.name, item.launch_modal), item.label)
        return item
    return OWN_WORDS[type(item)](item.order) if type(item) in OWN_WORDS else item


def _is_in_sight(item: ActionMenuItem) -> bool:
    if isinstance(item, WorkflowMenuItem):
        # Approving with words is the rarer of two ways to approve.
        return item.name == "reject" or not item.launch_modal
    return isinstance(item, IN_SIGHT)
