"""Gives which share of a country's land lies in which climate zone of the IPCC. Pure.

It is all land, not farmland, and parts overseas count: a sixth of France is Guiana. Made by
`zones/build/country_zones.py`.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE_NAME: Final = "country_zones.json"
DATA_FILE: Final = Path(__file__).resolve().parent / "data" / FILE_NAME


def zone_shares(country: str) -> Mapping[str, float]:
    """Returns the shares, 0 to 1, by zone in the order of `carbon_classes.ZONES`; empty where not known."""
    shares: Mapping[str, float] = _data()["countries"].get(country, {})
    return shares


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    return data
