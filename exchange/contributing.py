"""Keeps what a peer tells in five short screens until it is sent, then hands it to the region.

Each screen is saved by itself and can be saved anew. Who has the link goes on, on whatever phone; a draft
that was never sent is gone two weeks after the last screen.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from exchange.contributed_practice import make_practice
from exchange.deciding import DecidedMeanwhileError, take_step
from exchange.items import MODELS
from exchange.models import Action, Author, Contribution, State
from exchange.models.item import Held
from exchange.private_links import PURPOSE, author_of, new_author, token_for
from exchange.regions import collection_for, region_for
from exchange.sending import hash_of
from exchange.stamps import Stamp
from jobs import consent_texts, links
from jobs.consent_texts import NAMING, PUBLICATION
from media.models import Clip, Image, PeopleConsent
from practices.models import RegionSection
from zones.land import Land

# What each screen tells, by name; the order is that of the screens.
SCREENS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": ("land", "place_name", "country"),
    "what": ("sentence", "problem", "crops"),
    "how": ("steps", "when"),
    "outcome": ("outcome", "did_not_work", "how_overcome", "since_year"),
    "you": (
        "photo",
        "people_agreed",
        "voice",
        "name",
        "role",
        "publication",
        "naming",
        "licence",
        "phone",
        "email",
    ),
}
# Kept as typed among the answers; the others have a column of their own.
ANSWERS: Final = (
    *("sentence", "problem", "steps", "when", "outcome", "did_not_work", "how_overcome", "since_year"),
    *("role", "licence"),
)
FILES: Final[Mapping[str, type[Image] | type[Clip]]] = {"photo": Image, "voice": Clip}
DRAFTS_KEPT: Final = timedelta(days=14)


class SavedMeanwhileError(Exception):
    """Raised where a screen is not any more as it was when it was opened; `told` is what it says now."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__("saved meanwhile")
        self.told = told


def draft_of(token: str) -> Contribution | None:
    """Returns what was told last by whoever has this link, sent or not; None where there is nothing."""
    author = author_of(token)
    if author is None:
        return None
    drafts_first = Contribution.objects.filter(author=author).select_related("author", "photo", "voice")
    found = sorted(drafts_first, key=lambda one: (one.state == State.DRAFT, one.pk))
    return found[-1] if found else None


def told(contribution: Contribution) -> dict[str, Any]:
    """Returns everything that was told so far, by name; nothing said is empty."""
    answers = {name: contribution.answers.get(name, "") for name in ANSWERS}
    pairs = [tuple(pair) for pair in contribution.land_pairs]
    photo = contribution.photo
    return answers | {
        "land": [pair for pair in pairs if pair[0] != "crops"],
        "crops": [value for name, value in pairs if name == "crops"],
        "place_name": contribution.place_name,
        "country": contribution.country,
        "photo": contribution.photo_id,
        "people_agreed": photo is not None and photo.people_consent == PeopleConsent.AGREED,
        "voice": contribution.voice_id,
        "name": contribution.name,
        "publication": bool(contribution.publication_version),
        "naming": bool(contribution.naming_version),
        "phone": contribution.author.phone,
        "email": contribution.author.email,
    }


def told_on(contribution: Contribution, screen: str) -> dict[str, Any]:
    """Returns what one screen tells so far."""
    everything = told(contribution)
    return {name: everything[name] for name in SCREENS[screen]}


def edition(contribution: Contribution | None, screen: str) -> str:
    """Returns a mark of what a screen tells now, for its form to say with which one it was opened."""
    return hash_of(told_on(contribution, screen)) if contribution is not None else ""


@transaction.atomic
def begin(
    stamp: Stamp, values: Mapping[str, Any], *, language: str, held: Held | str = ""
) -> tuple[Contribution, str]:
    """Writes the first screen, or finds what the same form wrote; returns it with the token of its link."""
    found = Contribution.objects.filter(form_id=stamp.form_id).first()
    if found is None:
        try:
            with transaction.atomic():
                author, _token = new_author(stamp.form_id, language)
                found = Contribution.objects.create(
                    author=author, form_id=stamp.form_id, language=language, state=State.DRAFT, held=held
                )
        except IntegrityError:
            # The same form, sent by two connections at the same moment: the other one was first.
            found = Contribution.objects.get(form_id=stamp.form_id)
    save(found, "place", values, language=language, held=held)
    return found, token_for(stamp.form_id)


@transaction.atomic
def save(
    contribution: Contribution,
    screen: str,
    values: Mapping[str, Any],
    *,
    language: str,
    opened_with: str = "",
    held: Held | str = "",
) -> None:
    """Writes what a screen tells; the same thing again changes nothing.

    Raises DecidedMeanwhileError where it was sent meanwhile, SavedMeanwhileError where this screen was saved
    since it was opened, by another window or phone.
    """
    stored = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if stored.state != State.DRAFT:
        raise DecidedMeanwhileError
    if opened_with and opened_with != edition(stored, screen):
        before = told_on(stored, screen)
        # A file that is sent again is the same one under another number.
        if any(before[name] != value for name, value in values.items() if name not in FILES):
            raise SavedMeanwhileError(before)
    _set(stored, values)
    stored.language = language
    stored.held = stored.held or held
    stored.version += 1
    stored.save()
    contribution.refresh_from_db()


