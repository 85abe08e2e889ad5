"""The thesaurus: loaded whole or not at all, edited in the admin, and then left alone."""

import copy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from practices.models import Concept
from practices.thesaurus import HOMONYMS, above
from practices.thesaurus.entries import faults, read
from tests import factories
from tests.examples.thesaurus import ROWS, write_thesaurus
from zones.spelling import fold_label

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
        ({"es": ["hoyos de siembra", "Hoyos de siembra"]}, "stands twice"),
        ({"broader": ["cowpea"]}, "belongs to cowpea, but to no practice"),
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


@pytest.mark.parametrize("broader", [["water-harvesting"], ["barren-land"]])
def test_a_thing_belongs_to_no_concept_of_another_kind(tmp_path: Path, broader: list[str]) -> None:
    """Firewood is no shortage, and good black earth no problem."""
    rows = copy.deepcopy(ROWS)
    rows["problems"] = [{"id": "barren-land", "broader": [], "en": ["a"], "fr": ["b"], "es": ["c"]}]
    rows["soils"] = [{"id": "dark-earth", "broader": broader, "en": ["d"], "fr": ["e"], "es": ["f"]}]
    with pytest.raises(CommandError, match=rf"dark-earth \(soils\): belongs to {broader[0]}, which is of"):
        load(write_thesaurus(tmp_path / "strangers", rows))


def test_a_practice_may_also_belong_to_the_crop_that_it_is_done_with(tmp_path: Path) -> None:
    rows = copy.deepcopy(ROWS)
    rows["practices"][0]["broader"] = ["water-harvesting", "cowpea"]
    load(write_thesaurus(tmp_path / "crops", rows))
    above_pits = Concept.objects.get(code="planting-pits").broader.values_list("code", flat=True)
    assert set(above_pits) == {"water-harvesting", "cowpea"}


def test_only_listed_words_mean_two_things(tmp_path: Path, office: Client) -> None:
    """“Algarrobo” is a carob tree in Spain and another in America; in French it would be a mistake."""
    rows = copy.deepcopy(ROWS)
    tree = {"broader": [], "en": ["one"], "fr": ["un"], "es": ["algarrobo"]}
    other = {"broader": [], "en": ["two"], "fr": ["deux"], "es": ["Algarrobo"]}
    rows["plants"] = [{"id": "carob", **tree}, {"id": "prosopis", **other}]
    load(write_thesaurus(tmp_path / "homonym", rows))
    carob = Concept.objects.get(code="carob")
    assert office.post(edit_url(carob), posted(carob, labels_fr="caroubier")).status_code == 302
    rows["plants"][1]["id"] = "mesquite"
    with pytest.raises(CommandError, match=r"“Algarrobo” \(es\) is taken by carob"):
        load(write_thesaurus(tmp_path / "mistake", rows))
    rows["plants"] = [
        {"id": "carob", **tree, "fr": ["algarrobo"]},
        {"id": "prosopis", **other, "fr": ["algarrobo"]},
    ]
    with pytest.raises(CommandError, match=r"“algarrobo” \(fr\) is taken by carob"):
        load(write_thesaurus(tmp_path / "french", rows))


def test_every_word_listed_with_two_meanings_has_both() -> None:
    labels = {entry.id: entry.labels for entry in read()}
    for (language, word), owners in HOMONYMS.items():
        assert all(word in map(fold_label, labels[owner][language]) for owner in owners)


@pytest.mark.parametrize(
    ("concept", "not_above"),
    [
        ("ploughing", "minimal-tillage"),
        ("deep-ploughing", "minimal-tillage"),
        ("raised-beds", "minimal-tillage"),
        ("dark-earth", "tired-soil"),
        ("liming", "organic-amendments"),
        ("gypsum-treatment", "organic-amendments"),
        ("adding-clay", "organic-amendments"),
        ("double-digging", "organic-amendments"),
        ("microdosing", "organic-amendments"),
        ("azolla", "pulses"),
        ("azolla", "green-manure-legumes"),
        ("organic-farming", "crop-diversity"),
        ("sahel", "sudan-savanna"),
        ("firewood", "firewood-shortage"),
        ("mosses", "wild-food-plants"),
        ("speargrass", "couch-grass"),
    ],
)
def test_what_is_asked_for_does_not_find_its_opposite_or_its_neighbour(concept: str, not_above: str) -> None:
    broader = {entry.id: entry.broader for entry in read()}
    assert concept in broader and not_above in broader
    assert not_above not in above([concept], broader)


@pytest.mark.parametrize(
    ("language", "word", "concept"),
    [
        ("fr", "souchet", "tiger-nut"),
        ("es", "chufa", "tiger-nut"),
        ("fr", "souchet rond", "nutsedge"),
        ("en", "4 per 1000", "carbon-farming"),
        ("fr", "4 pour 1000", "carbon-farming"),
        ("es", "4 por 1000", "carbon-farming"),
        ("fr", "cram-cram", "cram-cram"),
        ("fr", "limon", "silty-soil"),
        ("es", "suelo franco", "loamy-soil"),
        ("fr", "poivron", "sweet-pepper"),
        ("fr", "boues d’épuration", "sewage-sludge"),
        ("fr", "fosse fumière", "manure-pit"),
        ("es", "albariza", "calcareous-soil"),
    ],
)
def test_a_word_names_what_farmers_mean_by_it(language: str, word: str, concept: str) -> None:
    named = [entry.id for entry in read() if word in entry.labels[language]]
    assert named == [concept]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "red rice"), ("fr", "riz rouge"), ("es", "cortador de pasto"), ("en", "mildew")],
)
def test_words_that_mislead_name_nothing(language: str, word: str) -> None:
    assert not [entry.id for entry in read() if word in entry.labels[language]]


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


def test_a_label_of_the_first_language_that_is_taken_is_said_as_well(files: Path, office: Client) -> None:
    load(files)
    cowpea = Concept.objects.get(code="cowpea")
    response = office.post(edit_url(cowpea), posted(cowpea, labels_en="planting pits"))
    assert response.status_code == 200
    assert "already names the concept planting-pits" in response.content.decode()
