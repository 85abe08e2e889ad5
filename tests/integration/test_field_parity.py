"""No field is forgotten: each is exchanged, edited, searched and shown, or listed here with the reason.

Whoever adds a field sees these tests fail until it has its place in each of the four, or a line below.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import translation
from modeltranslation.fields import TranslationField
from modeltranslation.translator import translator
from wagtail.images.tests.utils import get_test_image_file

from media.models import Image
from practices.fields import CodeField, CodesField
from practices.interchange import schema
from practices.models import Citation, Practice, PracticeImpact, PracticeStep, RegionSection
from practices.models.base import TrilingualPage
from practices.models.conditions import CONDITION_NAMES
from practices.models.consent import CONSENT_FIELDS
from practices.regions import Region
from readers.models import HomePage, PlainPage
from readers.presenters.practice_page import score_text
from readers.presenters.wording import factor_label, needs_text, number, value_text
from search.indexing.documents import document_of
from search.thesaurus import thesaurus
from tests import factories
from zones import factors
from zones.labels import label, zone_name
from zones.naming import ALL_ZONES
from zones.values import BooleanValue, Classes, Need, Range, Value
from zones.vocabulary import LANGUAGES

PAGES: tuple[type[TrilingualPage], ...] = (Practice, RegionSection, HomePage, PlainPage)
CHILDREN: tuple[type[models.Model], ...] = (PracticeStep, PracticeImpact, Citation)
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
    PracticeImpact: _EACH,
    Citation: _EACH,
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
    PracticeStep: {**_EACH, "clip": "nothing plays clips yet"},
    PracticeImpact: _EACH,
    Citation: _EACH,
}
# Of texts alone; the rest is counted, filtered or compared.
NOT_SEARCHED: Reasons = {
    Practice: {
        **_HEAD,
        **_CONSENT,
        "located_as": "follows from place and country",
        "cost_currency": "a code",
        "soc_method": "how a laboratory measured",
        "contributor_name": "people are not looked up by name",
        "contributor_role": "people are not looked up by name",
        "drawing": "the name of a file",
        "external_id": "for machines",
        "country": "by its name in words of each language",
    },
    PracticeStep: {"drawing": "the name of a file"},
    PracticeImpact: dict.fromkeys(("before", "after", "note"), "figures beside what_changed"),
    Citation: dict.fromkeys(("key", "text", "doi", "url"), "words of the literature, not of the practice"),
}
INTERNAL: Reasons = {
    Practice: {
        **_CONSENT,
        "compiled_from_sources": "settles what publishing asks for",
        "latitude": "readers see the place and the distance",
        "longitude": "readers see the place and the distance",
        "located_as": "how the position was found",
        "zones_are_stated": "who set the zones",
        "tags": "words by which a practice is found",
        "external_id": "for machines",
    },
    RegionSection: {"countries": "for correspondents"},
    HomePage: {},
    PlainPage: {"show_in_footer": "where the link stands"},
    PracticeStep: {**_EACH, "clip": "nothing plays clips yet"},
    PracticeImpact: _EACH,
    Citation: {**_EACH, "key": "ties conditions to their source"},
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


def untold(model: type[models.Model], known: Iterable[str], reasons: Reasons) -> list[str]:
    """Return the fields that are neither known nor listed, and reasons for what is known or no field."""
    names, listed, have = set(fields_of(model)), set(reasons.get(model, {})), set(known)
    forgotten = [f"{name}: nowhere and not listed" for name in sorted(names - have - listed)]
    needless = [f"{name}: listed without need" for name in sorted((listed & have) | (listed - names))]
    return forgotten + needless


# --- exchanged and edited -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", EXCHANGED)
def test_every_field_of_a_practice_is_in_the_exchanged_record(model: type[models.Model]) -> None:
    found = {
        field.name
        for table, (stored, _prefix) in schema.STORED.items()
        if stored is model
        for name in schema.kinds(table)
        if (field := schema.stored_field(table, name)) is not None
    }
    if model is Practice:
        found |= {*CONDITION_NAMES, "tags"}
        found |= {f"{kind}_agreed" for kind in ("publication", "naming")}
        assert {"steps", "impacts", "citations", "conditions"} <= set(schema.kinds(schema.Record))
    assert untold(model, found, NOT_EXCHANGED) == []


def _without_language(model: type[models.Model], names: Iterable[str]) -> set[str]:
    columns = {f"{name}_{code}": name for name in fields_of(model) for code in LANGUAGES}
    return {columns.get(name, name) for name in names} & set(fields_of(model))


@pytest.mark.parametrize("model", ALL)
def test_every_field_is_in_the_editor_in_every_language(model: type[models.Model]) -> None:
    page = model if model in PAGES else Practice
    form = page.get_edit_handler().get_form_class()  # type: ignore[attr-defined]
    names = set(form.base_fields)
    if page is not model:
        (names,) = (set(one.form.base_fields) for one in form.formsets.values() if one.model is model)
    found = _without_language(model, names)
    assert untold(model, found, NOT_EDITED) == []
    for name in found:
        if is_translated(model, name):
            assert {f"{name}_{code}" for code in LANGUAGES} <= names, name


# --- searched and shown ---------------------------------------------------------------------------------


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


def _condition(name: str) -> Value:
    if name in factors.NUMBERS:
        factor = factors.NUMBERS[name]
        return Range.point(factor.low + (factor.high - factor.low) / 4, "stated")
    if name in factors.CHOICES:
        return Classes.of(factors.CHOICES[name].codes[-1])
    return BooleanValue(True, "stated")


A_ZONE = next(iter(ALL_ZONES))
VALUES: dict[str, Any] = {
    **{name: _condition(name) for name in CONDITION_NAMES},
    "publication_agreed": True,
    "publication_text": "publication-2026-11",
    "naming_agreed": True,
    "naming_text": "",
    "country": "BJ",
    "altitude_m": 1234,
    "latitude": 9.8,
    "longitude": 1.7,
    "land_uses": ("grazing",),
    "practice_groups": ("soil_cover", "restoration"),
    "measures": ("vegetative", "management"),
    "outcome": "suspended",
    "since_year": 1987,
    "until_year": 1996,
    "introduced_by": "neighbour",
    "area_ha": 12.75,
    "control_plot": True,
    "needs": (Need("frost"), Need("rice"), Need("cattle")),
    "labour_person_days_per_ha": Range(61, 83),
    "labour_months": (2,),
    "cost_low": 456.0,
    "cost_high": 789.0,
    "cost_currency": "XOF",
    "cost_basis": "per_unit",
    "cost_year": 1993,
    "money_before_return": "much",
    "secure_land_needed": True,
    "soc_before_pct": 0.57,
    "soc_after_pct": 0.93,
    "soc_depth_cm": 37.0,
    "soc_years": 11.0,
    "licence": "CC-BY-SA-4.0",
    "zone_tags": (A_ZONE,),
    "zones_are_stated": True,
    "drawing": "zai-yatenga",
    "lead_image": None,
    "confirmed_at": datetime(2019, 7, 23, tzinfo=UTC),
    "external_id": "",
    "located_as": "",
}
STEP: dict[str, Any] = {"drawing": "zai-yatenga-2"}
IMPACT: dict[str, Any] = {"indicator": "fodder", "score": -2}
CITATION: dict[str, Any] = {
    "year": 1979,
    "doi": "10.1234/zqdoi",
    "url": "https://example.org/zqurl",
    "key": "zqkey",
}


@pytest.fixture
def practice(region: Region) -> Practice:
    told = marks(Practice, {**VALUES, "cost_currency": "XOF"})
    return factories.make_practice(
        region.section,
        **told,
        steps=[PracticeStep(**marks(PracticeStep, STEP))],
        impacts=[PracticeImpact(**marks(PracticeImpact, IMPACT))],
        # A DOI stands in the place of an address.
        citations=[Citation(**marks(Citation, CITATION)), Citation(text="Another", url=CITATION["url"])],
    )


def rows_of(practice: Practice) -> dict[type[models.Model], models.Model]:
    return {
        Practice: practice,
        PracticeStep: practice.steps.get(),
        PracticeImpact: practice.impacts.get(),
        Citation: practice.citations.all()[0],
    }


def test_every_text_of_a_practice_is_searched(practice: Practice) -> None:
    document = document_of(Practice.objects.get(pk=practice.pk), thesaurus().concepts)
    for model in rows_of(practice):
        found = set()
        for name, field in fields_of(model).items():
            if not is_text(field):
                found.add(name)
            elif is_translated(model, name):
                said = {code: str(document.texts[code]) for code in LANGUAGES}
                if all(word(model, name, code) in said[code] for code in LANGUAGES):
                    found.add(name)
            elif word(model, name) in document.names:
                found.add(name)
        listed = NOT_SEARCHED.get(model, {})
        texts = {name for name, field in fields_of(model).items() if is_text(field)}
        assert untold(model, found, {model: {n: why for n, why in listed.items() if n in texts}}) == [], model


class _Page(HTMLParser):
    """All that a reader or a search engine is told: texts, titles, descriptions, pictures, links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._hidden = 0
        self.feed(html)
        self.text = " ".join(" ".join(self._parts).split()).casefold()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "script", "svg")
        given = dict(attrs)
        names = (
            ("content",) if tag == "meta" and given.get("name") == "description" else ("alt", "src", "href")
        )
        self._parts += [given[name] or "" for name in names if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script", "svg")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)


def shown(page: TrilingualPage, language: str) -> str:
    with translation.override(language):
        response = Client().get(page.get_url())
    assert response.status_code == 200
    return _Page(response.content.decode()).text


# What stands on the page for fields that are no text and no code.
EXPECTED: dict[tuple[type[models.Model], str], Callable[[Any], Iterable[Any]]] = {
    **{
        (Practice, name): lambda value, name=name: (factor_label(name), value_text(name, value))  # type: ignore[misc]
        for name in CONDITION_NAMES
    },
    (Practice, "altitude_m"): lambda value: [f"{number(value)} m"],
    (Practice, "area_ha"): lambda value: [f"{number(value, 2)} ha"],
    (Practice, "control_plot"): lambda value: [translation.gettext("Compared with a plot without it")],
    (Practice, "needs"): lambda value: [needs_text(one.need for one in value)],
    (Practice, "labour_person_days_per_ha"): lambda value: [f"{number(value.low)}–{number(value.high)}"],
    (Practice, "labour_months"): lambda value: [translation.gettext("Months of work")],
    (Practice, "secure_land_needed"): lambda value: [
        translation.gettext("Needs land that stays with the farmer")
    ],
    (Practice, "zone_tags"): lambda value: [zone_name(code) for code in value],
    (Practice, "drawing"): lambda value: [f"practices/drawings/{value}"],
    (Practice, "lead_image"): lambda value: ["zqleadimage"],
    (Practice, "is_starter"): lambda value: [
        translation.gettext(
            "Starter entry, compiled from published sources, not yet confirmed by a correspondent."
        )
    ],
    (Practice, "confirmed_at"): lambda value: ["2019"],
    (PracticeStep, "drawing"): lambda value: [f"practices/drawings/{value}"],
    (PracticeStep, "image"): lambda value: ["zqstepimage"],
    (PracticeImpact, "score"): lambda value: [score_text(value)],
}


def expected(model: type[models.Model], name: str, value: Any, language: str) -> list[str]:
    """Return what must stand on the page in `language`, which is active."""
    field = fields_of(model)[name]
    if (model, name) in EXPECTED:
        said = list(EXPECTED[model, name](value))
    elif name == "country":
        said = [{"en": "Benin", "fr": "Bénin", "es": "Benín"}[language]]
    elif isinstance(field, CodeField):
        said = [dict(field.flatchoices)[value]]
    elif isinstance(field, CodesField):
        said = [label(field.vocabulary_name, code) for code in value]
    elif is_translated(model, name):
        said = [word(model, name, language)]
    elif isinstance(field, models.FloatField):
        said = [number(value, 2)]
    else:
        said = [str(value)]
    return [" ".join(str(one).split()).casefold() for one in said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_practice_is_shown_to_readers(
    region: Region, practice: Practice, language: str
) -> None:
    bare = factories.make_practice(region.section, place_name="Elsewhere", country="", name_en="Bare")
    texts, without = [shown(practice, language)], shown(bare, language)
    rows = rows_of(practice)
    step = rows[PracticeStep]
    # Photos stand in the place of drawings, a starter entry is one that nobody has confirmed, and what search
    # engines are told has a stand-in.
    practice.lead_image = photo("zqleadimage")
    step.image = photo("zqstepimage")  # type: ignore[attr-defined]
    step.save()
    practice.is_starter, practice.confirmed_at = True, None
    for code in LANGUAGES:
        # The outcome's plain name stands where nobody said it in words of their own.
        setattr(practice, f"outcome_note_{code}", "")
    practice.save()
    texts.append(shown(practice, language))
    page = " ".join(texts)
    practice.is_starter, practice.confirmed_at = True, VALUES["confirmed_at"]
    with translation.override(language):
        for model, row in rows.items():
            missing = []
            for name in fields_of(model):
                if name in INTERNAL[model]:
                    continue
                value = None if is_translated(model, name) else getattr(row, name)
                wanted = expected(model, name, value, language)
                missing += [f"{name}: {one}" for one in wanted if one not in page]
                if all(one in without for one in wanted):
                    missing.append(f"{name}: {wanted} stands on every page")
            assert missing == [], model


def photo(what: str) -> Image:
    texts = {f"alt_text_{code}": what for code in LANGUAGES}
    return Image.objects.create(title="photo", file=get_test_image_file(), people_consent="nobody", **texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [RegionSection, HomePage, PlainPage])
def test_every_field_of_other_pages_is_shown_to_readers(
    region: Region, model: type[TrilingualPage], language: str
) -> None:
    home = HomePage.objects.get()
    page = {RegionSection: region.section, HomePage: home, PlainPage: PlainPage(slug="plain")}[model]
    for name, value in marks(model, {}).items():
        setattr(page, name, value)
    if page._state.adding:
        home.add_child(instance=page)
    page.save()
    texts = [shown(page, language)]
    for code in LANGUAGES:
        setattr(page, f"title_tag_{code}", "")
    page.save()
    texts.append(shown(page, language))
    names = set(fields_of(model)) - set(INTERNAL[model])
    assert all(is_translated(model, name) for name in names), "say how it is shown, or list it as internal"
    assert [name for name in sorted(names) if word(model, name, language) not in " ".join(texts)] == []


def test_a_title_and_a_description_have_stand_ins(region: Region) -> None:
    long = "Holes are dug in the dry season. " * 10
    practice = factories.make_practice(
        region.section, name_fr="Cordons", summary_fr=long, title_tag_es="Otra"
    )
    assert "cordons · twin fields" in shown(practice, "en")
    with translation.override("es"):
        assert practice.head_title == "Otra"
    assert practice.head_description.endswith("…")
    assert 100 < len(practice.head_description) <= 155
    assert long.startswith(practice.head_description[:-1])


def test_a_reason_is_given_once_for_each_field() -> None:
    for reasons in (NOT_EXCHANGED, NOT_EDITED, NOT_SEARCHED, INTERNAL):
        for model, listed in reasons.items():
            assert all(listed.values()) and set(listed) <= {*fields_of(model), "id"}, model
