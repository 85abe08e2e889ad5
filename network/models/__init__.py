"""Stores who takes part in the initiative: partners, and territories that look for a twin."""

from network.models.action import Action, ActionKind
from network.models.expression import Expression
from network.models.partner import DirectoryEdition, Partner, PartnerKind, PartnerQuerySet, PartnerState
from network.models.partner_file import PartnerFile
from network.models.territory import Territory, TerritoryFact, TerritoryState

__all__ = [
    "Action",
    "ActionKind",
    "DirectoryEdition",
    "Expression",
    "Partner",
    "PartnerFile",
    "PartnerKind",
    "PartnerQuerySet",
    "PartnerState",
    "Territory",
    "TerritoryFact",
    "TerritoryState",
]
