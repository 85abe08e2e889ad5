"""Shows one item with all that helps to decide it, and takes the decision, once."""

from typing import Any, Final

from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from exchange import contact
from exchange.admin import words
from exchange.admin.decision_form import PUBLISHING, DecisionForm
from exchange.admin.decision_view import DecisionView
from exchange.admin.history import history, last_step
from exchange.admin.land_rows import land_rows, place
from exchange.admin.panels import actions_for, panels
from exchange.admin.queue import everything
from exchange.canned_replies import Reply, replies
from exchange.deciding import take_step
from exchange.duplicates import likely_duplicates
from exchange.items import MODELS, TEXT_FIELDS, UNSEEN, practice_of, text_of
from exchange.models import Action, Contribution, PeerItem, Report, State
from exchange.regions import is_coordination
from media.models import ClipState, PeopleConsent
from practices.models import RegionSection
from practices.passages import passage

VOICE: Final = "exchange_queue_voice"
REGION: Final = "exchange_queue_region"
# What of a practice was told in words; the rest is chosen, and stands on its page.
TOLD_TEXTS: Final = ("sentence", "problem", "steps", "did_not_work", "how_overcome")
# Of one link, newest first: enough to see what kind of sender it is.
MOST_OF_ONE_LINK: Final = 5


def found_item(request: HttpRequest, kind: str, pk: int) -> PeerItem:
    """Returns an item of the person's regions. Raises Http404 for any other."""
    if kind not in MODELS:
        raise Http404
    rows = everything(MODELS[kind], request.user).exclude(state__in=UNSEEN)
    item: PeerItem | None = rows.select_related("author", "region", "photo", "voice").filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


class ItemView(DecisionView):
    """One item of the queue."""

    template_name = "exchange/admin/item.html"
    header_icon = "group"
    item: PeerItem

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.item = found_item(request, kwargs["kind"], kwargs["pk"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def gone(self) -> str:
        stored = everything(type(self.item), self.request.user).exclude(state__in=UNSEEN)
        if stored.filter(pk=self.item.pk).exists():
            return ""
        return _("Its author took it back meanwhile. Nothing is left to decide.")

    @transaction.atomic
    def decide(self, action: Action, cleaned: dict[str, Any]) -> None:
        """Takes the step, with what was edited and who is in the photo."""
        changes: dict[str, Any] = {}
        original = ""
        if action == Action.EDITED and cleaned["text"] != text_of(self.item):
            original = text_of(self.item)
            changes[TEXT_FIELDS[self.item.kind]] = cleaned["text"]
        photo = self.item.photo
        take_step(
            self.item,
            action,
            by=self.request.user,
            words=cleaned["words"],
            original=original,
            changes=changes,
        )
        if photo and action in PUBLISHING and photo.people_consent != cleaned["people"]:
            photo.people_consent = cleaned["people"]
            photo.save(update_fields=["people_consent"])

    # --- what the page is made of -----------------------------------------------------------------------

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        return actions_for(self.item, has_text=bool(text_of(self.item)))

    @cached_property
    def canned(self) -> dict[str, list[Reply]]:
        outcome = self.item.outcome if isinstance(self.item, Report) else ""
        language = self.item.author.language
        return {action: replies(action, self.item.kind, language, outcome) for action in self.actions}

    def make_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> DecisionForm:
        photo = self.item.photo
        self.__dict__.pop("canned", None)
        return DecisionForm(
            data,
            canned=self.canned,
            has_photo=photo is not None,
            needs_text=not (isinstance(self.item, Report) or self.item.voice_id),
            initial={
                "version": self.item.version,
                "people": photo.people_consent if photo else "",
                "text": text_of(self.item),
                **(initial or {}),
            },
        )

    def said_after(self, action: Action) -> str:
        what = str(action.label).capitalize()
        if self.item.author.email:
            return _("%(done)s. The author hears of it by mail.") % {"done": what}
        return _("%(done)s. It stands on the author's private page.") % {"done": what}

    def next_url(self) -> str:
        author = self.item.author
        if author.phone and not author.email:
            # Nobody tells them but the person who decided.
            return f"{reverse(words.ITEM, args=[self.item.kind, self.item.pk])}#queue-contact"
        return super().next_url()

    @cached_property
    def seen(self) -> dict[int, Any]:
        return words.seen_practices([self.item], self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        item, user = self.item, self.request.user
        practice = practice_of(item)
        others = self.of_the_same_link()
        decisions = panels(self.form, self.actions)
        return context | {
            "line": words.lines([item], user)[0],
            "text": text_of(item),
            "practice": self.seen.get(practice.pk) if practice else None,
            "answers": self.told_answers(),
            "place": place(item.place_name, item.country),
            "land_rows": land_rows(item.land),
            "voice_url": self.voice_url(),
            "regions": self.regions(),
            "duplicates": words.lines(likely_duplicates(item, user), user),
            "others": words.lines(others, user),
            "steps": history(item),
            "panels": decisions,
            "consents": [
                (value, label, value == self.form["people"].value()) for value, label in consent_choices()
            ],
            "asks_consent": bool(item.photo) and any(action in PUBLISHING for action in self.actions),
            "contact": self.contact(decisions[0].words if decisions else ""),
        }

    def of_the_same_link(self) -> list[PeerItem]:
        """Returns what else its author sent, as far as it is of the person's regions."""
        found: list[PeerItem] = []
        for model in MODELS.values():
            rows = everything(model, self.request.user).filter(author=self.item.author_id)
            rows = rows.exclude(state__in=UNSEEN).select_related("region")
            found += [other for other in rows.order_by("-pk")[: MOST_OF_ONE_LINK + 1] if other != self.item]
        found.sort(key=lambda other: other.created_at, reverse=True)
        return found[:MOST_OF_ONE_LINK]

    def told_answers(self) -> list[str]:
        """Returns what was told of a practice that has no page: not yet, or no more."""
        if not isinstance(self.item, Contribution) or self.item.practice:
            return []
        texts = (self.item.answers.get(name, "") for name in TOLD_TEXTS)
        return [text for text in texts if isinstance(text, str) and text.strip()]

    def regions(self) -> list[tuple[int, str]]:
        """Returns the regions of which an administrator may choose one for what has no page yet."""
        waits = isinstance(self.item, Contribution) and self.item.state in (State.WAITING, State.ASKED)
        if not waits or practice_of(self.item) or not is_coordination(self.request.user):
            return []
        return [(region.pk, str(passage(region, "name"))) for region in RegionSection.objects.live()]

    def voice_url(self) -> str:
        voice = self.item.voice
        if voice is None or voice.state != ClipState.READY or not voice.sound:
            return ""
        return reverse(VOICE, args=[self.item.kind, self.item.pk])

    def contact(self, reply: str) -> dict[str, str]:
        """Returns how to reach the author, with the reply filled in: the last one, where it was sent."""
        author = self.item.author
        step = last_step(self.item)
        if step and step.words and not self.form.is_bound:
            reply = step.words if step.by_id else reply
        number = contact.number(author.phone)
        return {
            "email": author.email,
            "phone": author.phone,
            "call": number.call_url,
            "whatsapp": number.whatsapp_url(reply),
        }


def consent_choices() -> list[tuple[str, Any]]:
    """Returns the answers to who is in the photo: the last one publishes without it."""
    return [
        (PeopleConsent.NOBODY, PeopleConsent.NOBODY.label),
        (PeopleConsent.AGREED, PeopleConsent.AGREED.label),
        (PeopleConsent.NOT_AGREED, _("publish without the photo: somebody was not asked")),
    ]
