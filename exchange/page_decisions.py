"""Keeps a page and what its teller was told of it together: declined or deleted there, taken back here.

That it was published or hidden is another module's to follow.
"""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import WorkflowState
from wagtail.signals import workflow_rejected

from exchange.deciding import after_each_step, take_step
from exchange.models import Action, Contribution, PeerItem, State
from media.region_access import AnyUser
from practices.consent import KINDS
from practices.models import Practice

UNDECIDED = (State.WAITING, State.ASKED)


def connect() -> None:
    workflow_rejected.connect(decline_with_workflow, dispatch_uid="exchange.decline_with_workflow")
    pre_delete.connect(decline_with_page, sender=Practice, dispatch_uid="exchange.decline_with_page")
    after_each_step(follow_step)


def decline_with_workflow(instance: WorkflowState, user: AnyUser | None = None, **kwargs: Any) -> None:
    """Declines what was told, with the words of whoever sent its page back.

    A page that a correspondent handed in goes back to the correspondent: its teller is not told of that.
    """
    if instance.requested_by_id is not None:
        return
    contribution = Contribution.objects.filter(practice=_number(instance.object_id)).first()
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


def follow_step(item: PeerItem, action: Action) -> None:
    """Ends the page's workflow when it was declined in the queue; takes off the page that was taken back."""
    if not isinstance(item, Contribution) or action not in (Action.DECLINED, Action.WITHDRAWN):
        return
    practice = item.practice
    if practice is None:
        return
    for state in WorkflowState.objects.for_instance(practice).filter(status=WorkflowState.STATUS_IN_PROGRESS):
        state.cancel()
    if action == Action.WITHDRAWN:
        _take_off(practice)


def _take_off(practice: Practice) -> None:
    """Deletes a page that nobody ever saw; takes another from the site, and both agreements out of it."""
    if practice.first_published_at is None:
        practice.delete()
        return
    if practice.live:
        practice.unpublish()
    latest = practice.get_latest_revision_as_object()
    for kind in KINDS:
        setattr(latest, f"{kind}_agreed", False)
    latest.save_revision()


def _number(object_id: str) -> int | None:
    return int(object_id) if object_id.isdecimal() else None
