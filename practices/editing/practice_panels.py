"""Lays out the editor of a practice: five minutes on the first tab, the rest whenever there is time."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from jobs import consent_texts
from practices.editing.completeness_panel import CompletenessPanel
from practices.editing.panels import (
    address_tab,
    editor_language,
    in_other_languages,
    in_own_language,
    language_tab,
)
from zones import factors
from zones.vocabulary import LANGUAGES

FIRST = ("name", "summary", "did_not_work")
REST = ("problem", "what_changed", "how_overcome", "outcome_note", "tools", "inputs", "who_works")

_steps = InlinePanel(
    "steps",
    panels=[
        *in_own_language("text", "when"),
        FieldPanel("image"),
        MultiFieldPanel(
            in_other_languages("text", "when"), heading=_("Other languages"), classname="collapsed"
        ),
        FieldPanel("drawing"),
    ],
    heading=_("How it is done, step by step"),
    label=_("step"),
)
_impacts = InlinePanel(
    "impacts",
    panels=[
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("score")]),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        *in_own_language("note"),
        MultiFieldPanel(in_other_languages("note"), heading=_("Other languages"), classname="collapsed"),
    ],
    heading=_("What changed, sign by sign"),
    label=_("change"),
)
_citations = InlinePanel(
    "citations",
    panels=[FieldPanel("text"), FieldPanel("doi"), FieldPanel("url"), FieldPanel("year"), FieldPanel("key")],
    heading=_("Where this is written down"),
    label=_("source"),
)


def _agreement(kind: str) -> list[Panel]:
    """Returns a box to tick and, folded, when, how and to which words."""
    words = lazy(lambda: consent_texts.words(kind, consent_texts.current(kind), editor_language()), str)()
    return [
        FieldPanel(f"{kind}_agreed"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(f"{kind}_agreed_on"), FieldPanel(f"{kind}_given")]),
                FieldPanel(
                    f"{kind}_text", help_text=_("Day and text left empty: today, and the words above.")
                ),
            ],
            heading=_("Words to read to them, when and how they agreed"),
            help_text=words,
            classname="collapsed",
        ),
    ]


_who_tells_it = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("contributor_name"), FieldPanel("contributor_role")]),
        *_agreement(consent_texts.PUBLICATION),
        *_agreement(consent_texts.NAMING),
        FieldPanel("compiled_from_sources"),
    ],
    heading=_("Who tells it"),
)

_first = ObjectList(
    [
        CompletenessPanel(),
        *in_own_language("name", "summary"),
        FieldRowPanel([FieldPanel("place_name"), FieldPanel("country")]),
        FieldPanel("land_uses"),
        FieldPanel("outcome"),
        *in_own_language("did_not_work"),
        _who_tells_it,
    ],
    heading=_("First"),
)
_facts = ObjectList(
    [
        FieldPanel("practice_groups"),
        FieldPanel("measures"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("since_year"), FieldPanel("until_year")]),
                FieldRowPanel([FieldPanel("introduced_by"), FieldPanel("area_ha")]),
                FieldPanel("control_plot"),
                FieldPanel("local_names"),
            ],
            heading=_("Since when, how much"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("labour_person_days_per_ha"),
                FieldPanel("labour_months"),
                FieldRowPanel([FieldPanel("cost_low"), FieldPanel("cost_high"), FieldPanel("cost_currency")]),
                FieldRowPanel([FieldPanel("cost_basis"), FieldPanel("cost_year")]),
                FieldRowPanel([FieldPanel("money_before_return"), FieldPanel("secure_land_needed")]),
            ],
            heading=_("What it takes"),
        ),
        _impacts,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("soc_before_pct"), FieldPanel("soc_after_pct")]),
                FieldRowPanel([FieldPanel("soc_depth_cm"), FieldPanel("soc_years")]),
                FieldPanel("soc_method"),
            ],
            heading=_("Soil carbon, where it was measured"),
            classname="collapsed",
        ),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("confirmed_at")]),
        _citations,
        FieldPanel("tags"),
    ],
    heading=_("Facts"),
)
_conditions = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("altitude_m")]),
            ],
            heading=_("Position"),
            help_text=_(
                "Left empty, it is looked up from place and country. The map then fills in the climate. "
                "It is rounded to about 10 km when saved."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel(factor.name) for factor in (*factors.SOIL, *factors.TERRAIN)],
            heading=_("Soil and slope"),
        ),
        MultiFieldPanel([FieldPanel(factor.name) for factor in factors.FARMING], heading=_("Farming")),
        MultiFieldPanel(
            [FieldPanel(name) for name in factors.CONSTRAINTS], heading=_("What can stand in the way")
        ),
        FieldPanel("needs"),
        MultiFieldPanel(
            [FieldPanel(factor.name) for factor in factors.CLIMATE],
            heading=_("Climate"),
            help_text=_(
                "Only fill in what you know better than the map. Empty boxes are filled from the map."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("zones_are_stated"), FieldPanel("zone_tags", classname="scrolling-choices")],
            heading=_("Zones"),
            classname="collapsed",
        ),
    ],
    heading=_("Conditions"),
)

edit_handler = TabbedInterface(
    [
        _first,
        _facts,
        _conditions,
        *(language_tab(code, FIRST, REST) for code in LANGUAGES),
        ObjectList([_steps], heading=_("Steps")),
        ObjectList([FieldPanel("lead_image"), FieldPanel("drawing")], heading=_("Media")),
        address_tab(),
    ]
)
