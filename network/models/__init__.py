"""Stores who takes part in the initiative, and what countries state."""

from network.models.action import Action, ActionKind
from network.models.partner import DirectoryEdition, Partner, PartnerKind, PartnerQuerySet, PartnerState
from network.models.partner_file import PartnerFile
from network.models.stated_value import Origin, StatedValue, ValueSheet

__all__ = [
    "Action",
    "ActionKind",
    "DirectoryEdition",
    "Origin",
    "Partner",
    "PartnerFile",
    "PartnerKind",
    "PartnerQuerySet",
    "PartnerState",
    "StatedValue",
    "ValueSheet",
]
