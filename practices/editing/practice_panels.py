"""Lays out the editor of a practice: a first version on one screen, the rest whenever there is time."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)

from jobs import consent_texts
from practices.editing.checks_panel import ChecksPanel
from practices.editing.completeness_panel import CompletenessPanel
from practices.editing.drawing_picker import drawing_panel
from practices.editing.edit_kind import EditKindPanel
from practices.editing.folded import FoldedPanel, FoldedTicks
from practices.editing.land_panels import land
from practices.editing.panels import (
    PAGE_FIELDS,
    editor_language,
    in_own_language,
    other_languages_tab,
    slug_panel,
)
from practices.editing.part_panels import (
    citations,
    clips,
    impacts,
    see_it_done,
    soil_carbon_measured,
    steps,
)
from practices.editing.place_panel import PlacePanel
from practices.editing.position_tick import PositionTickPanel
from practices.editing.tabs import FirstThenLater

# As they are translated, language by language.
TEXTS = (
    "name",
    "summary",
    "problem",
    "tools",
    "inputs",
    "who_works",
    "what_changed",
    "did_not_work",
    "how_overcome",
    "outcome_note",
    "soil_carbon_known",
)


def _agreement_details(kind: str) -> FoldedPanel:
    """Returns, folded, when, how and to which words somebody agreed."""
    words = lazy(lambda: consent_texts.words(kind, consent_texts.current(kind), editor_language()), str)()
    return FoldedPanel(
        [
            FieldRowPanel([FieldPanel(f"{kind}_agreed_on"), FieldPanel(f"{kind}_given")]),
            FieldPanel(f"{kind}_text", help_text=_("Day and text left empty: today, and the words above.")),
        ],
        heading=_("Words to read to them, when and how they agreed"),
        help_text=words,
    )


_first = ObjectList(
    [
        CompletenessPanel(),
        MultiFieldPanel(
            [FieldPanel("publication_agreed"), _agreement_details(consent_texts.PUBLICATION)],
            heading=_("Consent"),
        ),
        *in_own_language("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place_name"), FieldPanel("country")]),
                PlacePanel(
                    [
                        FieldRowPanel(
                            [FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("altitude_m")]
                        )
                    ],
                    heading=_("On the map, or by coordinates"),
                ),
                PositionTickPanel("position_confirmed"),
            ],
            heading=_("Where"),
        ),
        *in_own_language("summary"),
        EditKindPanel(),
        FieldPanel("land_uses"),
        FieldPanel("outcome", widget=forms.RadioSelect),
        FieldPanel("lead_image"),
        ChecksPanel(TEXTS),
    ],
    heading=_("First version"),
)
_how_it_is_done = ObjectList(
    [
        *in_own_language("problem"),
        steps,
        clips,
        *in_own_language("tools", "inputs", "who_works"),
        MultiFieldPanel(
            [
                FieldPanel("labour_person_days_per_ha"),
                FieldPanel("labour_months", widget=FoldedTicks),
                FieldRowPanel([FieldPanel("cost_low"), FieldPanel("cost_high"), FieldPanel("cost_currency")]),
                FieldRowPanel([FieldPanel("cost_basis"), FieldPanel("cost_year")]),
                FieldRowPanel([FieldPanel("money_before_return"), FieldPanel("secure_land_needed")]),
            ],
            heading=_("What it takes"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("practice_groups", widget=FoldedTicks),
                FieldPanel("measures", widget=FoldedTicks),
                FieldPanel("local_names"),
                drawing_panel(),
            ],
            heading=_("Kind and drawing"),
        ),
    ],
    heading=_("How it is done"),
)
_how_it_went = ObjectList(
    [
        *in_own_language("what_changed", "did_not_work", "how_overcome", "outcome_note"),
        impacts,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("since_year"), FieldPanel("until_year")]),
                FieldRowPanel([FieldPanel("introduced_by"), FieldPanel("area_ha")]),
                FieldPanel("control_plot"),
            ],
            heading=_("Since when, how much"),
        ),
        *in_own_language("soil_carbon_known"),
        soil_carbon_measured,
    ],
    heading=_("How it went"),
)
_sources = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contributor_name"), FieldPanel("contributor_role")]),
                FieldPanel("naming_agreed"),
                _agreement_details(consent_texts.NAMING),
                FieldPanel("compiled_from_sources"),
            ],
            heading=_("Who tells it"),
        ),
        citations,
        see_it_done,
        FieldRowPanel([FieldPanel("licence"), FieldPanel("confirmed_at")]),
        FieldPanel("tags"),
        MultiFieldPanel(
            [slug_panel(), *in_own_language(*PAGE_FIELDS)],
            heading=_("Address and search engines"),
            classname="collapsed",
        ),
        PublishingPanel(),
        CommentPanel(),
    ],
    heading=_("Sources and people"),
)

edit_handler = FirstThenLater(
    [_first, _how_it_is_done, _how_it_went, land, _sources, other_languages_tab(TEXTS)]
)
