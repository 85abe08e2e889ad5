"""Answers under /admin/translations/PAGE/LANGUAGE/: a language beside the one that it is translated from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from practices.admin.translations.comparison import Comparison, Pair, compare
from practices.admin.translations.rights import (
    is_locked,
    may_decide,
    page_to_translate,
    waits_for_more,
)
from practices.admin.translations.writing import (
    HAND_IN,
    PUBLISH,
    SAVE,
    save_texts,
    say_still_right,
    ways_out,
)
from practices.editing.edit_kind import COMPARE, language_name, state_words
from practices.freshness import State
from practices.passages import passage
from practices.translated_passages import digest, tidy
from zones.vocabulary import LANGUAGES

BOARD: Final = "translations"
STILL_RIGHT: Final = "still-right"
# Boxes of the form, each followed by a passage's key: the text, and what stood on both sides at the opening.
TEXT, SEEN, SEEN_SOURCE = "text-", "seen-", "seen-source-"
MOST_LETTERS: Final = 20_000


@dataclass(slots=True)
class Box:
    """Holds what the form shows of one passage."""

    pair: Pair
    text: str
    errors: list[str] = field(default_factory=list)
    # What somebody else has written there meanwhile.
    theirs: str | None = None

    @property
    def is_waiting(self) -> bool:
        """Returns whether there is something to do, or something was typed."""
        pair = self.pair
        is_open = pair.is_changed or bool(pair.source and not pair.target)
        return is_open or self.text != pair.target or bool(self.errors)

    @property
    def rows(self) -> int:
        return 3 if self.pair.spot.has_lines else 1


@dataclass(slots=True)
class Typed:
    """Holds what was sent, compared with how the page is now."""

    boxes: list[Box]
    changed: dict[str, str]
    has_conflict: bool
    has_errors: bool
    # Texts of passages that are there no more.
    homeless: list[str]


class SideBySideView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "practices/admin/translations/side_by_side.html"
    http_method_names = ["get", "head", "post"]
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["to"] not in LANGUAGES:
            raise Http404
        self.page = page_to_translate(request.user, kwargs["page_id"])
        self.target: str = kwargs["to"]
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def comparison(self) -> Comparison:
        asked = self.request.POST.get("from") or self.request.GET.get("from", "")
        return compare(self.page, self.target, asked)

    # --- saving -----------------------------------------------------------------------------------------

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            # A second person's text waits here, and then sees what the first has written.
            Page.objects.select_for_update().get(pk=self.page.pk)
            self.page = page_to_translate(request.user, self.page.pk)
            typed = read_form(request.POST, self.comparison)
            if is_locked(self.page, request.user):
                messages.error(
                    request, _("The page is locked: nothing was saved. Your text still stands below.")
                )
                return self._again(typed, 423)
            if typed.has_errors:
                return self._again(typed, 422)
            if typed.has_conflict:
                return self._again(typed, 409)
            return (
                self._still_right(typed) if request.POST.get("action") == STILL_RIGHT else self._save(typed)
            )

    def _save(self, typed: Typed) -> HttpResponseBase:
        ways = ways_out(self.page, self.request.user, self.target)
        asked = self.request.POST.get("action", SAVE)
        way = asked if asked in ways else SAVE
        is_machine = "machine" in self.request.POST
        if not typed.changed and way == SAVE and not is_machine:
            messages.info(self.request, _("You changed nothing, so nothing was saved."))
            return redirect(self._address())
        try:
            with transaction.atomic():
                save_texts(
                    self.page, self.target, typed.changed, self.request.user, way=way, machine=is_machine
                )
        except ValidationError as refused:
            self.page = page_to_translate(self.request.user, self.page.pk)
            for reason in refused.messages:
                messages.error(self.request, reason)
            return self._again(typed, 422)
        messages.success(self.request, _said(way))
        return redirect(self._address() if way == SAVE else reverse(BOARD))

    def _still_right(self, typed: Typed) -> HttpResponseBase:
        if typed.changed:
            messages.error(
                self.request, _("You changed a text: save it, and the translation counts as up to date.")
            )
            return self._again(typed, 422)
        say_still_right(self.page, self.target)
        messages.success(self.request, _("Noted: the translation says what the original says."))
        return redirect(BOARD)

    def _again(self, typed: Typed, status: int) -> HttpResponseBase:
        """Returns the form as it was typed; nothing is saved."""
        return self.render_to_response(self.get_context_data(typed=typed), status=status)

    def _address(self) -> str:
        address = reverse(COMPARE, args=[self.page.pk, self.target])
        return f"{address}?from={self.comparison.source}"

    # --- the screen -------------------------------------------------------------------------------------

    def get_page_title(self) -> str:
        return passage(self.page, "name").text or str(self.page.untitled)

    def get_page_subtitle(self) -> str:
        return language_name(self.target)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(BOARD), "label": _("Translations")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, typed: Typed | None = None, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        comparison, revision = self.comparison, self.page.latest_revision
        person = revision.user if revision is not None else None
        ways = ways_out(self.page, self.request.user, self.target)
        # What is typed before somebody locks it is shown again with its button.
        is_read_only = is_locked(self.page, self.request.user) and not typed
        standing = comparison.standing
        boxes = typed.boxes if typed else [Box(pair, pair.target) for pair in comparison.pairs]
        waiting = [box for box in boxes if box.is_waiting]
        return context | {
            "comparison": comparison,
            "first": waiting or boxes,
            "rest": [box for box in boxes if box not in waiting] if waiting else [],
            "typed": typed,
            "somebody": get_user_display_name(person) if person is not None else _("Somebody"),
            "source_name": language_name(comparison.source) if comparison.source else "",
            "target_name": language_name(self.target),
            "sources": [(code, language_name(code)) for code in comparison.sources],
            "state": standing.state,
            "state_words": state_words(standing),
            "is_read_only": is_read_only,
            "can_accept": not is_read_only and standing.state in (State.STALE, State.MACHINE),
            "is_machine": "machine" in self.request.POST if typed else standing.state is State.MACHINE,
            "ways": [] if is_read_only else ways,
            "is_handed_in": self.page.workflow_in_progress,
            "may_decide": may_decide(self.page, self.request.user),
            "waits": self.page.live and not is_read_only and waits_for_more(self.page, self.target),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }


def read_form(posted: Mapping[str, str], comparison: Comparison) -> Typed:
    """Returns what was typed; what somebody else changed meanwhile is a conflict only if both sides did."""
    typed = Typed([], {}, False, False, [])
    for pair in comparison.pairs:
        if TEXT + pair.key not in posted:
            # It came with a later version of the page.
            typed.has_conflict = True
            typed.boxes.append(Box(pair, pair.target))
            continue
        text = tidy(posted[TEXT + pair.key])
        seen = posted.get(SEEN + pair.key, "")
        box = Box(pair, text)
        if digest(text) == seen:
            box.text = pair.target
        elif text != pair.target:
            typed.changed[pair.key] = text
            if seen != pair.target_digest:
                typed.has_conflict = True
                box.theirs = pair.target
        if posted.get(SEEN_SOURCE + pair.key) != pair.source_digest:
            typed.has_conflict = True
        longest = pair.spot.longest or MOST_LETTERS
        if len(text) > longest:
            typed.has_errors = True
            box.errors.append(
                _("This is too long: at most %(most)s letters, these are %(length)s.")
                % {"most": longest, "length": len(text)}
            )
        typed.boxes.append(box)
    known = {TEXT + pair.key for pair in comparison.pairs}
    typed.homeless = [
        text
        for name, text in posted.items()
        if name.startswith(TEXT)
        and name not in known
        and digest(tidy(text)) != posted.get(SEEN + name[len(TEXT) :])
    ]
    typed.has_conflict = typed.has_conflict or bool(typed.homeless)
    return typed


def _said(way: str) -> str:
    return {
        SAVE: _("Saved as a draft. Readers see it once it is published."),
        PUBLISH: _("Published."),
        HAND_IN: _("Handed in to be reviewed."),
    }[way]
