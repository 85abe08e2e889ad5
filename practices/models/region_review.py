"""Defines the step of moderation in a region: its people decide, and nobody about their own."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.forms import TaskStateCommentForm
from wagtail.models import GroupApprovalTask, Page, TaskState

from media.region_access import AnyUser

Actions = list[tuple[str, str, bool]]
# Short ones, as three buttons lie beside each other on a phone.
REVIEW_WORDS: Final[Mapping[tuple[str, bool], Any]] = {
    ("reject", True): _("Send back"),
    ("approve", False): _("Publish"),
    ("approve", True): _("Publish, with words"),
}


class SendBackForm(TaskStateCommentForm):
    """Asks for the words without which nobody knows what to change."""

    # The browser's own words would say less.
    use_required_attribute = False
    comment = forms.CharField(
        label=pgettext_lazy("moderation", "Words for the author"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Write what should be changed: whoever handed it in reads these words.")
        },
    )


class RegionReview(GroupApprovalTask):
    class Meta:
        verbose_name = _("review in a region")
        verbose_name_plural = _("reviews in regions")

    def get_actions(self, obj: Page, user: AnyUser) -> Actions:
        """Returns what the person may decide; nothing about a page that they handed in or wrote."""
        if self.is_own(obj.current_workflow_task_state, user):
            return []
        actions: Actions = super().get_actions(obj, user)
        return [(name, REVIEW_WORDS.get((name, modal), label), modal) for name, label, modal in actions]

    def get_form_for_action(self, action: str) -> type[TaskStateCommentForm]:
        return SendBackForm if action == "reject" else TaskStateCommentForm

    def on_action(self, task_state: TaskState, user: AnyUser, action_name: str, **kwargs: Any) -> None:
        if self.is_own(task_state, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: AnyUser, **kwargs: Any) -> QuerySet[TaskState]:
        states: QuerySet[TaskState] = super().get_task_states_user_can_moderate(user, **kwargs)
        if getattr(user, "is_superuser", False):
            return states
        return states.exclude(Q(workflow_state__requested_by=user.pk) | Q(revision__user=user.pk))

    def locked_for_user(self, obj: Page, user: AnyUser) -> bool:
        """Returns whether the person has to wait: not where a farmer told it, for then they complete it."""
        state = obj.current_workflow_state
        if state is not None and state.requested_by_id is None:
            return False
        return bool(super().locked_for_user(obj, user))

    @staticmethod
    def is_own(task_state: TaskState | None, user: AnyUser) -> bool:
        """Returns whether the person handed it in, or wrote the version that was handed in.

        Administrators decide about their own too; the page's history names them.
        """
        if task_state is None or getattr(user, "is_superuser", False):
            return False
        return user.pk in (task_state.workflow_state.requested_by_id, task_state.revision.user_id)
