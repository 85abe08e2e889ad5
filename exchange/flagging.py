"""Takes in what readers say is wrong with something public, and does what the region decides about it."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from exchange.deciding import DecidedMeanwhileError, take_step
from exchange.items import MODELS
from exchange.models import Action, Contribution, Decision, Flag, FlagReason, Kind, PeerItem, State
from exchange.models.flag import FlagState
from exchange.notifying import tell_flagger
from media.region_access import AnyUser
from practices.models import Practice, RegionSection

PRACTICE: Final = "practice"
# What a notice may be about, as its address names it.
ABOUT: Final = (PRACTICE, Kind.REPORT, Kind.QUESTION, Kind.ANSWER)
# What somebody may come to harm by is read before all else.
URGENT: Final = (FlagReason.CHILD, FlagReason.PRIVACY, FlagReason.UNSAFE)

Subject = Practice | PeerItem


class MayNotHideError(Exception):
    """Raised where somebody may read the notice but not unpublish the page."""


def subject(kind: str, pk: int) -> Subject | None:
    """Returns what a notice is about, whatever became of it; None where it is gone."""
    if kind == PRACTICE:
        return Practice.objects.filter(pk=pk).first()
    return MODELS[kind]._default_manager.select_related("region").filter(pk=pk).first()


def public_subject(kind: str, pk: int) -> Subject | None:
    """Returns what a notice can be given about: it is there, and anybody may read it."""
    if kind not in ABOUT:
        return None
    found = subject(kind, pk)
    return found if found is not None and is_public(found) else None


def is_public(found: Subject) -> bool:
    """Returns whether anybody may read it."""
    if isinstance(found, Practice):
        return Practice.objects.public().filter(pk=found.pk).exists()
    return found.state == State.PUBLISHED


def region_of(found: Subject) -> RegionSection | None:
    """Returns the region that decides about it; None is the coordination."""
    if isinstance(found, Practice):
        return RegionSection.objects.ancestor_of(found).order_by("-depth").first()
    return found.region


def give_notice(
    found: Subject, form_id: str, *, reason: str, text: str, email: str, language: str, held: str = ""
) -> Flag:
    """Writes a notice, once for each form; the same form sent again finds the one there is."""
    about = PRACTICE if isinstance(found, Practice) else str(found.kind)
    values = {
        "about_kind": about,
        "about_number": found.pk,
        "region": region_of(found),
        "reason": reason,
        "text": text,
        "email": email,
        "language": language,
        "held": held,
    }
    try:
        with transaction.atomic():
            flag, is_new = Flag.objects.get_or_create(form_id=form_id, defaults=values)
            if is_new:
                _note(flag, Action.RECEIVED)
    except IntegrityError:
        # The same form by two connections at once: the other one was first.
        flag = Flag.objects.get(form_id=form_id)
    return flag


@transaction.atomic
def decide(flag: Flag, action: Action, *, by: AnyUser, words: str, together: tuple[int, ...] = ()) -> None:
    """Hides what notices are about, or leaves it (Action.KEPT), and tells who gave them.

    `together` are other notices about the same thing, which are settled by the same decision. Raises
    DecidedMeanwhileError where the notice is no longer the one that was read, MayNotHideError where the
    person may not unpublish the page.
    """
    state = FlagState.HIDDEN if action == Action.HIDDEN else FlagState.KEPT
    if not _settle(Flag.objects.filter(pk=flag.pk, version=flag.version), state):
        raise DecidedMeanwhileError
    flag.refresh_from_db()
    others = Flag.objects.filter(
        about_kind=flag.about_kind, about_number=flag.about_number, pk__in=together, state=FlagState.OPEN
    )
    settled = [flag, *others]
    _settle(others, state)
    if action == Action.HIDDEN:
        _hide(flag, by, words)
    for each in settled:
        each.state = state
        _note(each, action, by, words)
        # The reason for hiding goes to whoever wrote the thing.
        tell_flagger(each, "" if action == Action.HIDDEN else words)


def _settle(flags: Any, state: FlagState) -> int:
    numbers = list(flags.filter(state=FlagState.OPEN).values_list("pk", flat=True))
    changed: int = Flag.objects.filter(pk__in=numbers, state=FlagState.OPEN).update(
        state=state, decided_at=timezone.now(), version=F("version") + 1
    )
    return changed


def _hide(flag: Flag, by: AnyUser, words: str) -> None:
    found = subject(flag.about_kind, flag.about_number)
    if found is None or not is_public(found):
        # Gone already: taken back by its author, or hidden for another notice.
        return
    if isinstance(found, PeerItem):
        take_step(found, Action.HIDDEN, by=by, words=words)
        return
    page = Page.objects.get(pk=found.pk).specific
    if not page.permissions_for_user(by).can_unpublish():
        raise MayNotHideError
    contribution = Contribution.objects.filter(practice=found.pk, state=State.PUBLISHED).first()
    if contribution is not None:
        # First, so that its author reads the reason; the page's saving finds it hidden then.
        take_step(contribution, Action.HIDDEN, by=by, words=words)
    page.unpublish(user=by)


def _note(flag: Flag, action: Action, by: AnyUser | None = None, words: str = "") -> None:
    Decision.objects.create(
        item_kind=Kind.FLAG,
        item_number=flag.pk,
        action=action,
        by_id=by.pk if by is not None else None,
        words=words,
    )
