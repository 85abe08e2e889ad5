"""Lists what stands in a person's queues: of their regions alone, counted, what is dangerous first.

What waits comes oldest first; what was decided, the last decision first.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    Min,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.flagging import URGENT
from exchange.items import MODELS
from exchange.models import Flag, Kind, Question, State
from exchange.models.flag import FlagState
from exchange.questions import unanswered
from exchange.regions import walled
from media.region_access import AnyUser

PAGE_SIZE: Final = 25
QUEUED: Final[tuple[type[Any], ...]] = (*MODELS.values(), Flag)

WAITING, ASKED, PUBLISHED, DECLINED, HIDDEN = (
    State.WAITING,
    State.ASKED,
    State.PUBLISHED,
    State.DECLINED,
    State.HIDDEN,
)
UNANSWERED: Final = "unanswered"
SHOWN: Final = {
    WAITING: _("To read"),
    ASKED: _("Asked back"),
    UNANSWERED: _("Without an answer"),
    PUBLISHED: pgettext_lazy("items", "Published"),
    DECLINED: _("Not published"),
    HIDDEN: pgettext_lazy("items", "Hidden"),
}
FLAG_STATES: Final[dict[str, FlagState]] = {
    WAITING: FlagState.OPEN,
    PUBLISHED: FlagState.KEPT,
    HIDDEN: FlagState.HIDDEN,
}
KIND_LABELS: Final = {
    Kind.REPORT: _("Tries"),
    Kind.CONTRIBUTION: _("Practices told"),
    Kind.QUESTION: _("Questions"),
    Kind.ANSWER: _("Answers"),
    Kind.FLAG: _("Notices"),
}
# Written in an address where an item has no region.
NO_REGION: Final = "none"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the queue is looked at: a state, and if chosen a kind and a region."""

    state: str = WAITING
    kind: str = ""
    region: str = ""
    page: int = 1

    @classmethod
    def read(cls, params: Any) -> "Chosen":
        """Returns what an address asks for; what it does not know counts as not said."""
        region, page = params.get("region", ""), params.get("page", "")
        return cls(
            state=params.get("state") if params.get("state") in SHOWN else WAITING,
            kind=params.get("kind") if params.get("kind") in KIND_LABELS else "",
            region=region if region == NO_REGION or _is_number(region) else "",
            page=max(1, int(page)) if _is_number(page) else 1,
        )

    def pairs(self, **other: Any) -> list[tuple[str, str]]:
        """Returns it as an address writes it, with other values for some of it."""
        values = {"state": self.state, "kind": self.kind, "region": self.region, "page": self.page, **other}
        plain = {"state": WAITING, "kind": "", "region": "", "page": 1}
        return [(name, str(value)) for name, value in values.items() if value != plain[name]]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def everything(model: type[Any], user: AnyUser) -> QuerySet[Any]:
    """Returns what of a model the person may see at all."""
    return walled(model._default_manager.all(), user)


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Returns those of `rows` that stand so."""
    if rows.model is Flag:
        return rows.filter(state=FLAG_STATES[state]) if state in FLAG_STATES else rows.none()
    if state != UNANSWERED:
        return rows.filter(state=state)
    if rows.model is not Question:
        return rows.none()
    return unanswered(rows)


def waiting_count(user: AnyUser) -> int:
    """Returns how much the person has to read, in one query."""
    first, *others = [in_state(everything(model, user), WAITING).order_by().values("pk") for model in QUEUED]
    return first.union(*others, all=True).count()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a kind waits, and since when the oldest of it."""

    kind: Kind
    number: int
    since: datetime | None


def waiting_by_kind(user: AnyUser) -> list[Waiting]:
    """Returns what the person has to read, kind by kind, in one query; nothing of a kind that has nothing."""
    first, *others = [
        in_state(everything(model, user), WAITING)
        .order_by()
        .annotate(of_kind=Value(model.kind, CharField()))
        .values("of_kind")
        .annotate(number=Count("pk"), since=Min(_since(model, True)))
        for model in QUEUED
    ]
    found = {row["of_kind"]: row for row in first.union(*others, all=True) if row["number"]}
    return [
        Waiting(Kind(model.kind), found[model.kind]["number"], found[model.kind]["since"])
        for model in QUEUED
        if model.kind in found
    ]


def counts(user: AnyUser, state: str) -> Counter[tuple[str, int | None]]:
    """Returns how many of each kind stand so in each of the person's regions."""
    found: Counter[tuple[str, int | None]] = Counter()
    for model in QUEUED:
        rows = in_state(everything(model, user), state).order_by().values_list("region")
        for region, number in rows.annotate(number=Count("pk")):
            found[model.kind, region] += number
    return found


def items(user: AnyUser, chosen: Chosen) -> tuple[list[Any], bool]:
    """Returns a page of what was chosen, and whether more follows."""
    last = chosen.page * PAGE_SIZE + 1
    keys = [key for model in QUEUED for key in _keys(model, user, chosen, last)]
    keys.sort(key=lambda key: key[:2])
    shown = keys[last - 1 - PAGE_SIZE : last - 1]
    found = _loaded(shown)
    # What was taken away between the two queries is left out.
    return [found[kind, pk] for *_order, kind, pk in shown if (kind, pk) in found], len(keys) >= last


def _keys(model: type[Any], user: AnyUser, chosen: Chosen, most: int) -> list[tuple[int, float, str, int]]:
    if chosen.kind and model.kind != chosen.kind:
        return []
    rows = in_state(everything(model, user), chosen.state)
    if chosen.region == NO_REGION:
        rows = rows.filter(region=None)
    elif chosen.region:
        rows = rows.filter(region=int(chosen.region))
    is_open = chosen.state in (WAITING, ASKED, UNANSWERED)
    rows = rows.annotate(order=_urgency(model, chosen.state), stood=_since(model, is_open))
    ordered = rows.order_by("order", F("stood").asc() if is_open else F("stood").desc())
    sign = 1 if is_open else -1
    return [
        (order, sign * since.timestamp(), model.kind, pk)
        for order, since, pk in ordered.values_list("order", "stood", "pk")[:most]
    ]


def _urgency(model: type[Any], state: str) -> Any:
    if model is not Flag or state != WAITING:
        return Value(1, IntegerField())
    return Case(When(reason__in=URGENT, then=0), default=1, output_field=IntegerField())


def _since(model: type[Any], is_open: bool) -> Any:
    sent = ("created_at",) if model is Flag else ("sent_at", "created_at")
    names = sent if is_open else ("decided_at", *sent)
    return Coalesce(*names, output_field=DateTimeField()) if len(names) > 1 else F(names[0])


def _loaded(keys: Iterable[tuple[Any, ...]]) -> dict[tuple[str, int], Any]:
    found: dict[tuple[str, int], Any] = {}
    for model in QUEUED:
        numbers = [pk for *_order, kind, pk in keys if kind == model.kind]
        if numbers:
            related = [name for name in ("practice", "question__practice") if _has(model, name)]
            rows = model._default_manager.select_related("region", *related).in_bulk(numbers)
            found |= {(model.kind, pk): row for pk, row in rows.items()}
    return found


def _has(model: type[Any], name: str) -> bool:
    return any(field.name == name.partition("__")[0] for field in model._meta.get_fields())
