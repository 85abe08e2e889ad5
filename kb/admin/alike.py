"""Finds practices that may be the one that is being named: while the name is typed, and at the first save."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.models import Page

from jobs.row_numbers import row_number
from media.folded_text import folded
from media.region_access import AnyUser
from practices.models import Practice
from practices.passages import Passage, localized, passage
from practices.places import place_line
from practices.region_access import own_pages
from search import service
from search.engines.base import EngineUnavailable, Selection
from search.text.analyser import asked_stems
from zones.land import Land
from zones.vocabulary import LANGUAGES

NAME: Final = "practices_alike"
MOST_SHOWN: Final = 3
# So many are compared by their names.
MOST_COMPARED: Final = 30
# Of the shorter name's words this share is in the other, and so many at least: fewer only where no more
# were typed yet, as letters of a whole word.
SHARED: Final = 0.6
FEWEST_WORDS: Final = 2
SHORTEST_WORD: Final = 3
LONGEST_NAME: Final = 120
# What of a question was left out, so that what was found has none of its words.
WITHOUT_WORDS: Final = ("words", "everything")


@dataclass(frozen=True, slots=True)
class Alike:
    name: Passage
    place: str
    address: str
    is_published: bool


def alike(name: str, user: AnyUser, besides: int = 0) -> list[Alike]:
    """Returns public practices of all regions, and others of the person's own, that are named like it."""
    language = (get_language() or LANGUAGES[0])[:2]
    asked = _stems(name, language)
    if not asked or (len(asked) < FEWEST_WORDS and len(name.strip()) < SHORTEST_WORD):
        return []
    own = Practice.objects.filter(pk__in=own_pages(user).values("pk")).exclude(pk=besides)
    public = Practice.objects.public().filter(pk__in=_found(name, language)).exclude(pk=besides)
    scored: dict[int, tuple[float, Practice]] = {}
    for practice in (*_named_with(own, name), *public):
        if (share := _share(asked, practice)) >= SHARED:
            scored[practice.pk] = (share, practice)
    best = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].pk))[:MOST_SHOWN]
    mine = set(own.filter(pk__in=[practice.pk for _score, practice in best]).values_list("pk", flat=True))
    return [_shown(practice, practice.pk in mine) for _score, practice in best]


def _found(name: str, language: str) -> list[int]:
    try:
        found = service.match(Land(), Selection(words=name, language=language), size=MOST_COMPARED)
    except EngineUnavailable:
        return []
    return [] if found.relaxed in WITHOUT_WORDS else [one.practice.pk for one in found.results]


def _named_with(own: QuerySet[Practice], name: str) -> Iterable[Practice]:
    """Returns what is not published and has the longest of the words in its name."""
    longest = sorted(folded(name).split(), key=len)[-FEWEST_WORDS:]
    fields = [f"name_{code}" for code in LANGUAGES]
    has_word = Q()
    for word in longest:
        has_word |= Q(*((f"{field}__folded__contains", word) for field in fields), _connector=Q.OR)
    return own.filter(has_word, live=False)[:MOST_COMPARED]


def _share(asked: set[str], practice: Practice) -> float:
    """Returns the share of the shorter name's words that are in the other, in the likest language."""
    shares = [0.0]
    for code, text in localized(practice, "name").items():
        theirs = _stems(str(text), code)
        both = len(asked & theirs)
        if both >= min(FEWEST_WORDS, len(asked)):
            shares.append(both / min(len(asked), len(theirs)))
    return max(shares)


def _stems(text: str, language: str) -> set[str]:
    return set(asked_stems(text, language))


def _shown(practice: Practice, is_own: bool) -> Alike:
    edit = reverse("wagtailadmin_pages:edit", args=[practice.pk])
    address = edit if is_own else practice.get_url() or ""
    return Alike(passage(practice, "name"), place_line(practice), address, practice.live)


@require_safe
def alike_while_typing(request: HttpRequest) -> HttpResponse:
    """Returns a part of the form, empty where nothing is alike; writes nothing."""
    found = alike(
        request.GET.get("name", "")[:LONGEST_NAME],
        request.user,
        row_number(request.GET.get("besides", "")),
    )
    return render(request, "kb/alike/found.html", {"found": found})


def say_what_is_alike(request: HttpRequest, page: Page) -> None:
    """Says so once after the first save by a button; automatic saving has a script that said it before."""
    if not (isinstance(page, Practice) and request.accepts("text/html")):
        return
    found = {
        one.address: one
        for name in localized(page, "name").values()
        for one in alike(name, request.user, page.pk)
    }
    if found:
        buttons = [messages.button(one.address, str(one.name)) for one in found.values()]
        messages.info(request, _("Is it one of these? Then complete that one."), buttons=buttons)


urls: list[URLPattern] = [path("practices/alike/", alike_while_typing, name=NAME)]
