"""The page that sets the reader's land beside another place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from readers.presenters.land.bar import stated_texts
from readers.presenters.land.place_comparison import PlaceComparison
from readers.presenters.land.place_names import place_label
from readers.presenters.view_models import PlaceChoice
from zones.land import Land


@dataclass(frozen=True, slots=True)
class CompareView:
    """`comparison` is None while a place is missing or not clear; `choice` offers what may be meant.

    `asks_own` where the reader's own place is missing; `typed` is what was written of the other one.
    """

    title: str
    comparison: PlaceComparison | None
    choice: PlaceChoice | None
    asks_own: bool
    typed: str
    stated: str
    problems: Sequence[str]


def compare_view(
    own: Land,
    other: Land,
    comparison: PlaceComparison | None,
    *,
    choice: PlaceChoice | None,
    typed: str,
    problems: Sequence[str],
) -> CompareView:
    """Return what the page shows of two lands."""
    title = _("Compare two places")
    if comparison is not None:
        title = _("%(one)s and %(other)s") % {"one": place_label(own), "other": place_label(other)}
    return CompareView(
        title=title,
        comparison=comparison,
        choice=choice,
        asks_own=own.latitude is None,
        typed=typed,
        stated=" · ".join(stated_texts(own)) if comparison is not None else "",
        problems=problems,
    )
