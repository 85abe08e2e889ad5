"""Stores who takes part in the initiative."""

from network.models.action import Action, ActionKind
from network.models.partner import DirectoryEdition, Partner, PartnerKind, PartnerState

__all__ = ["Action", "ActionKind", "DirectoryEdition", "Partner", "PartnerKind", "PartnerState"]
