"""The draft that a private link leads to: gone on with, looked through, sent.

What was sent already is shown on the author's private page.
"""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange import contributing
from exchange.deciding import DecidedMeanwhileError
from exchange.models import State
from exchange.models.item import Held
from jobs import consent_texts
from jobs.limits import Limit
from readers.peer_forms.telling import ScreenForm, SendForm
from readers.peer_forms.views import PeerFormView
from readers.presenters.peers import telling
from readers.presenters.view_models import Link
from readers.request_land import land_of
from readers.views.peers.private import NO_ADDRESSES, kept_private

# One practice is seven forms, and a village may share one phone.
SCREENS_PER_HOUR: Final = Limit("peer-screens", count=400, per=timedelta(hours=1))
# Nobody tells a practice in so short a time.
TOO_FAST_IN_ALL: Final = timedelta(seconds=10)


class SeeOther(HttpResponseRedirect):
    """Leads to a page after something was saved; loaded again, nothing is saved twice."""

    status_code = HTTPStatus.SEE_OTHER


class DraftView(PeerFormView):
    """Finds the draft of the link in the address; without one there is none yet."""

    limit = SCREENS_PER_HOUR

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token: str = kwargs.get("token", "")
        self.draft = contributing.draft_of(self.token) if self.token else None
        if self.token and self.draft is None:
            return kept_private(gone(request))
        if self.draft is not None and self.draft.state != State.DRAFT and self.leads_on(request):
            return kept_private(SeeOther(mine_url(self.token, is_new=request.method == "POST")))
        return kept_private(super().dispatch(request, *args, **kwargs))

    def leads_on(self, request: HttpRequest) -> bool:
        """Returns whether to lead to the private page what comes after it was sent."""
        return True

    @property
    def subject(self) -> str:
        """Returns what a form of this page is about, for its stamp."""
        return f"tell {self.draft.pk}" if self.draft is not None else "tell"

    def held(self, form: ScreenForm) -> Held | str:
        """Returns why the region should look twice. A screen that is skipped may be left in a moment."""
        found = form.held(self.is_origin_known)
        return "" if found == Held.TOO_FAST else found

    def common(self) -> dict[str, Any]:
        """Returns what every page of the way shows."""
        draft = self.draft
        if draft is None:
            return {}
        # The draft has its own land, so the address needs none.
        kept = telling.kept_draft(draft, self.token)
        return {**NO_ADDRESSES, "draft": draft, "kept": kept, "action": self.request.path}


class SendView(DraftView):
    """Shows all that was told, and sends it."""

    template_name = "readers/tell/send.html"

    def make_form(self, data: Any = None, files: Any = None) -> SendForm:
        known = land_of(self.request)
        return SendForm(data, files, subject=f"{self.subject} send", draft=self.draft, known=known)

    def page(self, form: Any) -> Mapping[str, Any]:
        assert self.draft is not None
        return {
            **self.common(),
            "screens": telling.summary(self.draft, self.token),
            "is_agreed": bool(self.draft.publication_version),
            "consents": consents(self.language),
            "back_url": telling.screen_url(self.token, "you"),
            "missing": self._missing(),
        }

    def take_in(self, form: SendForm) -> HttpResponseBase:
        draft = self.draft
        assert draft is not None
        if self._missing():
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        held = self.held(form)
        if not held and timezone.now() - draft.created_at < TOO_FAST_IN_ALL:
            held = Held.TOO_FAST
        try:
            if not draft.publication_version:
                self._agree(form)
            contributing.submit(draft, held=held)
        except DecidedMeanwhileError:
            # The same button twice, or two windows: it was sent, once.
            draft.refresh_from_db()
            if draft.state == State.DRAFT:
                raise
        return SeeOther(mine_url(self.token, is_new=True))

    def _agree(self, form: SendForm) -> None:
        """Notes the agreement that was given beside the last button; raises ValidationError without."""
        assert self.draft is not None
        if not form.cleaned_data["publication"]:
            raise ValidationError(
                _("Nothing is published that nobody agreed to. Tick the box above the button, then send."),
                code="no_agreement",
            )
        contributing.save(self.draft, "you", {"publication": True}, language=self.language)

    def _missing(self) -> list[Link]:
        """Returns in words what nobody could do without, each with the screen that asks for it."""
        assert self.draft is not None
        found = []
        if not self.draft.place_name:
            found.append(("place", _("The place is missing.")))
        if not self.draft.answers.get("sentence"):
            found.append(("what", _("The sentence that says what you tried is missing.")))
        if not self.draft.answers.get("outcome"):
            found.append(("outcome", _("What became of it is missing: that is what helps others most.")))
        return [Link(text, f"{telling.screen_url(self.token, screen)}?summary=1") for screen, text in found]


def resume(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answers with the first screen that says nothing yet, or the summary; sent, with the private page."""
    draft = contributing.draft_of(token)
    if draft is None:
        return kept_private(gone(request))
    if draft.state != State.DRAFT:
        return kept_private(SeeOther(mine_url(token)))
    empty = (name for name in telling.NAMES if not any(contributing.told_on(draft, name).values()))
    screen = next(empty, "")
    return kept_private(SeeOther(telling.screen_url(token, screen) if screen else telling.send_url(token)))


def gone(request: HttpRequest) -> HttpResponse:
    """Answers a link that leads nowhere: never given out, or to what was not sent within two weeks."""
    context = {**NO_ADDRESSES, "days": contributing.DRAFTS_KEPT.days, "tell_url": reverse("readers:tell")}
    return render(request, "readers/tell/gone.html", context, status=HTTPStatus.NOT_FOUND)


def mine_url(token: str, *, is_new: bool = False) -> str:
    """Returns the address of the author's private page."""
    return f"{reverse('readers:mine', args=[token])}{'?sent=1' if is_new else ''}"


def consents(language: str) -> dict[str, str]:
    """Returns what is read to people today before they agree."""
    kinds = (consent_texts.PUBLICATION, consent_texts.NAMING)
    return {kind: consent_texts.words(kind, consent_texts.current(kind), language) for kind in kinds}
