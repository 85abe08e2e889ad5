"""Limits Wagtail's views of pages by region: what a person must not know of does not exist for them."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    PreviewRevisionForTaskView,
    WorkflowActionView,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Task, TaskState

from practices.admin.creating import OnceCreateView
from practices.admin.leaving_a_form import ToDeskMixin
from practices.admin.saving import SafeEditView
from practices.editing.region_forms import limit_choices
from practices.practice_permissions import is_told_by_farmer
from practices.region_access import outside_region, own_pages, visible_to
from practices.slugs import LONGEST_SLUG

# An address names pages by their numbers. These are numbers of what belongs to the page that it names.
PARTS_OF_A_PAGE: Final = frozenset(
    {"revision_id", "revision_id_a", "revision_id_b", "task_id", "task_state_id", "workflow_state_id"}
)


class RegionFormsMixin(View):
    """Limits the form and the filters of a view to what the person may name."""

    def get_form(self, *args: Any, **kwargs: Any) -> forms.BaseForm:
        form: forms.BaseForm = super().get_form(*args, **kwargs)  # type: ignore[misc]
        limit_choices(form, self.request.user)
        return form

    @cached_property
    def filters(self) -> Any:
        filters = super().filters  # type: ignore[misc]
        if filters:
            limit_choices(filters.form, self.request.user)
        return filters


class VisiblePagesMixin(RegionFormsMixin):
    """Answers 404 for a page that the person must not know of, before the view looks at it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.check_access(request, pages_named(kwargs))
        super().setup(request, *args, **kwargs)

    def check_access(self, request: HttpRequest, pages: set[int]) -> None:
        if outside_region(Page, pages, request.user):
            raise Http404


class OwnPagesMixin(VisiblePagesMixin):
    """Refuses other regions' public pages as well (403): their drafts and moderation are not public."""

    def check_access(self, request: HttpRequest, pages: set[int]) -> None:
        super().check_access(request, pages)
        if own_pages(request.user).filter(pk__in=pages).count() < len(pages):
            raise PermissionDenied


def pages_named(kwargs: dict[str, Any]) -> set[int]:
    """Returns the numbers in an address that are not known to be of something else."""
    return {
        int(value) for name, value in kwargs.items() if name not in PARTS_OF_A_PAGE and str(value).isdecimal()
    }


class RegionCopyView(CopyView):
    def get_form(self, *args: Any, **kwargs: Any) -> forms.BaseForm:
        form: forms.BaseForm = super().get_form(*args, **kwargs)
        form.fields["new_slug"].validators.append(MaxLengthValidator(LONGEST_SLUG))
        return form

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        # Wagtail looks the typed parent up before the form may refuse it; nothing needs it.
        response: HttpResponse = super(CopyView, self).post(request, page_id, *args, **kwargs)
        return response


class RegionMoveConfirmView(MoveConfirmView):
    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Asks for the right before Wagtail tells whether the address is free over there."""
        page = Page.objects.get(pk=page_to_move_id)
        destination = Page.objects.get(pk=destination_id)
        if not page.permissions_for_user(request.user).can_move_to(destination):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(
            request, page_to_move_id, destination_id, *args, **kwargs
        )
        return response


def _decided_meanwhile() -> str:
    return _("Somebody else decided on this while you were looking at it. Nothing was changed.")


class SingleDecisionMixin(View):
    """Lets two people decide at the same time: the first decision counts, the second gets a message."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        task_state: TaskState = self.task_state  # type: ignore[attr-defined]
        page: Page = self.object  # type: ignore[attr-defined]
        if task_state.workflow_state.object_id != str(page.pk):
            raise Http404
        with transaction.atomic():
            if request.method == "POST":
                # Whoever comes second waits here until the first has done.
                Page.objects.select_for_update().get(pk=page.pk)
                task_state.refresh_from_db()
            if task_state.status != TaskState.STATUS_IN_PROGRESS:
                messages.error(request, _decided_meanwhile())
                return redirect(self.redirect_url)  # type: ignore[attr-defined]
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class RegionWorkflowActionView(SingleDecisionMixin, WorkflowActionView):
    pass


class RegionCollectWorkflowActionDataView(SingleDecisionMixin, CollectWorkflowActionDataView):
    pass


class RegionTaskPreview(PreviewRevisionForTaskView):
    def get_task(self) -> Task:
        """Returns the task as its own type. Raises Http404 for a task of other regions' groups."""
        return get_object_or_404(visible_to(Task.objects.all(), self.request.user), pk=self.task_id).specific


class SingleDecisionEditView(EditView):
    """Does the same for a decision by the editor's buttons, and shows what was typed again."""

    is_decided = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "action-workflow-action" not in request.POST:
            saved: HttpResponseBase = super().post(request, *args, **kwargs)
            return saved
        with transaction.atomic():
            now = Page.objects.select_for_update().get(pk=self.page.pk).current_workflow_task_state
            self.is_decided = now is None or now != self.page.current_workflow_task_state
            response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        if self.is_decided:
            form.add_error(None, _decided_meanwhile())
            refused: HttpResponse = self.form_invalid(form)
            return refused
        response: HttpResponse = super().form_valid(form)
        return response

    def add_save_confirmation_message(self) -> None:
        """Says what a decision has done; Wagtail would say that the page was updated, whatever it was."""
        if self.action_name != "perform_workflow_action":
            super().add_save_confirmation_message()
            return
        title = {"title": self.page.get_admin_display_title()}
        if self.workflow_action == "reject":
            messages.success(self.request, _("“%(title)s” is sent back.") % title)
        elif Page.objects.filter(pk=self.page.pk, live=True, has_unpublished_changes=False).exists():
            messages.success(self.request, _("“%(title)s” is published.") % title)
        else:
            messages.success(self.request, _("“%(title)s” is approved.") % title)

    def add_cancel_workflow_confirmation_message(self) -> None:
        title = {"title": self.page.get_admin_display_title()}
        messages.success(
            self.request, _("The review of “%(title)s” is stopped. What was written is kept.") % title
        )


class RegionEditView(ToDeskMixin, SafeEditView, SingleDecisionEditView):
    def submit_action(self) -> HttpResponse:
        """Hands the page in; what a farmer told and nobody had handed in begins anew, with this person."""
        state = self.page.current_workflow_state
        if is_told_by_farmer(state):
            self.workflow_state = state
            state.cancel(user=self.request.user)
        response: HttpResponse = super().submit_action()
        return response


class RegionRevertView(ToDeskMixin, SafeEditView, SingleDecisionEditView, RevisionsRevertView):
    opens_latest = False


class RegionPageViewSet(PageViewSet):
    """Makes the views of every type of page; each, whichever class it is, gets `OwnPagesMixin`."""

    model = Page
    add_view_class = OnceCreateView
    edit_view_class = RegionEditView
    revisions_revert_view_class = RegionRevertView
    copy_view_class = RegionCopyView
    move_confirm_view_class = RegionMoveConfirmView
    workflow_preview_view_class = RegionTaskPreview
    workflow_action_view_class = RegionWorkflowActionView
    collect_workflow_action_data_view_class = RegionCollectWorkflowActionDataView

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Any:
        limited = type(
            view_class.__name__, (OwnPagesMixin, view_class), {"__module__": view_class.__module__}
        )
        return super().construct_view(limited, **kwargs)
