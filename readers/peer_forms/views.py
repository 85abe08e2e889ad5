"""The way of every form that readers send: shown with a stamp, checked, taken in once, answered by a page.

Nothing here sets a cookie, nothing is stored by a browser or proxy, and what was typed comes back with every
refusal.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from exchange.deciding import DecidedMeanwhileError
from jobs.client_address import client_address
from jobs.limited_forms import too_many
from jobs.limits import Limit
from media.microphone import let_record
from readers.peer_forms.files import FilesMixin
from readers.peer_forms.forms import STAMP, TRAP, PeerForm
from readers.peer_forms.origin import Origin, origin_of
from readers.request_land import land_of, with_query
from zones.vocabulary import LANGUAGES

# Ten reports from one phone in an hour are a village; this many are not.
FORMS_PER_HOUR: Final = Limit("peer-forms", count=60, per=timedelta(hours=1))
# A form that comes back keeps its files, so these are counted before anything is read of them.
FILES_PER_HOUR: Final = Limit("peer-files", count=120, per=timedelta(hours=1))
PRIVATE: Final = "private, no-store"


class PeerFormView(View):
    """Shows a form and takes it in. A subclass says what about, and what is done with it."""

    http_method_names = ["get", "head", "post"]
    limit = FORMS_PER_HOUR
    template_name: str

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Returns the view without Django's own check, which needs a cookie; subclasses never have it."""
        return csrf_exempt(super().as_view(**initkwargs))

    def make_form(self, data: Any = None, files: Any = None) -> PeerForm:
        """Returns the form, bound where `data` is given."""
        raise NotImplementedError

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        """Returns what the template shows beside the fields; `view` by custom."""
        raise NotImplementedError

    def take_in(self, form: Any) -> HttpResponseBase:
        """Does what the form is for; returns the answer, a redirect as a rule."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", PRIVATE)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.FILES and (wait := FILES_PER_HOUR.hit(client_address(request))):
            return self.refused(self.make_form(request.POST), wait)
        form = self.make_form(request.POST, request.FILES)
        self.origin = origin_of(request)
        if self.origin is Origin.FOREIGN:
            form.is_valid()
            form.add_error(
                None,
                ValidationError(
                    _("This was sent from another site. Read it, then send it from here."), "foreign"
                ),
            )
            return self.show(form, HTTPStatus.FORBIDDEN)
        if not form.is_valid():
            return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if wait := self.limit.hit(client_address(request)):
            return self.refused(form, wait)
        try:
            return self.take_in(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except DecidedMeanwhileError:
            form.add_error(None, ValidationError(_("It was withdrawn meanwhile, so nothing can be changed.")))
        return self.show(form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def refused(self, form: PeerForm, wait: timedelta) -> HttpResponse:
        """Returns the page of who sent too much, with what was typed and when to try again."""
        form.add_error(None, too_many(wait))
        response = self.show(form, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return response

    def show(self, form: PeerForm, status: int = HTTPStatus.OK) -> HttpResponse:
        """Returns the page with the form and all that was typed."""
        context = {
            "form": form,
            "stamp": (STAMP, form.stamp_value),
            "trap": TRAP,
            # The land travels in the address, as everywhere.
            "action": with_query(self.request.path, land_of(self.request).pairs),
            **self.page(form),
        }
        page = render(self.request, self.template_name, context, status=status)
        return let_record(page) if isinstance(form, FilesMixin) else page

    @property
    def language(self) -> str:
        """Returns the language of the page, in which the person is taken to write."""
        language = (get_language() or "")[:2]
        return language if language in LANGUAGES else LANGUAGES[0]

    @property
    def is_origin_known(self) -> bool:
        return self.origin is Origin.OURS
