"""Makes new pages from forms that may be sent twice: by a double click, or again on a slow link."""

import hashlib
import json
from secrets import token_urlsafe
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from practices.admin.leaving_a_form import ToDeskMixin
from practices.admin.saving import TAKING
from practices.admin.typed_text import REDISPLAY, nothing_saved_yet
from practices.editing.page_form import LOADED_DIGESTS
from practices.editing.versions import Side, compared_lists
from practices.models.submission import Submission

STAMP: Final = "submission"
signer: Final = signing.Signer(salt="practices.submission")
# What differs between two sendings of one text.
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", STAMP, "loaded_revision_id", "loaded_revision_created_at", LOADED_DIGESTS}
)


class OnceCreateView(ToDeskMixin, CreateView):
    """Makes one page of each opened form, however often it is sent."""

    template_name = "practices/admin/create.html"
    is_shown_again = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stamp = _stamp(request) if request.method == "POST" and REDISPLAY not in request.POST else ""
        if not stamp:
            return super().dispatch(request, *args, **kwargs)
        person: Any = request.user
        with transaction.atomic():
            # A second sending waits here until the first has made its page.
            received, is_first = Submission.objects.get_or_create(
                user=person, stamp=stamp, defaults={"digest": _digest(request)}
            )
            if is_first:
                response = super().dispatch(request, *args, **kwargs)
                self._note(received, response)
                return response
        return self._answer_again(request, received)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if REDISPLAY not in request.POST:
            return super().post(request)
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent_page,
            for_user=request.user,
        )
        self.has_unsaved_changes = self.is_shown_again = True
        nothing_saved_yet(request)
        return self.render_to_response(self.get_context_data())

    def _note(self, received: Submission, response: HttpResponseBase) -> None:
        page = getattr(self, "page", None)
        if page is None or page.pk is None:
            # Nothing was made, so that the corrected form may be sent.
            received.delete()
            return
        received.page_id = page.pk
        if isinstance(response, JsonResponse):
            received.answer = json.loads(response.content)
        received.save()
        Submission.forget_old()

    def _answer_again(self, request: HttpRequest, received: Submission) -> HttpResponseBase:
        is_same = received.digest == _digest(request)
        if self.expects_json_response:
            if is_same and received.answer:
                return JsonResponse(received.answer)
            return self.json_error_response("invalid_revision", _("This form has made its page already."))
        if is_same:
            messages.info(request, _("This form had arrived before. It has made one page: this one."))
            return redirect(self.edit_url_name, received.page_id)
        return self._go_on_editing(request, received)

    def _go_on_editing(self, request: HttpRequest, received: Submission) -> HttpResponseBase:
        """Returns what the page's own form answers to a later text, opened with the page as first made."""
        page = Page.objects.get(pk=received.page_id).specific
        if received.answer:
            posted = request.POST.copy()
            for name in ("id", "created_at"):
                posted[f"loaded_revision_{name}"] = str(received.answer[f"revision_{name}"])
            for relation in compared_lists(page.get_edit_handler().get_form_class()):
                # This form does not know the rows that the first text has made.
                posted[f"{TAKING}{relation}"] = Side.MINE.value
            request.POST = posted  # type: ignore[assignment]
        return page_viewset_registry.get_by_type(type(page)).edit_view(request, page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context[STAMP] = self.request.POST.get(STAMP) or signer.sign(token_urlsafe(12))
        if self.is_shown_again:
            # The person looks through it first.
            context["autosave_enabled"] = False
        return context


def _stamp(request: HttpRequest) -> str:
    """Returns the stamp of the form, or nothing where we have not made it."""
    try:
        return signer.unsign(request.POST.get(STAMP, ""))
    except signing.BadSignature:
        return ""


def _digest(request: HttpRequest) -> str:
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_TYPED)
    return hashlib.sha256(json.dumps(typed).encode()).hexdigest()
