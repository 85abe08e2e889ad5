"""Keeps what is done with many things at once to the rules of what is done with one.

What the person must not know of is left out, as if it did not exist; what may not be done is refused.
"""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms import BaseForm, Form
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.tags import TagField
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages import bulk_actions as of_pages
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images
from wagtail.models import Page

from jobs.row_numbers import row_numbers
from practices.editing.region_forms import limit_choices
from practices.models import Practice
from practices.region_access import own_pages, visible_to


class RegionBulkAction(BulkAction):
    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Returns the numbers of all that a list shows. Raises Http404 for the list of no page."""
        try:
            return super().get_all_objects_in_listing_query(parent_id)
        except Page.DoesNotExist as problem:
            raise Http404 from problem

    def get_queryset(self, model: type[Model], object_ids: Any) -> list[Any]:
        """Returns what of these ids the person may know of. Raises Http404 where that is nothing."""
        numbers = row_numbers(map(str, object_ids))
        user = self.request.user
        known = own_pages(user) if issubclass(model, Page) else visible_to(model._default_manager.all(), user)
        things = list(known.filter(pk__in=numbers))
        if not things:
            raise Http404
        return things

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        allowed, others = super().get_actionable_objects()
        if self.request.method == "POST" and not allowed and others["items_with_no_access"]:
            raise PermissionDenied
        return allowed, others

    def get_form(self, form_class: type[BaseForm] | None = None) -> BaseForm:
        form: BaseForm = super().get_form(form_class)
        limit_choices(form, self.request.user)
        return form


class RegionPublish(RegionBulkAction, of_pages.PublishBulkAction):
    def check_perm(self, page: Page) -> bool:
        return bool(super().check_perm(page) and is_ready(page))

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        allowed, others = super().get_actionable_objects()
        unready = [page for page in others["items_with_no_access"] if not is_ready(page)]
        for page in unready:
            warning = _("“%(name)s” still lacks something. Open it and publish it there, to see what.")
            messages.warning(self.request, warning % {"name": page.get_admin_display_title()})
        return allowed, others

    @classmethod
    def execute_action(
        cls, objects: list[Any], include_descendants: bool = False, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        below = [
            draft
            for page in (objects if include_descendants else ())
            for draft in page.get_descendants().not_live().specific()
            if draft.permissions_for_user(user).can_publish() and is_ready(draft)
        ]
        super().execute_action([*objects, *below], user=user)
        return len(objects), len(below)


def is_ready(page: Page) -> bool:
    """Returns whether the newest version has what publishing it in the editor would ask for."""
    newest = page.get_latest_revision_as_object()
    try:
        newest.full_clean()
    except ValidationError:
        return False
    return not (isinstance(newest, Practice) and newest.unconfirmed_doubt())


class TagForm(Form):
    tags = TagField(label=gettext_lazy("Tags"))

    def clean_tags(self) -> list[str]:
        """Returns the tags; raises ValidationError for commas and quotes with nothing between them."""
        tags: list[str] = self.cleaned_data["tags"]
        if not tags:
            raise ValidationError(self.fields["tags"].error_messages["required"], code="required")
        return tags


class TagsAsTyped:
    """Reads tags as the form of one picture does: Wagtail's own form keeps quotes and blanks."""

    form_class = TagForm
    cleaned_form: Form

    def get_execution_context(self) -> dict[str, Any]:
        return {"tags": self.cleaned_form.cleaned_data["tags"]}


class RegionAddImageTags(TagsAsTyped, RegionBulkAction, of_images.AddTagsBulkAction):
    pass


class RegionAddDocumentTags(TagsAsTyped, RegionBulkAction, of_documents.AddTagsBulkAction):
    pass


STOCK_ACTIONS: Final = (
    of_pages.DeleteBulkAction,
    of_pages.MoveBulkAction,
    of_pages.UnpublishBulkAction,
    of_images.AddToCollectionBulkAction,
    of_images.DeleteBulkAction,
    of_documents.AddToCollectionBulkAction,
    of_documents.DeleteBulkAction,
)
REGION_ACTIONS: Final = (
    RegionPublish,
    RegionAddImageTags,
    RegionAddDocumentTags,
    *(
        type(action.__name__, (RegionBulkAction, action), {"__module__": __name__})
        for action in STOCK_ACTIONS
    ),
)
