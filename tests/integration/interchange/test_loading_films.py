"""The films of the starter collection on a new site, and again on one that people work on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from kb.models import User
from media.models import Clip, ClipState
from media.public_access import is_public
from practices import starter_films
from practices.drawings import STARTER
from practices.loading_films import NAME
from practices.models import Practice
from tests import factories
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db
FILM = starter_films.all_films()[-1]


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """A collection of one record with its film."""
    factories.make_home()
    (tmp_path / "records").mkdir()
    shutil.copy(STARTER / "records" / f"{FILM.practice}.json", tmp_path / "records")
    shutil.copytree(FILM.folder, tmp_path / "films" / FILM.practice)
    return tmp_path


def load(starter: Path) -> None:
    call_command("load_starter", str(starter / "records"), verbosity=0)


def practice() -> Practice:
    return Practice.objects.get(external_id=FILM.practice)


def films_on_page() -> list[Clip]:
    return [row.clip for row in practice().clips.all()]


def change_film(starter: Path, title: str) -> None:
    """Makes a newer edition of the film, as an update of the site would bring it."""
    facts = starter / "films" / FILM.practice / starter_films.FACTS
    told = json.loads(facts.read_text())
    told["title"]["fr"] = title
    facts.write_text(json.dumps({**told, "made_of": "another storyboard"}))


@pytest.fixture
def correspondent(starter: Path) -> User:
    load(starter)
    return factories.make_correspondent(factories.make_region())


def test_it_is_on_the_page_of_its_practice(starter: Path) -> None:
    load(starter)
    clip = Clip.objects.get()
    assert films_on_page() == [clip]
    assert is_public(clip)
    assert clip.state == ClipState.READY
    for stored, name in ((clip.video, starter_films.FILM), (clip.poster, starter_films.POSTER)):
        assert Path(stored.path).read_bytes() == (FILM.folder / name).read_bytes()
    assert not clip.received and not clip.sound and not clip.spoken
    assert (clip.width, clip.height, clip.duration_seconds) == (FILM.width, FILM.height, FILM.seconds)
    assert (clip.credit, clip.licence) == ("Twin Fields", "CC-BY-4.0")
    for language in LANGUAGES:
        assert getattr(clip, f"title_{language}") == FILM.title[language]
        assert getattr(clip, f"captions_{language}") == FILM.captions(language)
        assert getattr(clip, f"transcript_{language}") == FILM.transcript[language]


def test_it_belongs_to_the_region_of_its_practice(starter: Path) -> None:
    load(starter)
    section = practice().get_parent().specific
    assert Clip.objects.get().collection == section.setup.collection


def test_a_second_time_nothing_changes(starter: Path) -> None:
    load(starter)
    before = (practice().latest_revision_id, Clip.objects.values().get())
    load(starter)
    assert (practice().latest_revision_id, Clip.objects.values().get()) == before


def test_a_newer_film_takes_the_place_of_the_one_before(
    starter: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    load(starter)
    old = Clip.objects.get()
    change_film(starter, "Le zaï")
    with django_capture_on_commit_callbacks(execute=True):
        load(starter)
    new = Clip.objects.get()
    assert (new.pk, new.title_fr) == (old.pk, "Le zaï")
    assert new.video.storage.exists(new.video.name)
    assert not old.video.storage.exists(old.video.name)


def test_what_an_editor_changed_stays(starter: Path, correspondent: User) -> None:
    clip = Clip.objects.get()
    clip.title_fr = "Zaï"
    clip.save()
    log(clip, "wagtail.edit", user=correspondent)
    change_film(starter, "Le zaï")
    load(starter)
    assert Clip.objects.get().title_fr == "Zaï"


def test_a_film_that_was_deleted_does_not_come_back(starter: Path) -> None:
    load(starter)
    Clip.objects.get().delete()
    load(starter)
    change_film(starter, "Le zaï")
    load(starter)
    assert not Clip.objects.exists()


def test_a_film_that_was_taken_off_its_page_stays_off(starter: Path, correspondent: User) -> None:
    page = practice()
    page.clips = []
    page.save_revision(user=correspondent).publish()
    load(starter)
    assert not films_on_page()


def test_a_practice_that_people_work_on_gets_none(starter: Path) -> None:
    films = shutil.move(starter / "films", starter / "later")
    load(starter)
    practice().save_revision(user=factories.make_correspondent(factories.make_region())).publish()
    shutil.move(films, starter / "films")
    load(starter)
    assert not Clip.objects.exists()


def test_a_site_that_had_the_practice_before_gets_the_film(starter: Path) -> None:
    films = shutil.move(starter / "films", starter / "later")
    load(starter)
    shutil.move(films, starter / "films")
    load(starter)
    assert len(films_on_page()) == 1


def test_the_log_tells_which_film_it_is(starter: Path) -> None:
    load(starter)
    entry = ModelLogEntry.objects.for_instance(Clip.objects.get()).get()
    assert entry.data[NAME] == FILM.practice
    assert entry.user is None
