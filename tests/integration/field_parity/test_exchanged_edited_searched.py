"""No field is forgotten: each is exchanged, edited and searched, or listed in fields.py with the reason.

Whoever adds a field sees these tests and test_shown.py fail until it has its place in each, or a line there.
"""

from collections.abc import Iterable

import pytest
from django.db import models

from practices.interchange import schema
from practices.models import Practice
from practices.models.conditions import CONDITION_NAMES
from search.indexing.documents import document_of
from search.thesaurus import thesaurus
from tests.integration.field_parity.fields import (
    ALL,
    EXCHANGED,
    INTERNAL,
    NOT_EDITED,
    NOT_EXCHANGED,
    NOT_SEARCHED,
    PAGES,
    fields_of,
    is_text,
    is_translated,
    rows_of,
    unlisted,
    word,
)
from zones.vocabulary import LANGUAGES


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
        assert {"steps", "impacts", "citations", "see_it_done", "conditions"} <= set(
            schema.kinds(schema.Record)
        )
        assert "measured" in schema.kinds(schema.SoilCarbon)
    assert unlisted(model, found, NOT_EXCHANGED) == []


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
    assert unlisted(model, found, NOT_EDITED) == []
    for name in found:
        if is_translated(model, name):
            assert {f"{name}_{code}" for code in LANGUAGES} <= names, name


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
        assert unlisted(model, found, {model: {n: why for n, why in listed.items() if n in texts}}) == [], (
            model
        )


def test_a_reason_is_given_once_for_each_field() -> None:
    for reasons in (NOT_EXCHANGED, NOT_EDITED, NOT_SEARCHED, INTERNAL):
        for model, listed in reasons.items():
            assert all(listed.values()) and set(listed) <= {*fields_of(model), "id"}, model
