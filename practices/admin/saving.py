"""Saves of a page in which nobody's text is overwritten in silence.

Wagtail refuses a stale form only when the browser saves by itself. Here the buttons refuse it as well, and
answer with both versions; what is taken over is chosen field by field (`practices/editing/versions.py`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, Revision
from wagtail.utils.timestamps import render_timestamp

from jobs.row_numbers import row_number
from practices.admin.typed_text import REDISPLAY, nothing_saved_yet
from practices.editing.checks_panel import checks_context
from practices.editing.completeness_panel import completeness_context
from practices.editing.page_form import LOADED_DIGESTS, TrilingualPageForm
from practices.editing.practice_panels import TEXTS
from practices.editing.versions import (
    Difference,
    Side,
    compared_lists,
    differences,
    digest,
    digests,
    read_digests,
    values_of,
    values_typed,
)
from practices.models import Practice
from practices.sent_back import sent_back

# Boxes of the screen that shows both versions: one choice a field, and which fields need one.
TAKING: Final = "taking-"
TO_CHOOSE: Final = "to-choose"
# Digest of what stood in the form when the choice was offered.
OFFERED: Final = "offered-"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Holds what the screen with both versions shows."""

    headline: str
    differences: list[Difference]
    # Differences that nobody needs to be asked about.
    quiet: list[Difference]
    # Lists of children that are the same; their rows may be others, so the form's replace them.
    same_lists: list[str]
    problems: list[str]


