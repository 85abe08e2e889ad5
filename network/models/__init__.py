"""Stores who takes part in the initiative."""

from network.models.action import Action, ActionKind
from network.models.partner import DirectoryEdition, Partner, PartnerKind, PartnerQuerySet, PartnerState
from network.models.partner_file import PartnerFile

__all__ = [
    "Action",
    "ActionKind",
    "DirectoryEdition",
    "Partner",
    "PartnerFile",
    "PartnerKind",
    "PartnerQuerySet",
    "PartnerState",
]
