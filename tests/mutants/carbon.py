"""Soil carbon arithmetic broken on purpose: signs, factors left out, errors that count twice or never."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from tests.mutants.catalogue import Patch
from zones import carbon, carbon_classes
from zones.carbon import Change, Farming

CARBON_MUTANTS: Final[dict[str, Callable[[Patch], None]]] = {}


def _named(name: str, break_it: Callable[[Patch], None]) -> None:
    CARBON_MUTANTS[name] = break_it


def _rechange(patch: Patch, broken: Callable[[Change], Change]) -> None:
    """Break what `carbon.change` returns, for those who imported it too."""
    original = carbon.Change
    patch.setattr(carbon, "Change", lambda *a, **k: broken(original(*a, **k)))


def _refactor(patch: Patch, broken: Callable[[Any, Farming], Any]) -> None:
    original = carbon._factors
    patch.setattr(carbon, "_factors", lambda z, s, f: broken(original(z, s, f), f))


def _recell(patch: Patch, table: str, broken: Callable[[Any], Any]) -> None:
    original = carbon._cell
    patch.setattr(
        carbon,
        "_cell",
        lambda t, row, zone: broken(original(t, row, zone)) if t == table else original(t, row, zone),
    )


def _restatus(patch: Patch, status: str) -> None:
    patch.setattr(carbon, "_REASONS", {k: v for k, v in carbon._REASONS.items() if k != status})
    carbon._cell.cache_clear()


_named("tillage is left out", lambda p: _refactor(p, lambda f, _farming: (f[0], carbon._ONE, f[2])))
_named("input is left out", lambda p: _refactor(p, lambda f, _farming: (f[0], f[1], carbon._ONE)))
_named("land use is left out", lambda p: _refactor(p, lambda f, _farming: (carbon._ONE, f[1], f[2])))
_named("what is shared varies by itself", lambda p: _refactor(p, lambda f, _farming: tuple(map(replace, f))))
_named("soil has no error", lambda p: _recell(p, "soc_ref", lambda cell: replace(cell, error=0.0)))
_named("errors of input are halved", lambda p: _recell(p, "f_i", lambda c: replace(c, error=c.error / 2)))
_named("errors of tillage are doubled", lambda p: _recell(p, "f_mg", lambda c: replace(c, error=c.error * 2)))
_named("low and high are swapped", lambda p: _rechange(p, lambda c: replace(c, low=c.high, high=c.low)))
_named("change has the other sign", lambda p: _rechange(p, lambda c: replace(c, change=-c.change)))
_named("the best stands at the low end", lambda p: _rechange(p, lambda c: replace(c, change=c.low)))
_named("the middle is the mean", lambda p: p.setattr(carbon, "_middle", lambda v: sum(v) / len(v)))
_named("default errors count as measured", lambda p: _restatus(p, "default_error"))
_named("disputed cells count", lambda p: _restatus(p, "disputed"))
_named(
    "tropics end at a coldest month of 25 degrees",
    lambda p: p.setattr(carbon_classes, "FROST_FREE_FROM_C", 25.0),
)
_named("borders are sharp", lambda p: p.setattr(carbon_classes, "RATIO_DOUBT", 0.0))
_named("means are exact", lambda p: p.setattr(carbon_classes, "MEAN_DOUBT_C", 0.0))
_named(
    "sandy by touch is sand",
    lambda p: p.setitem(carbon_classes._TROPICAL_SOILS, "sandy", ("sandy",)),
)
_named(
    "manure is one of the extras",
    lambda p: p.setattr(carbon_classes, "_EXTRAS", carbon_classes._EXTRAS | {"manure"}),
)
_named(
    "mineral nitrogen is no nitrogen", lambda p: p.setattr(carbon_classes, "_NITROGEN", frozenset({"legume"}))
)
_named("three things at once are a step", lambda p: p.setattr(carbon_classes, "MOST_AT_ONCE", 3))
