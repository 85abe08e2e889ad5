"""Films and voices in the form of a practice: each person chooses those of their region, and no others."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Page

from kb.models import User
from media.models import Clip
from practices.interchange.export import record_of
from practices.interchange.writer import fill
from practices.models import Practice, PracticeClip, PracticeStep
from practices.regions import Region
from tests import factories
from tests.clips import make_film, make_voice
from tests.forms import form_data
from tests.html import parsed, said

SignIn = Callable[[User], Client]
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def correspondent(region: Region, sign_in: SignIn) -> Client:
    return sign_in(factories.make_correspondent(region, language="en"))


@pytest.fixture
def practice(region: Region) -> Practice:
    practice = factories.make_practice(region.section, latitude=9.8, longitude=1.5)
    practice.steps = [PracticeStep(text_en="Dig", sort_order=0)]
    practice.save()
    return practice


@pytest.fixture
def foreign(region: Region) -> Clip:
    return make_voice(factories.make_region("andes", "Andes"), title_en="Unripe words")


def chosen(*clips: Clip) -> dict[str, Any]:
    """What the browser sends for rows that were added to the list of clips."""
    rows: dict[str, Any] = {"clips-TOTAL_FORMS": len(clips)}
    for number, clip in enumerate(clips):
        rows |= {f"clips-{number}-clip": clip.pk, f"clips-{number}-ORDER": number + 1}
        rows |= {f"clips-{number}-id": "", f"clips-{number}-DELETE": ""}
    return rows


def send(client: Client, page: Page, **typed: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    return client.post(address, {**form_data(client.get(address).content.decode()), **typed})


def test_films_and_voices_are_chosen_for_the_practice_and_for_a_step(
    region: Region, correspondent: Client, practice: Practice
) -> None:
    voice, film = make_voice(region, title_en="A neighbour"), make_film(region, title_en="Digging")
    answer = send(correspondent, practice, **chosen(film, voice), **{"steps-0-clip": film.pk}, **PUBLISH)
    assert answer.status_code == 302, answer.context["form"].formsets["clips"].errors
    practice.refresh_from_db()
    assert [row.clip for row in practice.clips.all()] == [film, voice]
    assert practice.steps.get().clip == film
    form = parsed(correspondent.get(reverse("wagtailadmin_pages:edit", args=(practice.pk,))))
    assert "Digging · Video · 1 min 20 s" in said(form)


def test_the_list_tells_films_apart_and_has_those_of_the_region_alone(
    region: Region, correspondent: Client, foreign: Clip
) -> None:
    yom, film = make_voice(region, title_fr="Une voisine", spoken="pil"), make_film(region, title_en="Pits")
    waiting = Clip.objects.create(title_en="Sent just now", state="waiting", collection=region.collection)
    for name in ("choose", "choose_results"):
        body = correspondent.get(reverse(f"clip_chooser:{name}")).content.decode()
        shown = said(parsed(json.loads(body)["html"] if name == "choose" else body))
        assert "Une voisine Voice 1 min 20 s Yom can be played" in shown
        assert "Pits Video" in shown and "Sent just now cannot be played yet" in shown
        assert "Unripe words" not in shown and "Andes" not in shown
    found = correspondent.get(reverse("clip_chooser:choose_results"), {"q": "VOISINE"}).content.decode()
    assert "Une voisine" in found and "Pits" not in found
    answer = json.loads(correspondent.get(reverse("clip_chooser:chosen", args=(yom.pk,))).content)
    assert answer["result"]["title"] == "Une voisine · Voice · 1 min 20 s · Yom"
    several = correspondent.get(
        reverse("clip_chooser:chosen_multiple"), {"id": [film.pk, waiting.pk, foreign.pk, "x"]}
    )
    assert {int(one["id"]) for one in json.loads(several.content)["result"]} == {film.pk, waiting.pk}


def test_what_belongs_to_another_region_is_not_there(
    correspondent: Client, practice: Practice, foreign: Clip
) -> None:
    for wrong in (foreign.pk, "x", 10**30):
        assert correspondent.get(reverse("clip_chooser:chosen", args=(wrong,))).status_code == 404
    for typed in (chosen(foreign), {"steps-0-clip": foreign.pk}):
        answer = send(correspondent, practice, **typed)
        assert answer.status_code == 200
        assert "Unripe words" not in answer.content.decode()
    assert not PracticeClip.objects.exists() and practice.steps.get().clip is None


def test_a_version_without_its_clip_opens_without_it(
    region: Region, correspondent: Client, practice: Practice
) -> None:
    voice, film = make_voice(region, title_en="A neighbour"), make_film(region, title_en="Digging")
    practice.clips = [PracticeClip(clip=voice, sort_order=0), PracticeClip(clip=film, sort_order=1)]
    practice.save()
    first = practice.save_revision()
    practice.clips = []
    practice.save_revision()
    compared = correspondent.get(
        reverse("wagtailadmin_pages:revisions_compare", args=(practice.pk, first.pk, "latest"))
    )
    assert "A neighbour" in compared.content.decode()
    voice.delete()
    practice.refresh_from_db()
    assert [row.clip for row in first.as_object().clips.all()] == [film]
    shown = correspondent.get(reverse("wagtailadmin_pages:edit", args=(practice.pk,)))
    assert shown.status_code == 200


def test_a_copy_of_a_practice_has_its_films_too(region: Region, practice: Practice) -> None:
    film = make_film(region, title_en="Digging")
    practice.clips = [PracticeClip(clip=film, sort_order=0)]
    practice.save()
    copy = practice.copy(update_attrs={"slug": "copied"}, keep_live=False)
    assert [row.clip for row in copy.clips.all()] == [film]


def test_an_import_keeps_the_films_that_a_practice_has(region: Region, practice: Practice) -> None:

    film = make_film(region, title_en="Digging")
    practice.clips = [PracticeClip(clip=film, sort_order=0)]
    practice.save()
    fill(practice, record_of(practice))
    practice.save()
    assert [row.clip for row in Practice.objects.get(pk=practice.pk).clips.all()] == [film]
