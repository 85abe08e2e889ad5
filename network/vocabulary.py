"""Lists what partners can do, and the objectives of the initiative that we have read, in words for people."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COMPETENCES: Final[Mapping[str, Promise]] = {
    "field_practice": _("practice in the field"),
    "farmer_training": _("training farmers"),
    "soil_analysis_mrv": _("soil analysis and measuring carbon"),
    "seed_nursery": _("seed and tree nursery"),
    "research": pgettext_lazy("competence", "research"),
    "policy": _("laws and policy"),
    "finance": _("finance"),
    "carbon_projects": _("carbon projects"),
    "communication": _("communication"),
    "translation": _("translation"),
    "women_youth": _("work with women and young people"),
    "data_tools": _("data and tools"),
}
# The strategic plan has 24. Only those stand here whose text could be read: the wiki of the initiative, pages
# on goals and objectives. The words are ours, and shorter.
OBJECTIVES: Final[Mapping[str, Promise]] = {
    "A1": _("soils in the climate plans of countries"),
    "A2": _("new projects on soil health"),
    "A3": _("sharing what was tried"),
    "A4": _("meeting in the regions"),
    "A5": _("clearer carbon markets"),
    "A6": _("how soil, farming and climate hang together"),
    "F1": _("twin regions"),
    "F3": _("a table of what countries do"),
}
# Languages in which people write to a partner, by ISO 639-1.
LANGUAGE_CODES: Final = ("en", "fr", "es", "pt", "ar", "de", "hi", "id", "it", "ru", "sw", "zh")
