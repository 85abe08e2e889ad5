"""Stores who takes part: partners, what countries state, territories that look for a twin, events, press."""

from network.models.action import Action, ActionKind
from network.models.event import Event, EventQuerySet, Publication
from network.models.expression import Expression
from network.models.partner import DirectoryEdition, Partner, PartnerKind, PartnerQuerySet, PartnerState
from network.models.partner_file import PartnerFile
from network.models.press_item import PressItem, PressItemQuerySet
from network.models.stated_value import Origin, StatedValue, ValueSheet
from network.models.territory import Territory, TerritoryFact, TerritoryState

__all__ = [
    "Action",
    "ActionKind",
    "DirectoryEdition",
    "Event",
    "EventQuerySet",
    "Expression",
    "Origin",
    "Partner",
    "PartnerFile",
    "PartnerKind",
    "PartnerQuerySet",
    "PartnerState",
    "PressItem",
    "PressItemQuerySet",
    "Publication",
    "StatedValue",
    "Territory",
    "TerritoryFact",
    "TerritoryState",
    "ValueSheet",
]
