"""Stores partners, what countries state, regions that look for a twin, events and press."""

from network.models.expression import Expression
from network.models.territory import Territory, TerritoryFact, TerritoryState

__all__ = ["Expression", "Territory", "TerritoryFact", "TerritoryState"]
