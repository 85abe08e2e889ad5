"""Films and voices on the pages of readers: sizes before the tap, the reader's captions, what is there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kb.models import User
from practices.models import Practice, PracticeClip, PracticeStep
from practices.regions import Region
from tests import factories
from tests.clips import VTT, make_film, make_voice, show_clip
from tests.html import get, link, parsed, said, section

Work = Callable[[], None]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, name_en="Stone lines", name_fr="Cordons pierreux")


def add(practice: Practice, *clips: object) -> None:
    practice.clips = [PracticeClip(clip=clip, sort_order=number) for number, clip in enumerate(clips)]
    practice.save()


def test_a_film_says_its_sizes_and_has_the_readers_captions(
    region: Region, practice: Practice, client: Client
) -> None:
    film = make_film(
        region,
        title_fr="Poser les pierres",
        spoken="pil",
        credit="Awa",
        captions_fr=VTT.format("On pose les pierres."),
        captions_es=VTT.format("Se ponen las piedras."),
    )
    add(practice, film)
    copy = show_clip(film, film=2_310_000, sound=180_400)
    shown = section(get(client, factories.url_in(practice, "fr")), "Regarder et écouter")
    assert "Vidéo 2,3 Mo Son seul 180 ko" in said(shown)
    assert "1 min 20 s" in said(shown) and "Awa" in said(shown)
    video = shown.video
    assert video["src"] == copy.address("film.mp4") and video["poster"] == copy.address("poster.jpg")
    tracks = {one["srclang"]: one.has_attr("default") for one in shown.select("track")}
    assert tracks == {"fr": True, "es": False}
    in_english = section(get(client, factories.url_in(practice, "en")), "Watch and listen")
    assert not in_english.select("track[default]")
    assert in_english.select_one("[lang=fr]").text == "Poser les pierres"


def test_whoever_previews_watches_a_film_that_is_not_public_yet(region: Region, practice: Practice) -> None:
    film = make_film(region, title_fr="Poser les pierres", captions_fr=VTT.format("On pose les pierres."))
    add(practice, film)
    shown = section(parsed(practice.make_preview_request(preview_mode="fr")), "Regarder et écouter")
    addresses = [shown.video["src"], shown.video["poster"], shown.track["src"]]
    names = (("film",), ("poster",), ("captions", "fr"))
    assert addresses == [reverse(f"clips:{name}", args=[film.pk, *more]) for name, *more in names]
    assert shown.track.has_attr("default")
    assert "Son seul" in said(shown)


def test_every_file_that_is_named_can_be_fetched_and_in_part(
    region: Region, practice: Practice, client: Client
) -> None:
    film = make_film(region, title_en="Film", captions_en=VTT.format("Stones."))
    add(practice, film)
    show_clip(film, film=1_000)
    shown = section(get(client, factories.url_in(practice, "en")), "Watch and listen")
    addresses = {
        *(one["href"] for one in shown.select("a")),
        *(one["src"] for one in shown.select("[src]")),
        shown.video["poster"],
    }
    assert len(addresses) == 4
    types = {}
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
        assert b"".join(answer.streaming_content)
        types[address.rpartition("/")[2]] = answer["Content-Type"].partition(";")[0]
    assert types == {
        "film.mp4": "video/mp4",
        "sound.ogg": "audio/ogg",
        "poster.jpg": "image/jpeg",
        "captions-en.vtt": "text/vtt",
    }
    part = client.get(shown.video["src"], headers={"Range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"]) == (206, "bytes 10-19/1000")
    assert len(b"".join(part.streaming_content)) == 10


def test_what_is_not_public_yet_is_not_there(region: Region, practice: Practice, client: Client) -> None:
    add(practice, make_film(region, title_en="Not made yet"))
    page = get(client, factories.url_in(practice, "en"))
    assert "Watch and listen" not in said(page) and page.video is None
    assert client.get(factories.url_in(practice, "en") + "clips/").status_code == 404


def test_whoever_looks_at_a_draft_sees_its_films_before_they_are_public(
    region: Region, practice: Practice, sign_in: Callable[[User], Client], client: Client
) -> None:
    captions = VTT.format("Stones.")
    film, voice = (
        make_film(region, title_en="Film", captions_en=captions),
        make_voice(region, title_en="Voice"),
    )
    add(practice, film, voice)
    practice.unpublish()
    correspondent = sign_in(factories.make_correspondent(region))
    draft = reverse("wagtailadmin_pages:view_draft", args=[practice.pk])
    shown = section(get(correspondent, draft), "Watch and listen")
    seen = {
        "film": shown.video["src"],
        "poster": shown.video["poster"],
        "captions": shown.track["src"],
        "sound": shown.audio["src"],
    }
    arguments = {"captions": [film.pk, "en"], "sound": [voice.pk]}
    assert seen == {name: reverse(f"clips:{name}", args=arguments.get(name, [film.pk])) for name in seen}
    for address in [*seen.values(), *(one["href"] for one in shown.select("a[download]"))]:
        answer = correspondent.get(address)
        assert answer.status_code == 200, address
        answer.close()
        assert client.get(address).status_code == 302, "anybody else is asked to sign in"
    assert "()" not in said(shown)


def test_a_heavy_still_picture_and_those_of_later_films_are_left_out(
    region: Region, practice: Practice, client: Client
) -> None:
    heavy, first, second = (make_film(region, title_en=name) for name in ("Heavy", "First", "Second"))
    add(practice, heavy)
    show_clip(heavy, poster=8_001)
    address = factories.url_in(practice, "en")
    assert not get(client, address).select("video[poster]")
    add(practice, first, second)
    show_clip(first, poster=8_000)
    show_clip(second, poster=8_000)
    assert len(get(client, address).select("video")) == 2
    assert len(get(client, address).select("video[poster]")) == 1


def test_captions_are_loaded_unasked_only_for_one_film_and_while_they_are_short(
    region: Region, practice: Practice, client: Client
) -> None:
    texts = ("Stones.", "Stones.", "Stones. " * 700)
    films = [make_film(region, title_en=f"Film {n}", captions_en=VTT.format(t)) for n, t in enumerate(texts)]
    for film in films:
        show_clip(film)
    address = factories.url_in(practice, "en")
    for shown, default in ((films[:2], 1), (films[2:], 0)):
        add(practice, *shown)
        page = get(client, address)
        assert len(page.select("track")) == len(shown)
        assert len(page.select("track[default]")) == default


def test_a_step_has_its_own_film_under_its_words(region: Region, practice: Practice, client: Client) -> None:
    film = make_film(region, title_en="How to dig")
    practice.steps = [PracticeStep(text_en="Dig", clip=film, sort_order=0)]
    practice.save()
    show_clip(film)
    page = get(client, factories.url_in(practice, "en"))
    assert page.select_one(".step video") is not None and len(page.select("video")) == 1
    assert "How to dig" in said(page.select_one(".step"))


def test_the_words_that_are_said_stand_on_a_page_of_their_own(
    region: Region, practice: Practice, client: Client
) -> None:
    voices = [make_voice(region, title_en=f"Voice {n}", transcript_fr=f"Voici {n}.") for n in range(5)]
    step = make_voice(region, title_en="Of a step")
    add(practice, *voices)
    practice.steps = [PracticeStep(text_en="Dig", clip=step, sort_order=0)]
    practice.save()
    for voice in (*voices, step):
        show_clip(voice)
    shown = section(get(client, factories.url_in(practice, "en")), "Watch and listen")
    assert len(shown.select("audio")) == 3
    first, *_others = (one["href"] for one in shown.select("a") if "What is said" in said(one))
    whole = get(client, first.partition("#")[0])
    assert len(whole.select("audio")) == 6
    assert whole.select_one(f"#clip-{voices[4].pk}") is not None
    assert next(one.text for one in whole.select(".paragraphs, [lang=fr] p")) == "Voici 0."
    assert len(whole.select("[lang=fr]")) >= 5
    assert link(shown, "All 5 videos and voices").endswith("/clips/")


def test_whoever_looked_for_a_language_hears_it_first(
    region: Region, practice: Practice, client: Client
) -> None:
    voices = [make_voice(region, title_en=f"Voice {n}") for n in range(4)]
    yom = make_voice(region, title_en="A neighbour", spoken="pil")
    add(practice, *voices, yom)
    for voice in (*voices, yom):
        show_clip(voice)
    address = factories.url_in(practice, "en")
    assert "A neighbour" not in said(section(get(client, address), "Watch and listen"))
    first = section(get(client, f"{address}?only_voices=pil"), "Watch and listen").select_one(".clip")
    assert "A neighbour Voice · 1 min 20 s · in Yom" in said(first)


# --- found by the language that is spoken ------------------------------------------------------------------


def test_a_voice_in_yom_is_found_by_the_filter_and_named_on_the_card(
    region: Region, practice: Practice, client: Client, work: Work
) -> None:
    factories.make_practice(region.section, name_en="Silent pits")
    yom, film = make_voice(region, title_en="A neighbour", spoken="pil"), make_film(region, spoken="wo")
    add(practice, yom, film)
    work()
    before = get(client, "/en/practices/")
    assert "Yom" not in said(before), "what cannot be heard yet is not promised"
    show_clip(yom)
    show_clip(film)
    work()
    page = get(client, "/en/practices/")
    option = page.select_one("input[name=only_voices][value=pil]").parent
    assert said(option) == "Yom 1"
    found = get(client, "/en/practices/?only_voices=pil")
    assert "Stone lines" in said(found) and "Silent pits" not in said(found)
    assert "Voice in Yom, Wolof · video" in said(found.select_one(".card"))
    assert link(found, "With a voice in: Yom").endswith("/en/practices/")
    other = get(client, "/en/practices/?only_voices=sw")
    assert "“With a voice in” was left out" in said(other) and "Silent pits" in said(other)


def test_a_voice_that_is_withdrawn_is_found_no_more(
    region: Region, practice: Practice, client: Client, work: Work
) -> None:
    yom = make_voice(region, title_en="A neighbour", spoken="pil")
    other = factories.make_practice(region.section, name_en="Others")
    add(practice, yom)
    add(other, yom)
    copy = show_clip(yom)
    work()
    assert said(get(client, "/en/practices/").select_one("[name=only_voices]").parent) == "Yom 2"
    copy.delete()
    work()
    assert get(client, "/en/practices/").select_one("[name=only_voices]") is None
    show_clip(yom)
    work()
    yom.spoken = "wo"
    yom.save()
    work()
    assert said(get(client, "/en/practices/").select_one("[name=only_voices]").parent) == "Wolof 2"
    yom.delete()
    work()
    assert get(client, "/en/practices/").select_one("[name=only_voices]") is None