def submit(contribution: Contribution, *, held: Held | str = "") -> None:
    """Hands what was told to the region of its country, with a page that is not published; once.

    Where no region has the country the coordination reads it, and `place_in` makes the page. Raises
    DecidedMeanwhileError where it is no draft any more.
    """
    region = region_for(contribution.country)
    with transaction.atomic():
        take_step(
            contribution,
            Action.RECEIVED,
            changes={
                "region": region,
                "sent_at": timezone.now(),
                "held": contribution.held or held,
                "body_hash": hash_of(told(contribution)),
            },
        )
        if region is not None:
            place_in(contribution, region)
        else:
            _move_files(contribution, None)


@transaction.atomic
def place_in(contribution: Contribution, region: RegionSection) -> None:
    """Gives what was told to a region and makes the unpublished page there, in the region's workflow.

    For an administrator who chooses where no region had the country, too. One page, whoever asks again.
    Raises DecidedMeanwhileError where nothing is left to decide.
    """
    stored = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if stored.state not in (State.WAITING, State.ASKED):
        raise DecidedMeanwhileError
    if stored.practice_id is None:
        _move_files(stored, region)
        stored.region = region
        stored.practice = make_practice(stored, region)
        stored.version += 1
        stored.save()
    contribution.refresh_from_db()


def _move_files(contribution: Contribution, region: RegionSection | None) -> None:
    """Puts the files with the region that reads it: others who saw them before do not any more."""
    for name, model in FILES.items():
        number = getattr(contribution, f"{name}_id")
        model._default_manager.filter(pk=number).update(collection=collection_for(region))


def forget_old_drafts(now: datetime | None = None) -> int:
    """Deletes drafts that were never sent and not touched for two weeks, with files and link; counts them."""
    last = (now or timezone.now()) - DRAFTS_KEPT
    old = Contribution.objects.filter(state=State.DRAFT, saved_at__lt=last)
    return sum(_forget(pk, last) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _forget(pk: int, last: datetime) -> bool:
    """Deletes one draft, unless somebody has gone on with it at this very moment."""
    rows = Contribution.objects.select_for_update(of=("self",))
    draft = rows.filter(pk=pk, state=State.DRAFT, saved_at__lt=last).first()
    if draft is None:
        return False
    author: Author = draft.author
    draft.delete()
    for file in (draft.photo, draft.voice):
        if file is not None:
            file.delete()
    if not any(model._default_manager.filter(author=author).exists() for model in MODELS.values()):
        links.revoke(PURPOSE, str(author.pk))
        author.delete()
    return True


def _set(stored: Contribution, values: Mapping[str, Any]) -> None:
    """Writes values by the names of `told` where each has its place."""
    stored.answers = stored.answers | {name: values[name] for name in ANSWERS if name in values}
    for name in ("place_name", "country", "name"):
        if name in values:
            setattr(stored, name, values[name])
    if "land" in values or "crops" in values:
        stored.land_pairs = _land_pairs(stored, values)
    for name, kind in (("publication", PUBLICATION), ("naming", NAMING)):
        if name in values:
            kept = getattr(stored, f"{name}_version") or consent_texts.current(kind)
            setattr(stored, f"{name}_version", kept if values[name] else "")
    for name, model in FILES.items():
        if name in values and values[name] != getattr(stored, f"{name}_id"):
            _replace(stored, name, model, values[name])
    if "people_agreed" in values and stored.photo_id:
        agreed = PeopleConsent.AGREED if values["people_agreed"] else ""
        Image.objects.filter(pk=stored.photo_id).update(people_consent=agreed)
    contact = {name: values[name] for name in ("phone", "email") if name in values}
    if contact:
        Author.objects.filter(pk=stored.author_id).update(**contact)


def _replace(stored: Contribution, name: str, model: type[Image] | type[Clip], number: int | None) -> None:
    """Puts another file, or none, where one was, which nothing else can use yet."""
    old = getattr(stored, f"{name}_id")
    setattr(stored, f"{name}_id", number)
    if old is not None:
        for file in model._default_manager.filter(pk=old):
            transaction.on_commit(file.delete)


def _land_pairs(stored: Contribution, values: Mapping[str, Any]) -> list[list[str]]:
    """Returns the land with what one screen says of it; the other screen's part stays."""
    known = told(stored)
    land = [list(pair) for pair in values.get("land", known["land"])]
    return [*land, *(["crops", code] for code in values.get("crops", known["crops"]))]


def canonical(land: Land) -> list[tuple[str, str]]:
    """Returns a land as the place's screen tells it: without the crops, which the next screen asks."""
    stated = {name: value for name, value in land.stated.items() if name != "crops"}
    return replace(land, stated=stated).to_query()
