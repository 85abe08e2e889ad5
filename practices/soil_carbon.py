"""Says what one measurement of soil carbon may hold: for the model, its form and exchanged files alike."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CarbonFault = Literal[
    "content_above_all",
    "amount_below_zero",
    "rate_as_amount",
    "half_range",
    "range_reversed",
    "after_out_of_range",
    "finding_disagrees",
    "depth_reversed",
]

MESSAGES: Final[Mapping[CarbonFault, Promise]] = {
    "content_above_all": _("No content is above 100 in 100."),
    "amount_below_zero": _("A content or a stock is not below zero."),
    "rate_as_amount": _("A rate stands under lowest and highest; before and after stay empty."),
    "half_range": _("Lowest and highest are needed together. Where there is one number, write it in both."),
    "range_reversed": _("This must not be less than the first number."),
    "after_out_of_range": _("The number afterwards does not lie between lowest and highest."),
    "finding_disagrees": _("This does not agree with the numbers."),
    "depth_reversed": _("The lower end of a layer lies deeper than the upper end."),
}
CONTENTS: Final = ("carbon_content", "organic_matter")
RATE: Final = "carbon_rate"
_AMOUNTS: Final = ("before", "after", "low", "high")


class Measurement(Protocol):
    """Describes what the row of a model and that of a record have in common."""

    @property
    def quantity(self) -> str: ...

    @property
    def finding(self) -> str: ...

    @property
    def before(self) -> float | None: ...

    @property
    def after(self) -> float | None: ...

    @property
    def low(self) -> float | None: ...

    @property
    def high(self) -> float | None: ...

    @property
    def depth_from_cm(self) -> float | None: ...

    @property
    def depth_to_cm(self) -> float | None: ...


def carbon_faults(row: Measurement) -> Iterator[tuple[str, CarbonFault]]:
    """Yields each field that cannot stand so, and what is wrong with it."""
    amounts = {name: value for name in _AMOUNTS if (value := getattr(row, name)) is not None}
    if row.quantity == RATE:
        yield from ((name, "rate_as_amount") for name in ("before", "after") if name in amounts)
    else:
        yield from ((name, "amount_below_zero") for name, value in amounts.items() if value < 0)
    if row.quantity in CONTENTS:
        yield from ((name, "content_above_all") for name, value in amounts.items() if value > 100)
    if row.low is None or row.high is None:
        if "low" in amounts or "high" in amounts:
            yield ("high" if row.high is None else "low"), "half_range"
    elif row.low > row.high:
        yield "high", "range_reversed"
    elif row.after is not None and not row.low <= row.after <= row.high:
        yield "after", "after_out_of_range"
    if _disagrees(row):
        yield "finding", "finding_disagrees"
    if row.depth_to_cm is not None and (row.depth_from_cm or 0) >= row.depth_to_cm:
        yield "depth_to_cm", "depth_reversed"


def _disagrees(row: Measurement) -> bool:
    """Returns whether a gain or a loss is told where the numbers say otherwise.

    "No change" agrees with any: a difference may be too small to count.
    """
    start = 0 if row.quantity == RATE else row.before
    if start is None:
        return False
    least = row.low if row.after is None else row.after
    most = row.high if row.after is None else row.after
    return (row.finding == "gain" and most is not None and most <= start) or (
        row.finding == "loss" and least is not None and least >= start
    )


def finding_of(before: float | None, after: float | None) -> str:
    """Returns the code of what came out by the numbers alone; empty where one is not known."""
    if before is None or after is None:
        return ""
    return "gain" if after > before else "loss" if after < before else "no_change"
