"""Follows a no: where the page was sent back or deleted its teller hears of it, and the other way round.

That it was published or hidden is followed in `exchange/page_steps.py`.
"""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import WorkflowState
from wagtail.signals import workflow_rejected

from exchange.deciding import after_each_step, take_step
from exchange.models import Action, Contribution, PeerItem, State
from jobs.row_numbers import row_number
from media.region_access import AnyUser
from practices.models import Practice

UNDECIDED = (State.WAITING, State.ASKED)


def connect() -> None:
    workflow_rejected.connect(decline_with_workflow, dispatch_uid="exchange.decline_with_workflow")
    pre_delete.connect(decline_with_page, sender=Practice, dispatch_uid="exchange.decline_with_page")
    after_each_step(end_workflow)


def decline_with_workflow(instance: WorkflowState, user: AnyUser | None = None, **kwargs: Any) -> None:
    """Declines what was told, with the words of whoever sent its page back.

    A page that a correspondent handed in goes back to the correspondent: its teller is not told of that.
    """
    if instance.requested_by_id is not None:
        return
    contribution = Contribution.objects.filter(practice=row_number(instance.object_id)).first()
    if contribution is not None and contribution.state in UNDECIDED:
        task = instance.current_task_state
        take_step(contribution, Action.DECLINED, by=user, words=task.specific.get_comment() if task else "")


def decline_with_page(instance: Practice, **kwargs: Any) -> None:
    """Declines what was told when its page is deleted; what was published is hidden then."""
    contribution = Contribution.objects.filter(practice=instance.pk).first()
    if contribution is None:
        return
    if contribution.state in UNDECIDED:
        take_step(contribution, Action.DECLINED)
    elif contribution.state == State.PUBLISHED:
        take_step(contribution, Action.HIDDEN)


def end_workflow(item: PeerItem, action: Action) -> None:
    """Ends the workflow of the page of what was declined in the queue: nobody has to look at it again."""
    if not isinstance(item, Contribution) or action != Action.DECLINED or item.practice is None:
        return
    waiting = WorkflowState.objects.for_instance(item.practice)
    for state in waiting.filter(status=WorkflowState.STATUS_IN_PROGRESS):
        state.cancel()
