"""Says in a line what an item is: for the list, for what came by the same link, for likely duplicates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange import flagging
from exchange.admin.land_rows import place
from exchange.items import practice_name, practice_of, text_of
from exchange.models import Contribution, Flag, Kind, PeerItem, Report
from media.region_access import AnyUser
from practices.models import Practice
from practices.passages import passage, shortened
from practices.region_access import visible_to
from practices.times import ago

ITEM: Final = "exchange_queue_item"
LONGEST_EXCERPT: Final = 140
ICONS: Final = {
    Kind.CONTRIBUTION: "edit",
    Kind.QUESTION: "help",
    Kind.ANSWER: "comment",
    Kind.FLAG: "warning",
    "worked": "circle-check",
    "partly": "minus",
    "did_not_work": "circle-xmark",
    "stopped": "circle-xmark",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item in a list."""

    url: str
    icon: str
    is_bad: bool
    is_urgent: bool
    title: str
    excerpt: str
    language: str
    facts: str
    state: str
    looks_twice: bool


def lines(items: Iterable[Any], user: AnyUser, *, with_region: bool = False) -> list[Line]:
    """Returns items as lists show them, without the name of a page that the person may not see."""
    items = list(items)
    seen = seen_practices(items, user)
    return [_line(item, seen, with_region) for item in items]


def seen_practices(items: Iterable[Any], user: AnyUser) -> dict[int, Practice]:
    """Returns the practices that items are about, as far as the person may see them, by number."""
    numbers = {practice.pk for item in items if (practice := practice_of(item))}
    numbers |= {
        item.about_number for item in items if isinstance(item, Flag) and item.about_kind == flagging.PRACTICE
    }
    if not numbers:
        return {}
    return {page.pk: page for page in visible_to(Practice.objects.filter(pk__in=numbers), user)}


def _line(item: Any, seen: dict[int, Practice], with_region: bool) -> Line:
    is_flag = isinstance(item, Flag)
    since = item.created_at if is_flag else item.sent_at or item.created_at
    region = passage(item.region, "name") if item.region else _("no region yet")
    facts = [
        *([] if is_flag else [place(item.place_name, item.country), _photo(item), _voice(item)]),
        ago(since),
        *([str(region)] if with_region else []),
    ]
    outcome = item.outcome if isinstance(item, Report) else ""
    return Line(
        url=reverse(ITEM, args=[item.kind, item.pk]),
        icon=ICONS[outcome or item.kind],
        is_bad=outcome in ("did_not_work", "stopped"),
        is_urgent=is_flag and item.reason in flagging.URGENT,
        title=title(item, seen),
        excerpt=shortened(item.text if is_flag else text_of(item), LONGEST_EXCERPT),
        language=item.language,
        facts=" · ".join(fact for fact in facts if fact),
        state=item.get_state_display(),
        looks_twice=bool(item.held),
    )


def title(item: Any, seen: dict[int, Practice]) -> str:
    """Returns what an item is in a few words."""
    if isinstance(item, Flag):
        return joined(item.get_reason_display(), _about(item, seen))
    practice = practice_of(item)
    name = practice_name(seen.get(practice.pk)) if practice else ""
    name = name or (_("a practice that is not public") if practice else "")
    what = item.get_outcome_display() if isinstance(item, Report) else str(Kind(item.kind).label).capitalize()
    if isinstance(item, Contribution) and not name:
        name = _("no page yet")
    return joined(what, name)


def joined(what: str, name: str) -> str:
    """Returns two parts with the colon of the language between them."""
    return _("%(what)s: %(name)s") % {"what": what, "name": name} if name else what


def _about(flag: Flag, seen: dict[int, Practice]) -> str:
    if flag.about_kind != flagging.PRACTICE:
        return str(Kind(flag.about_kind).label)
    return practice_name(seen.get(flag.about_number)) or _("a practice that is not public")


def _photo(item: PeerItem) -> str:
    return _("with photo") if item.photo_id else ""


def _voice(item: PeerItem) -> str:
    return _("with voice message") if item.voice_id else ""
