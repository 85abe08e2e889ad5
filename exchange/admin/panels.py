"""Prepares the decisions of an item for its page: each with its words, its ready replies and its button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.admin.decision_form import PREFILLED, DecisionForm
from exchange.canned_replies import Reply
from exchange.models import Action, Kind, PeerItem, State

# In the order of the buttons; the first is the filled one.
OPEN: Final = (Action.PUBLISHED, Action.ASKED, Action.EDITED, Action.DECLINED)
BY_STATE: Final[Mapping[str, tuple[Action, ...]]] = {
    State.WAITING: OPEN,
    State.ASKED: OPEN,
    State.PUBLISHED: (Action.HIDDEN,),
    State.HIDDEN: (Action.PUBLISHED, Action.EDITED),
    State.DECLINED: (Action.PUBLISHED, Action.EDITED),
}
# A practice told is published as a page.
OF_PAGES: Final = (Action.ASKED, Action.DECLINED)

BUTTONS: Final[Mapping[str, Promise]] = {
    Action.PUBLISHED: _("Publish and reply"),
    Action.ASKED: _("Ask back"),
    Action.EDITED: _("Edit and publish"),
    Action.DECLINED: _("Decline, with the reason"),
    Action.HIDDEN: _("Hide, with the reason"),
    Action.KEPT: _("It stays"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One decision: its button in the bar, and the panel that opens above it."""

    action: str
    button: str
    replies: list[Reply]
    words: str
    errors: list[str]
    is_prefilled: bool

    @property
    def is_first(self) -> bool:
        """Returns whether one tap does it: its reply stands open, with nothing to choose first."""
        return self.action == Action.PUBLISHED

    @property
    def has_text(self) -> bool:
        return self.action == Action.EDITED


def actions_for(item: PeerItem, *, has_text: bool) -> tuple[Action, ...]:
    """Returns what can be decided about an item as it stands."""
    possible = BY_STATE.get(item.state, ())
    if item.kind == Kind.CONTRIBUTION:
        return tuple(action for action in possible if action in OF_PAGES)
    return tuple(action for action in possible if has_text or action != Action.EDITED)


def panels(form: DecisionForm, actions: Iterable[str]) -> list[Panel]:
    """Returns the decisions with all that was typed into them."""
    return [
        Panel(
            action=str(action),
            button=str(BUTTONS[action]),
            replies=form.canned[action],
            words=form[f"words_{action}"].value() or "",
            errors=[*form.errors.get(f"words_{action}", [])],
            is_prefilled=action in PREFILLED,
        )
        for action in actions
    ]
