"""What the self-assessment calls its questions, answers and changes."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from readers.presenters.wording import listed, sentence_case
from zones.carbon_classes import FieldInputs
from zones.self_assessment import FarmAnswers, PlainStep, SingleChange

ANSWERS: dict[str, dict[str, Promise]] = {
    "soil_look": {
        "volcanic": gettext_lazy("Black and fluffy, near a volcano"),
        "deep_red": gettext_lazy("Deep red, far down"),
    },
    "use_now": {
        "annual": gettext_lazy("Crops sown every year"),
        "perennial": gettext_lazy("Trees, vines or other lasting crops"),
        "paddy": gettext_lazy("Flooded rice"),
        "set_aside": gettext_lazy("Fallow, for less than 20 years"),
        "grassland": gettext_lazy("Pasture or meadow"),
    },
    "use_before": {
        "same": gettext_lazy("The same as now"),
        "other_fields": gettext_lazy("Other crops or fallow"),
        "pasture": gettext_lazy("Pasture, meadow or savanna"),
        "forest": gettext_lazy("Forest or bush"),
    },
    "tillage": {
        "full": gettext_lazy("All over: hoed or ploughed"),
        "reduced": gettext_lazy("Only strips, holes or the surface"),
        "none": gettext_lazy("Not at all: sown into the cover"),
    },
    "pasture": {
        "nominal": gettext_lazy("In fair order, grazed with care, nothing added"),
        "intensive": gettext_lazy("Grazed hard most of the time"),
        "degraded": gettext_lazy("Worn out: bare ground, gullies, weeds"),
        "improved": gettext_lazy("Better grasses sown, fed or watered, grazed with care"),
    },
    "stalks": {
        "burnt": gettext_lazy("Burnt"),
        "carried": gettext_lazy("Carried off for fodder, fuel or building"),
        "grazed": gettext_lazy("Grazed off by animals"),
        "left": gettext_lazy("Left on the field"),
    },
    "little": {"yes": gettext_lazy("Most of my crops leave little: roots, vegetables, cotton")},
    "given": {
        "legume": gettext_lazy("Beans or other legumes in the rotation or between the rows"),
        "mineral": gettext_lazy("Bought nitrogen fertiliser"),
        "compost": gettext_lazy("Compost or brought-in mulch"),
        "manure": gettext_lazy("Manure, every year"),
        "cover_crop": gettext_lazy("A cover crop or green manure"),
        "grass": gettext_lazy("Grass for a year or more in the rotation"),
        "water": gettext_lazy("Irrigation"),
        "none": gettext_lazy("None of these"),
    },
}

RATED_LABELS: dict[str, Promise] = {
    "cover": gettext_lazy("Cover of the soil in the dry or cold months"),
    "erosion": gettext_lazy("Soil that stays in place when it rains or blows"),
    "worms": gettext_lazy("Worms and other life in the soil"),
    "water": gettext_lazy("Rain that soaks in instead of running off"),
    "bad_year": gettext_lazy("Harvest in a bad year"),
    "work": gettext_lazy("Work that can be managed"),
    "money": gettext_lazy("Money that is left at the end of the year"),
    "decides": gettext_lazy("My say in what is done with the land"),
}
RATING_LABELS = (
    pgettext_lazy("rating", "very bad"),
    pgettext_lazy("rating", "bad"),
    pgettext_lazy("rating", "middling"),
    pgettext_lazy("rating", "good"),
    pgettext_lazy("rating", "very good"),
)


def question(name: str) -> str:
    """Return a question about the farming, as one would ask a neighbour."""
    return {
        "soil_look": _("Is it one of these?"),
        "use_now": _("What is the field used for now?"),
        "use_before": _("What was there 20 years ago?"),
        "tillage": _("How is the soil worked?"),
        "pasture": _("How is the pasture?"),
        "stalks": _("What becomes of stalks and straw after the harvest?"),
        "little": _("What do your crops leave behind?"),
        "given": _("What does the field get, on a third of it or more?"),
    }[name]


def heading(step: int, answers: FarmAnswers) -> str:
    """Return what a form asks, as its heading."""
    return {
        1: _("Where is your field, and what is the soil?"),
        2: _("What is the land used for?"),
        3: _("The pasture") if answers.is_pasture else _("Working the soil"),
        4: _("After the harvest"),
        5: _("What the soil is given"),
        6: _("How do you rate it yourself?"),
    }[step]


def change_label(change: SingleChange) -> str:
    """Return a single change in words."""
    code = {"tillage": change.after.management, "pasture": change.after.management}.get(
        change.kind, change.after.inputs
    )
    return {
        ("tillage", "reduced"): _("Work only strips, holes or the surface"),
        ("tillage", "none"): _("Sow without working the soil"),
        ("inputs", "medium"): _("Give more back to the soil"),
        ("inputs", "high"): _("Give much more back to the soil"),
        ("inputs", "high_manure"): _("Give manure as well, every year"),
        ("pasture", "nominal"): _("Let the pasture recover"),
        ("pasture", "improved"): _("Better the pasture: better grasses, rest between grazings"),
    }[change.kind, code]


def way_text(now: FieldInputs, way: FieldInputs) -> str:
    """Return what is new in a way to give more back: "leave the stalks and grow legumes"."""
    words = {
        "legume": _("grow legumes"),
        "cover_crop": _("sow a cover crop"),
        "compost": _("give compost"),
        "grass": _("have grass in the rotation"),
        "manure": _("give manure every year"),
    }
    new = [_("leave the stalks on the field")] if way.residues != now.residues else []
    return listed([*new, *(text for gift, text in words.items() if gift in way.gifts - now.gifts)])


def plain_step_text(step: PlainStep) -> str:
    """Return a step without a figure in words."""
    text = {
        "stalks": _("leave the stalks on the field"),
        "tillage": _("Work only strips, holes or the surface"),
        "cover_crop": _("sow a cover crop"),
        "pasture": _("Let the pasture recover"),
    }[step]
    return sentence_case(text)