class SafeEditView(EditView):
    """Edits a page whose form is a `TrilingualPageForm`; the view that brings a version back mixes it in."""

    template_name = "practices/admin/edit.html"
    partials_template_name = "practices/admin/edit_partials.html"
    conflict: Conflict | None = None
    is_shown_again = False
    # Whether an opened form holds the latest version, and not an older one that is to be brought back.
    opens_latest = True

    def get_template_names(self) -> list[str]:
        names: list[str] = super().get_template_names()
        return [self.template_name] if names == ["wagtailadmin/pages/edit.html"] else names

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        # Two saves at once queue here, so that the second sees what the first has written.
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Wagtail has read the states of moderation with the page, and would ask for each of the draft's anew.
        self.page._current_workflow_states = self.real_page_record._current_workflow_states
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.page.alias_of_id or self.expects_json_response:
            return super().post(request, *args, **kwargs)
        if self.is_out_of_date or self._unsettled:
            return self._show_both()
        if REDISPLAY in request.POST:
            self.form = self._typed_form()
            self.has_unsaved_changes = self.is_shown_again = True
            nothing_saved_yet(request)
            return self.render_to_response(self.get_context_data())
        if self._choices:
            return self._save_chosen()
        return super().post(request, *args, **kwargs)

    @cached_property
    def is_out_of_date(self) -> bool:
        """Tells whether the form was opened with another version than the latest, or does not say."""
        posted = self.request.POST
        if not (posted.get("overwrite_revision_id") or posted.get("loaded_revision_id")):
            return self.latest_revision is not None
        return bool(super().is_out_of_date)

    # --- both versions ----------------------------------------------------------------------------------

    def _show_both(self, problems: Collection[str] = ()) -> HttpResponse:
        """Writes nothing; returns the form as typed, beside the other version."""
        theirs = self._latest()
        self.form = form = self._typed_form()
        self.page = form.instance
        found = differences(form, theirs, self._base(form), self._choices, self._unsettled)
        names = {each.name for each in found}
        same_lists = [relation for relation in compared_lists(self.form_class) if relation not in names]
        self.conflict = Conflict(
            self._headline(),
            [each for each in found if not each.is_quiet],
            [each for each in found if each.is_quiet],
            same_lists,
            list(problems),
        )
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data(), status=409)

    def _headline(self) -> str:
        revision: Revision | None = self.latest_revision
        when = render_timestamp(revision.created_at) if revision is not None else ""
        user = revision.user if revision is not None else None
        if user is not None and user == self.request.user:
            return _("You saved this page in another window or on another device: %(when)s.") % {"when": when}
        name = get_user_display_name(user) if user is not None else ""
        return _("%(name)s saved this page while you were writing: %(when)s.") % {
            "name": name or _("Somebody"),
            "when": when,
        }

    def _latest(self) -> Page:
        """Returns the latest version, anew each time, because a form changes the one it is given."""
        return self.real_page_record.get_latest_revision_as_object()

    def _make_form(self, data: QueryDict, page: Page, **kwargs: Any) -> TrilingualPageForm:
        return self.form_class(
            data,
            self.request.FILES,
            instance=page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
            **kwargs,
        )

    def _typed_form(self) -> TrilingualPageForm:
        """Returns the form with everything as typed, validated."""
        page = self._latest()
        form = self._make_form(self._posted_for(page), page)
        if self.action_name == "save":
            form.defer_required_fields()
        form.is_valid()
        form.restore_required_fields()
        return form

    def _posted_for(self, page: Page) -> QueryDict:
        """Returns what was posted; children that the other version has removed count as new ones."""
        data = self.request.POST.copy()
        for relation in compared_lists(self.form_class):
            known = {str(child.pk) for child in getattr(page, relation).all()}
            for key, value in list(data.items()):
                if key.startswith(f"{relation}-") and key.endswith("-id") and value not in known:
                    data[key] = ""
        return data

    def _base(self, form: TrilingualPageForm) -> dict[str, str] | None:
        """Returns the digests of the version that the form was opened with, or None if nobody knows it."""
        opened = self._page_as_opened()
        text = self.request.POST.get(LOADED_DIGESTS, "")
        if not text and opened is not None:
            text = digests(values_of(form, opened))
        return read_digests(text, [*values_of(form, self._latest())])

    def _page_as_opened(self) -> Page | None:
        posted = self.request.POST
        number = posted.get("overwrite_revision_id") or posted.get("loaded_revision_id") or ""
        revision = self.real_page_record.revisions.filter(pk=row_number(number)).first()
        if revision is None:
            return None
        if revision.created_at.isoformat() != posted.get("loaded_revision_created_at"):
            # Automatic saving has written over it since.
            return None
        return revision.as_object()

    # --- what was chosen --------------------------------------------------------------------------------

    @cached_property
    def _choices(self) -> dict[str, Side]:
        return {
            key.removeprefix(TAKING): Side(value)
            for key, value in self.request.POST.items()
            if key.startswith(TAKING) and value in set(Side)
        }

    @cached_property
    def _unsettled(self) -> list[str]:
        """Returns the fields whose choice is missing, or was made before more was typed into them."""
        missing = [name for name in self.request.POST.getlist(TO_CHOOSE) if name not in self._choices]
        taken = [name for name, side in self._choices.items() if side == Side.THEIRS]
        if not taken:
            return missing
        typed = values_typed(self._typed_form())
        offered = self.request.POST
        edited = [n for n in taken if n in typed and digest(typed[n]) != offered.get(f"{OFFERED}{n}")]
        return missing + edited

    def _save_chosen(self) -> HttpResponseBase:
        """Saves what is kept from the form; all other fields stay as the latest version has them."""
        theirs = {name for name, side in self._choices.items() if side == Side.THEIRS}
        data = self._posted_for(self.page)
        for relation in compared_lists(self.form_class):
            if self._choices.get(relation) == Side.MINE:
                self._leave_out_children_not_in(data, relation)
        self.form = self._make_form(data, self.page, theirs=theirs)
        if self.action_name == "save":
            self.form.defer_required_fields()
        if self.form.is_valid() and not self.locked_for_user:
            return self.form_valid(self.form)
        if self.locked_for_user:
            return self._show_both([_("The page could not be saved as it is locked.")])
        return self._show_both(self._problems(self.form))

    def _leave_out_children_not_in(self, data: QueryDict, relation: str) -> None:
        posted = {
            value for key, value in data.items() if key.startswith(f"{relation}-") and key.endswith("-id")
        }
        children = getattr(self.page, relation)
        children.set([child for child in children.all() if str(child.pk) in posted])

    def _problems(self, form: TrilingualPageForm) -> list[str]:
        """Returns in words what stands against saving the version that was put together."""
        found = [
            f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
            for name, errors in form.errors.items()
            for error in errors
        ]
        return found or [_("The page could not be saved due to validation errors.")]

    # --- the screen -------------------------------------------------------------------------------------

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.expects_json_response and isinstance(self.form, TrilingualPageForm):
            is_untouched = self.request.method == "GET" and self.opens_latest
            latest = self.page if is_untouched else self._latest()
            context["loaded_digests"] = digests(values_of(self.form, latest))
            context["sent_back"] = sent_back(self.page)
        if context["is_partial"] and isinstance(self.page, Practice):
            context |= completeness_context(self.page) | checks_context(self.page, TEXTS)
        if self.conflict is not None or self.is_shown_again:
            # It counts when the person saves, not before.
            context["autosave_enabled"] = False
        if self.conflict is not None:
            # A version that was to be brought back is saved from here like any other text.
            context |= {"conflict": self.conflict, "action_url": self.get_edit_url()}
        return context
