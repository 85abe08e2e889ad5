"""All fields of all pages, why some need no place somewhere, and a word for each text to look for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from modeltranslation.fields import TranslationField
from modeltranslation.translator import translator

from practices.fields import CodeField
from practices.models import (
    Citation,
    Practice,
    PracticeClip,
    PracticeImpact,
    PracticeStep,
    RegionSection,
    SoilCarbonMeasurement,
    TutorialLink,
)
from practices.models.base import TrilingualPage
from practices.models.consent import CONSENT_FIELDS
from readers.models import HomePage, PlainPage
from zones.vocabulary import LANGUAGES

PAGES: tuple[type[TrilingualPage], ...] = (Practice, RegionSection, HomePage, PlainPage)
CHILDREN: tuple[type[models.Model], ...] = (
    *(PracticeStep, PracticeClip, PracticeImpact, SoilCarbonMeasurement, Citation),
    TutorialLink,
)
ALL: tuple[type[models.Model], ...] = (*PAGES, *CHILDREN)
EXCHANGED: tuple[type[models.Model], ...] = (Practice, *CHILDREN)

Reasons = Mapping[type[models.Model], Mapping[str, str]]

_EACH = {
    "id": "number within this database",
    "sort_order": "kept by the order of the rows",
    "practice": "parent",
}
_HEAD = dict.fromkeys(("title_tag", "meta_description"), "each site tells search engines in its own way")
_CONSENT = dict.fromkeys(
    CONSENT_FIELDS, "between the site and whoever told it: readers see what follows from it"
)

NOT_EXCHANGED: Reasons = {
    Practice: {
        **_HEAD,
        "located_as": "follows from place and country",
        "lead_image": "records hold no files",
        "zones_are_stated": "follows from whether zones are named",
        "is_starter": "said by whoever loads the collection",
        "confirmed_at": "said to one site",
    },
    PracticeStep: {**_EACH, "image": "records hold no files", "clip": "records hold no files"},
    PracticeClip: {**_EACH, "clip": "records hold no files"},
    PracticeImpact: _EACH,
    SoilCarbonMeasurement: _EACH,
    Citation: _EACH,
    TutorialLink: _EACH,
}
NOT_EDITED: Reasons = {
    Practice: {
        "located_as": "follows from place and country",
        "is_starter": "said by whoever loads the collection",
        "external_id": "never changes",
    },
    RegionSection: {},
    HomePage: {},
    PlainPage: {},
    PracticeStep: _EACH,
    PracticeClip: _EACH,
    PracticeImpact: _EACH,
    SoilCarbonMeasurement: _EACH,
    Citation: _EACH,
    TutorialLink: _EACH,
}
# Of texts alone; the rest is counted, filtered or compared.
NOT_SEARCHED: Reasons = {
    Practice: {
        **_HEAD,
        **_CONSENT,
        "located_as": "follows from place and country",
        "position_confirmed": "the position it was said of",
        "cost_currency": "a code",
        "contributor_name": "people are not looked up by name",
        "contributor_role": "people are not looked up by name",
        "drawing": "the name of a file",
        "external_id": "for machines",
        "country": "by its name in words of each language",
    },
    PracticeStep: {"drawing": "the name of a file"},
    PracticeImpact: dict.fromkeys(("before", "after", "note"), "figures beside what_changed"),
    SoilCarbonMeasurement: {
        "method": "how a laboratory measured",
        "source": "words of the literature, not of the practice",
    },
    TutorialLink: dict.fromkeys(("url", "title", "language"), "what others made, not the practice"),
    Citation: dict.fromkeys(
        ("key", "text", "language", "note", "doi", "url"), "words of the literature, not of the practice"
    ),
}
INTERNAL: Reasons = {
    Practice: {
        **_CONSENT,
        "compiled_from_sources": "settles what publishing asks for",
        "latitude": "readers see the place and the distance",
        "longitude": "readers see the place and the distance",
        "located_as": "how the position was found",
        "position_confirmed": "settles what publishing asks for",
        "zones_are_stated": "who set the zones",
        "tags": "words by which a practice is found",
        "external_id": "for machines",
    },
    RegionSection: {"countries": "for correspondents"},
    HomePage: {},
    PlainPage: {
        "show_in_footer": "where the link stands",
        "names_operator": "shows settings, no text of its own",
    },
    PracticeStep: _EACH,
    PracticeClip: _EACH,
    PracticeImpact: _EACH,
    SoilCarbonMeasurement: {**_EACH, "source": "the source itself is named"},
    Citation: {**_EACH, "key": "ties conditions to their source"},
    TutorialLink: _EACH,
}


def fields_of(model: type[models.Model]) -> dict[str, Any]:
    """Return the model's own fields by name, without the columns of the single languages."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {
        field.name: field
        for field in own
        if not isinstance(field, TranslationField) and not getattr(field.remote_field, "parent_link", False)
    }


def is_translated(model: type[models.Model], name: str) -> bool:
    return (
        model in translator.get_registered_models()
        and name in translator.get_options_for_model(model).all_fields
    )


def is_text(field: Any) -> bool:
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, CodeField)
        and not field.choices
    )


def unlisted(model: type[models.Model], known: Iterable[str], reasons: Reasons) -> list[str]:
    """Return the fields that are neither known nor listed, and reasons for what is known or no field."""
    names, listed, have = set(fields_of(model)), set(reasons.get(model, {})), set(known)
    forgotten = [f"{name}: nowhere and not listed" for name in sorted(names - have - listed)]
    needless = [f"{name}: listed without need" for name in sorted((listed & have) | (listed - names))]
    return forgotten + needless


def word(model: type[models.Model], name: str, language: str = "") -> str:
    """Return a word that stands nowhere else."""
    return f"Zq{model.__name__}{name.replace('_', '')}{language}".lower()[:20] + str(
        abs(hash((model.__name__, name, language))) % 1000
    )


def marks(model: type[models.Model], skipped: Mapping[str, Any]) -> dict[str, Any]:
    """Return a word for every text of a model that `skipped` does not give a value."""
    found: dict[str, Any] = dict(skipped)
    for name, field in fields_of(model).items():
        if not is_text(field) or name in skipped or name in _EACH:
            continue
        if is_translated(model, name):
            found |= {f"{name}_{code}": word(model, name, code) for code in LANGUAGES}
        else:
            found[name] = word(model, name)
    return found


def rows_of(practice: Practice) -> dict[type[models.Model], models.Model]:
    return {
        Practice: practice,
        PracticeStep: practice.steps.get(),
        PracticeClip: practice.clips.get(),
        PracticeImpact: practice.impacts.get(),
        SoilCarbonMeasurement: practice.soil_carbon_measured.get(),
        TutorialLink: practice.see_it_done.get(),
        Citation: practice.citations.all()[0],
    }
