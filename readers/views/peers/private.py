"""The private page of an author: a link opens it, and only what is sent from it changes anything."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from exchange.erasing import erase_author, erase_item, items_of
from exchange.items import MODELS
from exchange.models import Author, PeerItem, Report
from exchange.personal_data import personal_data
from exchange.private_links import author_by_code, author_of
from jobs.client_address import client_address
from jobs.limited_forms import too_many
from jobs.limits import Limit, give_back_all, hit_all
from media.models import Clip
from media.serving import PRIVATE, stored_file
from readers.peer_forms.origin import Origin, origin_of
from readers.presenters import page_frame
from readers.presenters.peers.private_page import private_page, read_only_page, title_of

# A code is read out and mistyped; whoever tries on and on has none.
CODES_FROM_ONE: Final = Limit("private-codes", count=10, per=timedelta(minutes=15))
CODES_OF_ALL: Final = Limit("private-codes-all", count=600, per=timedelta(hours=1))
# Nothing of these pages is a page for others, so it says no other address of itself.
NO_ADDRESSES: Final = {**page_frame.NO_ADDRESSES, "land_bar": None}
EVERYBODY: Final = "everybody"
# With blanks and dashes between its letters.
LONGEST_CODE: Final = 60


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Returns an answer that nobody stores, lists, or tells of to another site."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@method_decorator(csrf_exempt, name="dispatch")
class PrivateView(View):
    """Finds whose link it is. A link that is wrong, too old or ended is said so in words."""

    http_method_names = ["get", "head"]
    author: Author
    token: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token = kwargs["token"]
        author = author_of(self.token)
        if author is None:
            page = render(request, "readers/private/unknown.html", NO_ADDRESSES, status=HTTPStatus.NOT_FOUND)
            return kept_private(page)
        self.author = author
        return kept_private(super().dispatch(request, *args, **kwargs))

    @property
    def page_url(self) -> str:
        return reverse("readers:mine", args=(self.token,))

    @cached_property
    def item(self) -> PeerItem:
        """Returns the author's item of the address. Raises Http404 for anybody else's."""
        model = MODELS.get(self.kwargs.get("kind", Report.kind))
        if model is None:
            raise Http404
        found = model._default_manager.filter(author=self.author, pk=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found

    def shown(self, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
        return render(self.request, template, {**NO_ADDRESSES, **context}, status=status)


class Mine(PrivateView):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        view = private_page(items_of(self.author), self.token, is_new="sent" in request.GET)
        return self.shown("readers/private/mine.html", {"view": view})


class Data(PrivateView):
    """Gives an author all that is kept of them, as a file."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        def address(item: PeerItem, name: str) -> str:
            path = reverse("readers:mine_file", args=(self.token, item.kind, item.pk, name))
            return request.build_absolute_uri(path)

        response = JsonResponse(
            personal_data(self.author, address), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        response["Content-Disposition"] = 'attachment; filename="twin-fields.json"'
        return response


class OwnFile(PrivateView):
    """Gives an author their own photo or voice message, published or not."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        file = {"photo": self.item.photo, "voice": self.item.voice}.get(kwargs["name"])
        if file is None:
            raise Http404
        stored = (file.sound or file.received) if isinstance(file, Clip) else file.file
        if not stored:
            raise Http404
        return stored_file(request, stored.storage, stored.name or "", PRIVATE)


class Asked(PrivateView):
    """Asks once more on a page of its own, and acts on its button alone."""

    http_method_names = ["get", "head", "post"]
    template = "readers/private/erase.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.shown(self.template, {"what": self.what(), "back_url": self.page_url})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if origin_of(request) is Origin.FOREIGN:
            return self.get(request, **kwargs)
        return self.act()

    def what(self) -> str:
        """Returns what is erased, in words; empty for all of it."""
        raise NotImplementedError

    def act(self) -> HttpResponseBase:
        raise NotImplementedError


class EraseAll(Asked):
    def what(self) -> str:
        return ""

    def act(self) -> HttpResponseBase:
        erase_author(self.author)
        return self.shown("readers/private/erased.html", {})


class EraseOne(Asked):
    def what(self) -> str:
        return title_of(self.item)

    def act(self) -> HttpResponseBase:
        erase_item(self.item)
        if Author.objects.filter(pk=self.author.pk).exists():
            return HttpResponseRedirect(self.page_url, status=HTTPStatus.SEE_OTHER)
        return self.shown("readers/private/erased.html", {})


@method_decorator(csrf_exempt, name="dispatch")
class WithCode(View):
    """Opens an author's page for reading, by the code that they wrote down."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return kept_private(super().dispatch(request, *args, **kwargs))

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.asked()

    def post(self, request: HttpRequest) -> HttpResponseBase:
        typed = request.POST.get("code", "")[:LONGEST_CODE]
        if origin_of(request) is Origin.FOREIGN:
            return self.asked(typed)
        tries = ((CODES_FROM_ONE, client_address(request)), (CODES_OF_ALL, EVERYBODY))
        if wait := hit_all(tries):
            response = self.asked(typed, too_many(wait).messages[0], HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(int(wait.total_seconds()) + 1)
            return response
        author = author_by_code(typed)
        if author is None:
            wrong = _("We know no such code. Look at it again: it has ten letters and digits.")
            return self.asked(typed, wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
        # It was no guess.
        give_back_all(tries)
        view = read_only_page(items_of(author))
        return render(request, "readers/private/mine.html", {**NO_ADDRESSES, "view": view})

    def asked(self, typed: str = "", error: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
        context = {**NO_ADDRESSES, "typed": typed, "error": error}
        return render(self.request, "readers/private/code.html", context, status=status)


mine = Mine.as_view()
data = Data.as_view()
own_file = OwnFile.as_view()
erase_all = EraseAll.as_view()
erase_one = EraseOne.as_view()
with_code = WithCode.as_view()


def link_page(
    request: HttpRequest, template: str, state: str, context: Mapping[str, Any]
) -> HttpResponseBase:
    """Returns a page that a link of a mail opens, which nobody stores or lists."""
    status = HTTPStatus.NOT_FOUND if state == "over" else HTTPStatus.OK
    page = render(request, template, {**NO_ADDRESSES, "state": state, **context}, status=status)
    return kept_private(page)
