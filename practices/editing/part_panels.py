"""Lays out what hangs on a practice: its steps, films, what changed point by point, and its sources."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from practices.editing.drawing_picker import drawing_panel
from practices.editing.folded import FoldedPanel
from practices.editing.panels import in_other_languages, in_own_language
from practices.list_lengths import (
    MOST_CARBON_MEASUREMENTS,
    MOST_CITATIONS,
    MOST_CLIPS,
    MOST_STEPS,
    MOST_TUTORIALS,
)
from zones.vocabulary import IMPACTS


def _other_languages(*fields: str) -> FoldedPanel:
    return FoldedPanel(in_other_languages(*fields), heading=_("Other languages"))


steps = InlinePanel(
    "steps",
    panels=[
        *in_own_language("text", "when"),
        FieldPanel("image"),
        drawing_panel(),
        FieldPanel("clip"),
        _other_languages("text", "when"),
    ],
    max_num=MOST_STEPS,
    heading=_("How it is done, step by step"),
    label=_("step"),
)
clips = InlinePanel(
    "clips",
    panels=[FieldPanel("clip")],
    max_num=MOST_CLIPS,
    heading=_("Videos and voices"),
    help_text=_(
        "Of the whole practice: a neighbour who tells it in her own language, a short video. What shows one "
        "step belongs to that step. Videos and voices are sent under “Videos and voices”."
    ),
    label=_("video or voice"),
)
impacts = InlinePanel(
    "impacts",
    panels=[
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("score")]),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        *in_own_language("note"),
        _other_languages("note"),
    ],
    max_num=len(IMPACTS),
    heading=_("What changed, point by point"),
    label=_("change"),
)
soil_carbon_measured = InlinePanel(
    "soil_carbon_measured",
    panels=[
        FieldRowPanel([FieldPanel("quantity"), FieldPanel("finding")]),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        FieldRowPanel([FieldPanel("low"), FieldPanel("high")]),
        FieldRowPanel([FieldPanel("depth_from_cm"), FieldPanel("depth_to_cm")]),
        FieldRowPanel([FieldPanel("years"), FieldPanel("comparison")]),
        *in_own_language("method"),
        _other_languages("method"),
        FieldPanel("source"),
    ],
    max_num=MOST_CARBON_MEASUREMENTS,
    heading=_("Soil carbon, where it was measured"),
    help_text=_(
        "Write what the source says, in its own unit: no change and a loss as readily as a gain. "
        "One row for each layer and each quantity."
    ),
    label=_("measurement"),
)
see_it_done = InlinePanel(
    "see_it_done",
    panels=[
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("title"), FieldPanel("language")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("minutes")]),
        FieldPanel("checked_on"),
    ],
    max_num=MOST_TUTORIALS,
    heading=_("See it done: videos and leaflets elsewhere"),
    help_text=_("Readers get a plain link that says where it leads. Nothing of it plays on this site."),
    label=_("link"),
)
citations = InlinePanel(
    "citations",
    panels=[
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("year")]),
        FieldPanel("doi"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("read_as"), FieldPanel("key")]),
        *in_own_language("note"),
        _other_languages("note"),
    ],
    max_num=MOST_CITATIONS,
    heading=_("Where this is written down"),
    label=_("source"),
)
