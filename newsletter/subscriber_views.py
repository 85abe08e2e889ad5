"""Shows readers the form to subscribe, and the pages behind the links of the mails."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.models.item import land_from
from jobs.consent_texts import NEWSLETTER, current, words
from jobs.limits import mailbox
from newsletter import subscribing
from newsletter.mails import confirmation, kept_mail
from newsletter.models import Subscriber
from newsletter.subscribe_form import SubscribeForm
from newsletter.subscribing import KEPT_MAILS_TO_ONE_ADDRESS, MAILS_TO_ONE_ADDRESS, normalized
from practices.models import RegionSection
from practices.passages import Passage, passage
from readers.peer_forms.forms import PeerForm, choices
from readers.peer_forms.views import PeerFormView
from readers.presenters.feed_link import feed_link
from readers.presenters.land.place_names import place_label
from readers.presenters.peers.land import land_words
from readers.request_land import land_of
from readers.views.peers.private import kept_private, link_page
from zones.languages import BY_CODE


class SubscribeView(PeerFormView):
    """Takes in who wants the newsletter; counts once the address has confirmed it."""

    template_name = "newsletter/subscribe.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises Http404 where the newsletter is not sent by this site."""
        if not subscribing.is_offered():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None, files: Any = None) -> SubscribeForm:
        initial = {"languages": [self.language]}
        return SubscribeForm(data, subject="newsletter", known=land_of(self.request), initial=initial)

    def page(self, form: PeerForm) -> Mapping[str, Any]:
        field = form.fields["languages"]
        regions = form.fields["region"].queryset  # type: ignore[attr-defined]
        chosen = str(form["region"].value() or "")
        return {
            "languages_read": choices(field.choices, form["languages"].value() or []),  # type: ignore[attr-defined]
            "regions": [(region.pk, passage(region, "name"), str(region.pk) == chosen) for region in regions],
            "feed": feed_link(land_of(self.request)),
            "consent": words(NEWSLETTER, current(NEWSLETTER), self.language),
        }

    def take_in(self, form: Any) -> HttpResponseBase:
        email = normalized(form.cleaned_data["email"])
        # Nobody who fills in the field that people do not see has a mail sent to somebody.
        if not (form.filled_traps or MAILS_TO_ONE_ADDRESS.hit(mailbox(email))):
            token = subscribing.ask(email, form.wish(self.language))
            confirmation(email, self.language, token).send()
        return render(self.request, "newsletter/subscribe_sent.html", {"email": email})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answers with a button that confirms; confirms where it is pressed."""
    if request.method == "POST":
        subscriber = subscribing.confirm(token)
        state = "done" if subscriber else "over"
    else:
        subscriber = subscribing.to_confirm(token)
        state = "asked" if subscriber else "over"
    rows = _in_words(subscriber.wished or _kept(subscriber)) if subscriber else None
    context = {"rows": rows, "is_offered": subscribing.is_offered()}
    return link_page(request, "newsletter/confirm.html", state, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answers with a button that stops the newsletter; stops it on POST.

    A newsletter is passed on, so the page says nothing about whose link it is. A mail program sends nothing
    but its request (RFC 8058), from wherever it is.
    """
    if request.method == "POST":
        state = "done" if subscribing.stop(token) else "over"
    elif subscribing.to_stop(token):
        state = "asked"
    else:
        state = "done" if subscribing.is_stop_link(token) else "over"
    context = {"token": token, "is_offered": subscribing.is_offered()}
    return link_page(request, "newsletter/stop.html", state, context)


@csrf_exempt
@require_POST
def mail_kept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sends whose link it is another one, which shows what is kept of them."""
    subscriber = subscribing.to_stop(token)
    if subscriber and not KEPT_MAILS_TO_ONE_ADDRESS.hit(mailbox(subscriber.email)):
        language = (get_language() or "")[:2]
        kept_mail(subscriber.email, language, subscribing.mine_token(subscriber)).send()
    return link_page(request, "newsletter/stop.html", "mailed" if subscriber else "over", {})


@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answers with what is kept of whose link it is."""
    subscriber = subscribing.to_show(token)
    context = {
        "email": subscriber.email if subscriber else "",
        "rows": _in_words(_kept(subscriber)) if subscriber else None,
        "token": token,
        "is_offered": subscribing.is_offered(),
    }
    return link_page(request, "newsletter/mine.html", "asked" if subscriber else "over", context)


@require_safe
def mine_data(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answers with all that is kept of whose link it is, as a file. Raises Http404 for no such link."""
    subscriber = subscribing.to_show(token)
    if subscriber is None:
        raise Http404
    response = JsonResponse(subscribing.own_data(subscriber), json_dumps_params={"indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="newsletter.json"'
    return kept_private(response)


def _kept(subscriber: Subscriber) -> Mapping[str, Any]:
    """Returns what somebody confirmed, without what waits: anybody can type that."""
    return {
        "languages": subscriber.languages,
        "region": subscriber.region_id,
        "land_pairs": subscriber.land_pairs,
    }


def _in_words(chosen: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns languages, region and land in words."""
    region = RegionSection.objects.filter(pk=chosen["region"]).first() if chosen["region"] else None
    land = land_from(chosen["land_pairs"]) if chosen["land_pairs"] else None
    language = (get_language() or "")[:2]
    return {
        "languages": ", ".join(BY_CODE[code].name for code in chosen["languages"] if code in BY_CODE),
        "region": passage(region, "name", language) if region else Passage("", None),
        "land": " · ".join(filter(None, (place_label(land), land_words(land)))) if land else "",
    }
