"""Films and voices as pages show them: nothing is loaded unasked, and what each costs is said before."""

from dataclasses import replace

from practices.passages import Passage
from readers.presenters.practice.clip_views import ClipFile, ClipsSection, ClipView, Track, Voice
from tests.html import parsed
from tests.unit.readers.showing import show, words

FILM = ClipView(
    number=12,
    title=Passage("Creuser le zaï", "fr"),
    about="Video · 1 min 20 s · in Mooré",
    credit="Awa · CC BY 4.0",
    film=ClipFile("/media/public/x/film.mp4", "Video", "2.3 MB", "creuser-le-zai.mp4"),
    sound=ClipFile("/media/public/x/sound.ogg", "Sound only", "180 kB", "creuser-le-zai.ogg"),
    poster="/media/public/x/poster.jpg",
    width=426,
    height=240,
    tracks=[
        Track("/media/public/x/captions-en.vtt", "en", "English", is_default=True),
        Track("/media/public/x/captions-fr.vtt", "fr", "Français", is_default=False),
    ],
    said_url="/en/benin/zai/clips/#clip-12",
)
VOICE = replace(FILM, film=None, poster="", tracks=(), about="Voice · 1 min 20 s · in Yom", said_url="")


def test_a_film_waits_for_the_tap_and_says_what_it_costs() -> None:
    html = show("components/clip", clip=FILM)
    assert "Video 2.3 MB Sound only 180 kB What is said" in words(html)
    video = parsed(html).video
    assert (video["preload"], video["width"], video["height"]) == ("none", "426", "240")
    assert video["poster"] == "/media/public/x/poster.jpg"
    assert video.has_attr("controls") and video.has_attr("playsinline") and not video.has_attr("autoplay")
    assert [(one["srclang"], one.has_attr("default")) for one in video.select("track[kind=captions]")] == [
        ("en", True),
        ("fr", False),
    ]
    kept = {one["href"]: one.get("download") for one in parsed(html).select("a")}
    assert kept["/media/public/x/film.mp4"] == "creuser-le-zai.mp4"
    assert kept["/en/benin/zai/clips/#clip-12"] is None
    assert parsed(html).select_one("[lang=fr]").text == "Creuser le zaï"


def test_a_voice_is_heard_where_it_stands() -> None:
    page = parsed(show("components/clip", clip=VOICE))
    assert page.video is None
    assert (page.audio["preload"], page.audio["src"]) == ("none", "/media/public/x/sound.ogg")
    assert "What is said" not in page.text


def test_the_section_leads_to_the_others() -> None:
    section = ClipsSection([FILM, VOICE], "/en/benin/zai/clips/", "All 5 videos and voices")
    html = show("practice/clips", clips=section)
    assert words(html).startswith("Watch and listen Creuser le zaï (in French) Video")
    assert '<a href="/en/benin/zai/clips/">All 5 videos and voices</a>' in html
    assert not ClipsSection([])


def test_a_peers_voice_is_played_by_the_page_or_by_its_link() -> None:
    page = parsed(show("components/voice", voice=Voice("Hear it · in Yom · 60 kB", "/v/sound.ogg")))
    assert (page.audio["src"], page.audio["preload"]) == ("/v/sound.ogg", "none")
    assert page.a["href"] == "/v/sound.ogg"
