"""The thesaurus: loaded whole or not at all, edited in the admin, and then left alone."""

import copy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from practices.models import Concept
from practices.thesaurus.entries import faults, read
from tests import factories
from tests.examples.thesaurus import ROWS, write_thesaurus

pytestmark = pytest.mark.django_db


def load(folder: Path) -> None:
    call_command("load_thesaurus", folder, verbosity=0)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return write_thesaurus(tmp_path / "thesaurus", ROWS)


@pytest.fixture
def office() -> Client:
    factories.make_home()
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True, language="en"))
    return client


def posted(concept: Concept, **changes: Any) -> dict[str, Any]:
    fields = ("code", "kind", "labels_en", "labels_fr", "labels_es", "names", "agrovoc")
    return {**{name: getattr(concept, name) or "" for name in fields}, **changes}


def edit_url(concept: Concept) -> str:
    return reverse("wagtailsnippets_practices_concept:edit", args=[concept.pk])


def test_the_shipped_thesaurus_is_sound() -> None:
    entries = read()
    assert list(faults(entries)) == []
    assert len(entries) >= 500


def test_concepts_come_with_labels_names_and_what_is_above_them(files: Path) -> None:
    load(files)
    pits = Concept.objects.get(code="planting-pits")
    assert [concept.code for concept in pits.broader.all()] == ["water-harvesting"]
    assert pits.names == "zaï"
    assert [pits.label(code) for code in ("en", "fr", "es")] == [
        "planting pits",
        "trous de semis",
        "hoyos de siembra",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"broader": ["nothing"]}, "belongs to nothing, which is not there"),
        ({"broader": ["planting-pits"]}, "belongs to itself"),
        ({"fr": []}, "no label in fr"),
        ({"es": ["Cosecha de Agua"]}, "is taken by"),
        ({"agrovoc": "8500"}, "is no AGROVOC id"),
        ({"id": "water-harvesting"}, "stands twice"),
        ({"id": "Planting Pits"}, "small letters"),
        ({"colour": "red"}, "not a concept"),
        ({"en": "planting pits"}, "no list of texts"),
    ],
)
def test_one_fault_and_nothing_is_loaded(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    rows = copy.deepcopy(ROWS)
    rows["practices"][0].update(change)
    with pytest.raises(CommandError, match=said):
        load(write_thesaurus(tmp_path / "broken", rows))
    assert not Concept.objects.exists()


def test_a_missing_file_is_named(files: Path) -> None:
    (files / "soils.json").unlink()
    with pytest.raises(CommandError, match=r"soils\.json"):
        load(files)


def test_loading_again_brings_changes_but_leaves_edited_concepts_alone(files: Path, office: Client) -> None:
    load(files)
    cowpea = Concept.objects.get(code="cowpea")
    response = office.post(edit_url(cowpea), posted(cowpea, labels_es="caupí\nfrijol cabecita negra"))
    assert response.status_code == 302
    rows = copy.deepcopy(ROWS)
    rows["crops"][0]["es"] = ["caupí"]
    rows["practices"][1]["es"] = ["captación de agua"]
    load(write_thesaurus(files, rows))
    assert Concept.objects.get(code="cowpea").labels_es == "caupí\nfrijol cabecita negra"
    assert Concept.objects.get(code="water-harvesting").label("es") == "captación de agua"


def test_a_label_cannot_name_two_things(files: Path, office: Client) -> None:
    load(files)
    cowpea = Concept.objects.get(code="cowpea")
    response = office.post(edit_url(cowpea), posted(cowpea, labels_fr="Trous  de Semis"))
    assert response.status_code == 200
    assert "already names the concept planting-pits" in response.content.decode()
    assert "Trous  de Semis" in response.content.decode()


def test_a_concept_cannot_belong_to_itself_by_way_of_others(files: Path, office: Client) -> None:
    load(files)
    harvesting = Concept.objects.get(code="water-harvesting")
    pits = Concept.objects.get(code="planting-pits")
    response = office.post(edit_url(harvesting), posted(harvesting, broader=[pits.pk]))
    assert response.status_code == 200
    assert "cannot belong to itself" in response.content.decode()


def test_editors_find_a_concept_by_any_label(files: Path, office: Client) -> None:
    load(files)
    listing = reverse("wagtailsnippets_practices_concept:list")
    found = office.get(listing, {"q": "niébé"}).content.decode()
    assert "cowpea" in found
    assert "planting pits" not in found


def test_a_correspondent_adds_a_local_name_but_removes_nothing(files: Path) -> None:
    load(files)
    client = Client()
    client.force_login(factories.make_correspondent(factories.make_region(), language="en"))
    pits = Concept.objects.get(code="planting-pits")
    assert client.post(edit_url(pits), posted(pits, names="zaï\ntassa")).status_code == 302
    pits.refresh_from_db()
    assert pits.names == "zaï\ntassa"
    delete = reverse("wagtailsnippets_practices_concept:delete", args=[pits.pk])
    client.post(delete)
    assert Concept.objects.filter(pk=pits.pk).exists()
