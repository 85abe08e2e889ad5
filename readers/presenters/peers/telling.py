"""What the screens of "Tell us yours" show beside their fields: the way, the link, what was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.contributing import DRAFTS_KEPT, SCREENS, told_on
from exchange.models import Contribution, State
from practices.passages import Passage, passage
from practices.places import country_name, place_line
from readers.presenters.land.bar import condition_rows
from readers.presenters.peers.report_form import Tile
from readers.presenters.practice.pictures import card_picture
from readers.presenters.view_models import Link, Picture
from readers.presenters.wording import answer_text, choice_text, factor_label, metres
from readers.request_land import Pairs, with_query
from search.practice_rows import PracticeRow
from zones.labels import choices, label
from zones.land import ANY_LAND_USE, Land
from zones.land_reading import read_land

NAMES: Final = tuple(SCREENS)
JUST_NOW: Final = timedelta(minutes=5)
# So many values of the map stand under the place.
MOST_OF_MAP: Final = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """Says which of the screens this is; `done` has one entry for each."""

    number: int
    name: str
    question: str
    done: Sequence[bool]
    back_url: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Says when it was saved, and holds the link that leads back to it."""

    saved: str
    url: str
    whatsapp_url: str
    sms_url: str
    days: int


@dataclass(frozen=True, slots=True)
class Alike:
    """One published practice that may be the same."""

    title: Passage
    place: str
    url: str
    tried_url: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class ToldRow:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldScreen:
    """What one screen tells, with the link that puts it right."""

    heading: str
    rows: Sequence[ToldRow]
    url: str
    # In the language in which it was told.
    lang: str


def screen_name(screen: str) -> str:
    """Returns what a screen is called in the line above its question."""
    return {
        "place": _("Place"),
        "what": pgettext("screen", "What"),
        "how": pgettext("screen", "How"),
        "outcome": pgettext("screen", "How it went"),
        "you": _("Photo or voice"),
    }[screen]


def question(screen: str) -> str:
    """Returns what a screen asks."""
    return {
        "place": _("Where did you try it?"),
        "what": _("What did you try?"),
        "how": _("How is it done?"),
        "outcome": _("How did it go?"),
        "you": _("A photo, your voice, your name"),
    }[screen]


def field_label(name: str) -> str:
    """Returns what one thing that is told is called, on its screen and in the summary."""
    return {
        "place_name": _("Village or town"),
        "country": _("Country"),
        "land": _("The land"),
        "sentence": _("In one sentence"),
        "problem": _("What was it meant to help against?"),
        "crops": _("What do you grow or keep there?"),
        "steps": _("Step by step"),
        "when": _("When in the year?"),
        "outcome": _("What became of it?"),
        "did_not_work": _("What did not work?"),
        "how_overcome": _("And what did you do about it?"),
        "since_year": _("Since which year?"),
        "photo": _("Photo"),
        "people_agreed": _("Everybody who can be recognised in the photo agrees."),
        "voice": _("Voice message"),
        "name": _("Name"),
        "role": _("Your part in it"),
        "publication": _("May be published"),
        "naming": _("With my name"),
        "licence": _("Licence"),
        "phone": _("Phone or WhatsApp"),
        "email": _("E-mail"),
    }[name]


def outcomes(chosen: str) -> list[Tile]:
    """Returns what may have become of it, as tiles to tap; what went wrong weighs as much as the rest."""
    return [
        Tile(code, str(words), code == chosen, code, code == "abandoned")
        for code, words in choices("OUTCOMES")
    ]


def progress(screen: str, token: str) -> Progress:
    """Returns where one is on the way."""
    number = NAMES.index(screen) + 1
    back = screen_url(token, NAMES[number - 2]) if token and number > 1 else ""
    return Progress(
        number, screen_name(screen), question(screen), [each < number for each in range(len(NAMES))], back
    )


def screen_url(token: str, screen: str) -> str:
    """Returns the address of a screen of a draft."""
    return reverse("readers:tell_screen", args=[token, screen])


def after(screen: str, token: str) -> str:
    """Returns the address of the screen that follows, after the last one that of the summary."""
    number = NAMES.index(screen) + 1
    return screen_url(token, NAMES[number]) if number < len(NAMES) else send_url(token)


