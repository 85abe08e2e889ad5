"""Lays out the conditions of a practice's land: what a person states, beside what the map says."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from practices.editing.folded import FoldedTicks
from zones import factors


def _factor(name: str) -> FieldPanel:
    return FieldPanel(name, widget=FoldedTicks) if name in factors.CHOICES else FieldPanel(name)


land = ObjectList(
    [
        MultiFieldPanel(
            [_factor(factor.name) for factor in (*factors.SOIL, *factors.TERRAIN)],
            heading=_("Soil and slope"),
        ),
        MultiFieldPanel([_factor(factor.name) for factor in factors.FARMING], heading=_("Farming")),
        MultiFieldPanel(
            [*(_factor(name) for name in factors.CONSTRAINTS), FieldPanel("needs", widget=FoldedTicks)],
            heading=_("What can stand in the way"),
        ),
        MultiFieldPanel(
            [_factor(factor.name) for factor in factors.CLIMATE],
            heading=_("Climate"),
            help_text=_(
                "Only fill in what you know better than the map. Empty boxes are filled from the map."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("zones_are_stated"),
                FieldPanel("zone_tags", widget=FoldedTicks, classname="scrolling-choices"),
            ],
            heading=_("Zones"),
        ),
    ],
    heading=_("The land"),
)
