"""Leads on from addresses that have moved and keeps the query: the reader's land is nowhere else."""

from urllib.parse import unquote_plus, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect


class QueryKeepingRedirectMiddleware(RedirectMiddleware):
    """Answers as Wagtail does, with the query of the request; what the redirect sets itself goes before."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        moved: HttpResponseBase = super().process_response(request, response)
        query = iri_to_uri(request.META.get("QUERY_STRING", ""))
        if moved is response or not query or not isinstance(moved, HttpResponseRedirectBase):
            return moved
        if self._is_ours(request, moved.url) and not self._is_for_this_query(request):
            moved["Location"] = with_kept_query(moved.url, query)
        return moved

    @staticmethod
    def _is_ours(request: HttpRequest, address: str) -> bool:
        """Returns whether the address is on this site: nobody else is told where a reader's land is."""
        hosts = {request.get_host(), urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc}
        return bool(url_has_allowed_host_and_scheme(address, hosts))

    @staticmethod
    def _is_for_this_query(request: HttpRequest) -> bool:
        """Returns whether somebody made a redirect for this very query, which has then done its work."""
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        return get_redirect(request, path) is not None


def with_kept_query(address: str, query: str) -> str:
    """Returns the address with the parts of the query whose names it does not set itself, as they were."""
    parts = urlsplit(address)
    own = [pair for pair in parts.query.split("&") if pair]
    set_already = {_name(pair) for pair in own}
    kept = [pair for pair in query.split("&") if pair and _name(pair) not in set_already]
    return urlunsplit(parts._replace(query="&".join([*own, *kept])))


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