def send_url(token: str) -> str:
    """Returns the address of the summary, where it is sent."""
    return reverse("readers:tell_send", args=[token])


def kept_draft(draft: Contribution, token: str) -> KeptDraft:
    """Returns what to say of a draft that is saved, and its link."""
    url = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('readers:tell_draft', args=[token])}"
    age = timezone.now() - draft.saved_at
    saved = _("Saved a moment ago.")
    if age > JUST_NOW:
        saved = _("Saved %(time)s ago.") % {"time": timesince(draft.saved_at, depth=1)}
    message = quote(_("What I am writing for Twin Fields, to go on with: %(link)s") % {"link": url}, safe="")
    return KeptDraft(saved, url, f"https://wa.me/?text={message}", f"sms:?body={message}", DRAFTS_KEPT.days)


def map_line(land: Land) -> str:
    """Returns what the map says of the place, in words; empty where it says nothing."""
    if land.latitude is None or land.longitude is None or land.is_at_sea:
        return ""
    there = Land().moved_to(land.latitude, land.longitude)
    rows = condition_rows(there)
    lines = ({"what": row.label, "value": row.value} for row in rows[:MOST_OF_MAP])
    return " · ".join(_("%(what)s: %(value)s") % line for line in lines)


def place_words(draft: Contribution) -> str:
    """Returns the place of a draft with its country."""
    country = country_name(draft.country) if draft.country else ""
    return ", ".join(part for part in (draft.place_name, country) if part)


def alike(rows: Sequence[PracticeRow], pairs: Pairs) -> list[Alike]:
    """Returns practices that may be the same, each with the way to say "I tried this"."""
    return [
        Alike(
            passage(row, "name"),
            place_line(row),
            with_query(row.url, pairs),
            with_query(f"{row.url}tried/", pairs),
            card_picture(row),
        )
        for row in rows
    ]


def summary(draft: Contribution, token: str) -> list[ToldScreen]:
    """Returns all that was told, screen by screen; what was not said is left out."""
    return [
        ToldScreen(
            screen_name(screen),
            told_rows(told_on(draft, screen)),
            screen_url(token, screen),
            draft.language,
        )
        for screen in NAMES
    ]


def told_rows(values: Mapping[str, Any]) -> list[ToldRow]:
    """Returns what was told in words, without what is empty."""
    rows = []
    for name, value in values.items():
        if name == "land":
            rows += _land_rows(value)
        elif text := _in_words(name, value):
            rows.append(ToldRow(field_label(name), text))
    return rows


def _in_words(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "crops":
        return choice_text("crops", frozenset(value))
    if name == "outcome":
        return str(label("OUTCOMES", value))
    if name == "licence":
        return str(label("LICENCES", value))
    if name == "country":
        return country_name(value)
    if name in ("photo", "voice"):
        return _("sent along")
    return pgettext("answer", "yes") if value is True else str(value)


def _land_rows(pairs: Sequence[tuple[str, str]]) -> list[ToldRow]:
    params: dict[str, list[str]] = {}
    for name, value in pairs:
        params.setdefault(name, []).append(value)
    land, _problems = read_land(params)
    answers = land.answers()
    rows = [ToldRow(_("Altitude"), metres(land.altitude_m))] if land.altitude_m is not None else []
    rows += [
        ToldRow(factor_label(name), answer_text(name, answers[name]))
        for name in answers
        if name in land.stated
    ]
    if land.land_use and land.land_use != ANY_LAND_USE:
        rows.append(ToldRow(factor_label("land_use"), str(label("LAND_USES", land.land_use))))
    return rows


def go_on(draft: Contribution, token: str) -> list[tuple[str, Link]]:
    """Returns what an author may do with a draft on the private page: go on with it."""
    if draft.state != State.DRAFT:
        return []
    return [("pencil", Link(_("Go on writing, and send it"), reverse("readers:tell_draft", args=[token])))]


def contribution_rows(contribution: Contribution) -> list[ToldRow]:
    """Returns all that was told of a practice in words, for its author."""
    everything = {name: value for screen in NAMES for name, value in told_on(contribution, screen).items()}
    return told_rows({name: value for name, value in everything.items() if name not in ("phone", "email")})
