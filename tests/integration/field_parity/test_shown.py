"""Every field is shown to readers in every language, or listed in fields.py as internal."""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from wagtail.images.tests.utils import get_test_image_file

from media.models import Image
from practices.fields import CodeField, CodesField
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
from practices.models.conditions import CONDITION_NAMES
from practices.regions import Region
from readers.models import HomePage, PlainPage
from readers.presenters.practice.page import score_text
from readers.presenters.practice.soil_carbon import FINDINGS, QUANTITIES
from readers.presenters.wording import factor_label, needs_text, number, value_text
from tests import factories
from tests.integration.field_parity.fields import (
    INTERNAL,
    fields_of,
    is_translated,
    marks,
    rows_of,
    word,
)
from tests.media_work import do_media_work
from zones.labels import label, zone_name
from zones.vocabulary import LANGUAGES


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
        # What a voice that reads aloud is told.
        self._parts += [f"lang={given['lang']}"] if given.get("lang") else []

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
    (PracticeStep, "clip"): lambda value: [value.title],
    (PracticeClip, "clip"): lambda value: [value.title],
    (Citation, "language"): lambda value: [f"lang={value}"],
    (PracticeImpact, "score"): lambda value: [score_text(value)],
    (SoilCarbonMeasurement, "quantity"): lambda value: [QUANTITIES[value]],
    (SoilCarbonMeasurement, "finding"): lambda value: [FINDINGS[value]],
    (SoilCarbonMeasurement, "years"): lambda value: [
        translation.gettext("after %(years)s years") % {"years": number(value)}
    ],
    (TutorialLink, "language"): lambda value: [
        f"lang={value}",
        {"en": "Dutch", "fr": "néerlandais", "es": "neerlandés"}[translation.get_language()],
    ],
    (TutorialLink, "minutes"): lambda value: [
        translation.ngettext("%(n)s minute", "%(n)s minutes", value) % {"n": value}
    ],
    (TutorialLink, "checked_on"): lambda value: [date_format(value, "DATE_FORMAT")],
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
    confirmed_at, practice.confirmed_at, practice.is_starter = practice.confirmed_at, None, True
    practice.save()
    do_media_work()
    texts.append(shown(practice, language))
    page = " ".join(texts)
    practice.confirmed_at = confirmed_at
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
