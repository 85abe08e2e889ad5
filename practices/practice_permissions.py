"""Says what a person may do with one practice, beyond Wagtail's rules."""

from wagtail.models import PagePermissionTester, WorkflowState


class PracticePermissions(PagePermissionTester):
    """Answers wherever Wagtail asks: for single pages, for many at once, and for what menus offer."""

    def can_unpublish(self) -> bool:
        """Returns whether the person may take the practice off the site: whoever may change it.

        A farmer who takes back what was agreed to must not wait for somebody who may publish.
        """
        if super().can_unpublish():
            return True
        if not (self.user.is_active and self.page.live) or self.page_locked():
            return False
        return "change" in self.permissions

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Returns whether the person may delete it: what was published once, only who may publish.

        Off the site whoever may change it can take it, and deleting cannot be taken back.
        """
        # Wagtail reads no permissions of an administrator, and none of an account that is closed.
        if self.user.is_superuser or not self.user.is_active:
            return bool(super().can_delete(ignore_bulk))
        may_publish = "publish" in self.permissions
        if not may_publish and self.page.first_published_at is not None:
            return False
        # A practice has no pages below it; Wagtail would ask the database so for each row of a list.
        if self.page.is_leaf() and "change" in self.permissions:
            return may_publish or not self.page.live
        return bool(super().can_delete(ignore_bulk))

    def can_submit_for_moderation(self) -> bool:
        """Returns whether it can be handed in; also what a farmer told and nobody has handed in yet."""
        if super().can_submit_for_moderation():
            return True
        return is_told_by_farmer(self.page.current_workflow_state) and not self.page_locked()


def is_told_by_farmer(state: WorkflowState | None) -> bool:
    """Returns whether a page waits for moderation without anybody of the admin having handed it in."""
    return (
        state is not None
        and state.status == WorkflowState.STATUS_IN_PROGRESS
        and state.requested_by_id is None
    )
