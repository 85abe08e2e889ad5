"""The form of a film or voice: its language, its captions and texts, and how far it is."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kb.models import User
from media.models import Clip, ClipState
from practices.regions import Region
from tests import factories
from tests.html import parsed, said

SRT = "1\n00:00:01,000 --> 00:00:02,000\nCreusez des trous.\n"
WEBVTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nCreusez des trous.\n"


@pytest.fixture
def clip(region: Region) -> Clip:
    """A film that is ready."""
    return Clip.objects.create(
        title_fr="Le zaï",
        video=ContentFile(b"film" * 600_000, name="film.mp4"),
        poster=ContentFile(b"picture", name="poster.jpg"),
        sound=ContentFile(b"sound" * 20_000, name="sound.ogg"),
        width=426,
        height=240,
        duration_seconds=75,
        spoken="pil",
        collection=region.collection,
    )


@pytest.fixture
def french(region: Region, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(factories.make_correspondent(region, language="fr"))


def edit_url(clip: Clip) -> str:
    return reverse("clips:edit", args=[clip.pk])


def form(clip: Clip, **fields: object) -> dict[str, object]:
    return {"title_fr": clip.title_fr, "spoken": clip.spoken, "collection": clip.collection_id, **fields}


def captions(content: str | bytes = SRT) -> SimpleUploadedFile:
    return SimpleUploadedFile("zai.srt", content.encode() if isinstance(content, str) else content)


def save(client: Client, clip: Clip, **fields: object) -> None:
    assert client.post(edit_url(clip), form(clip, **fields)).status_code == HTTPStatus.FOUND
    clip.refresh_from_db()


def test_captions_are_kept_as_webvtt_and_become_the_text(french: Client, clip: Clip) -> None:
    save(french, clip, captions_fr=captions())
    assert (clip.captions_fr, clip.transcript_fr) == (WEBVTT, "Creusez des trous.")
    assert not clip.captions_en and not clip.transcript_en
    page = parsed(french.get(edit_url(clip)))
    assert "1 sous-titre" in said(page)
    assert page.select_one("[name=transcript_fr]").text.strip() == "Creusez des trous."


def test_captions_stay_when_nothing_is_sent_and_go_when_they_are_taken_away(
    french: Client, clip: Clip
) -> None:
    save(french, clip, captions_fr=captions())
    save(french, clip, title_fr="Creuser", transcript_fr="Creusez des trous.")
    assert clip.captions_fr == WEBVTT
    save(french, clip, **{"captions_fr-clear": "on", "transcript_fr": "Creusez des trous."})
    assert (clip.captions_fr, clip.transcript_fr) == ("", "Creusez des trous.")


def test_a_text_that_somebody_wrote_is_not_replaced_by_captions(french: Client, clip: Clip) -> None:
    save(french, clip, captions_fr=captions(), transcript_fr="Comme je le dis.")
    assert clip.transcript_fr == "Comme je le dis."


def test_a_text_that_came_of_captions_follows_new_ones(french: Client, clip: Clip) -> None:
    save(french, clip, captions_fr=captions())
    save(
        french,
        clip,
        captions_fr=captions(SRT.replace("Creusez", "Faites")),
        transcript_fr="Creusez des trous.",
    )
    assert clip.transcript_fr == "Faites des trous."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SRT.replace("02,000", "00,500"), "Ligne 2 : le sous-titre finit avant"),
        ("Creusez", "Ce fichier ne contient pas de sous-titres."),
        (SRT.replace("Creusez", "été").encode("latin-1"), "La ligne 3 n’est pas en UTF-8."),
        (b"", "Ce fichier est vide"),
    ],
)
def test_captions_that_cannot_be_used_are_refused_beside_their_field_and_all_else_stays(
    french: Client, clip: Clip, content: str | bytes, sentence: str
) -> None:
    answer = french.post(edit_url(clip), form(clip, captions_fr=captions(content), title_fr="Autre titre"))
    assert answer.status_code == HTTPStatus.OK
    page = parsed(answer)
    field = page.select_one("[name=captions_fr]").find_parent(class_="w-field__wrapper")
    assert sentence in said(field)
    assert page.select_one("[name=title_fr]")["value"] == "Autre titre"
    clip.refresh_from_db()
    assert clip.title_fr == "Le zaï"
    assert not clip.captions_fr


def test_the_language_is_chosen_by_its_name(french: Client, clip: Clip) -> None:
    select = parsed(french.get(edit_url(clip))).select_one("[name=spoken]")
    assert said(select.select_one("option[selected]")) == "yom"
    assert said(select.select_one("option[value=ff]")) == "peul (Pulaar)"
    save(french, clip, spoken="ff")
    assert clip.spoken == "ff"
    save(french, clip, spoken="")
    assert clip.spoken == ""


def test_another_language_is_typed_and_stands_in_the_list_from_then_on(french: Client, clip: Clip) -> None:
    save(french, clip, spoken_other=" CKO ")
    assert clip.spoken == "cko"
    option = parsed(french.get(edit_url(clip))).select_one("[name=spoken] option[selected]")
    assert said(option) == "anufo"


def test_what_is_no_language_is_refused_beside_the_field(french: Client, clip: Clip) -> None:
    page = parsed(french.post(edit_url(clip), form(clip, spoken_other="xx")))
    field = page.select_one("[name=spoken_other]").find_parent(class_="w-field__wrapper")
    assert "« xx » n’est pas le code d’une langue" in said(field)
    assert page.select_one("[name=spoken_other]")["value"] == "xx"


def test_the_form_begins_with_file_title_and_language_and_folds_the_rest(
    french: Client, region: Region
) -> None:
    page = parsed(french.get(reverse("clips:add")))
    names = [each["name"] for each in page.select("#w-editor-form [name]:not([type=hidden])")]
    assert names[:3] == ["received", "title_fr", "spoken"]
    folded = {each["name"] for each in page.select(".w-panel.collapsed [name]")}
    assert folded == {
        *("spoken_other", "title_en", "title_es", "credit", "licence"),
        *(f"{field}_{code}" for field in ("captions", "transcript") for code in ("en", "fr", "es")),
    }


def test_the_page_of_a_film_shows_it_with_its_sizes_and_captions(french: Client, clip: Clip) -> None:
    save(french, clip, captions_fr=captions())
    page = parsed(french.get(edit_url(clip)))
    film = page.select_one("video")
    assert (film["preload"], film["src"]) == ("none", reverse("clips:film", args=[clip.pk]))
    assert film["poster"] == reverse("clips:poster", args=[clip.pk])
    track = film.select_one("track")
    assert (track["srclang"], track["label"], track["kind"]) == ("fr", "Français", "captions")
    shown = french.get(track["src"])
    assert (shown["Content-Type"], shown.content.decode()) == ("text/vtt; charset=utf-8", WEBVTT)
    assert {"private", "no-store"} <= set(shown["Cache-Control"].split(", "))
    assert "1 min 15 s · vidéo 2,4 Mo · son seul 100 ko · yom" in said(page.select_one("#clip-now"))


def test_the_list_shows_the_still_picture_and_the_sizes(french: Client, clip: Clip) -> None:
    row = parsed(french.get(reverse("clips:index"))).select_one("#listing-results tbody tr")
    assert row.select_one("img")["src"] == reverse("clips:poster", args=[clip.pk])
    assert "1 min 15 s · vidéo 2,4 Mo · son seul 100 ko · yom" in said(row)
    assert not row.select("video")


@pytest.mark.parametrize(
    ("language", "several", "one"),
    [
        ("en", "Videos and voices", "Video or voice"),
        ("fr", "Vidéos et voix", "Vidéo ou voix"),
        ("es", "Videos y voces", "Video o voz"),
    ],
)
def test_they_have_one_name_everywhere(
    region: Region, sign_in: Callable[[User], Client], language: str, several: str, one: str
) -> None:
    client = sign_in(factories.make_correspondent(region, language=language))
    listed, added = parsed(client.get(reverse("clips:index"))), parsed(client.get(reverse("clips:add")))
    assert said(listed.select_one("h1")) == several
    assert several in said(listed.title)
    assert one in said(added.title)
    assert said(added.select_one(".w-panel__heading")).startswith(one)
    for page in (listed, added):
        assert "clip" not in said(page.select_one("main")).casefold()


def test_what_was_done_is_said_without_a_gender_in_brackets(french: Client, clip: Clip) -> None:
    saved = french.post(edit_url(clip), form(clip), follow=True)
    assert "« Le zaï » est enregistré." in said(parsed(saved))
    refused = said(parsed(french.post(edit_url(clip), form(clip, spoken_other="xx"))))
    assert "Rien n’est encore enregistré" in refused
    asked = said(parsed(french.get(reverse("clips:delete", args=[clip.pk]))).select_one("main"))
    assert "Voulez-vous vraiment supprimer cet élément" in asked
    deleted = french.post(reverse("clips:delete", args=[clip.pk]), follow=True)
    assert "« Le zaï » est supprimé." in said(parsed(deleted))


def test_captions_that_there_are_not_are_not_found(french: Client, clip: Clip) -> None:
    for language in ("fr", "de", "received"):
        assert french.get(reverse("clips:captions", args=[clip.pk, language])).status_code == 404


def test_how_far_a_film_is_is_seen_in_list_and_form_until_it_is_ready(french: Client, clip: Clip) -> None:
    Clip.objects.filter(pk=clip.pk).update(state=ClipState.WAITING, progress=37)
    now = reverse("clips:now", args=[clip.pk])
    for address, shown in (
        (reverse("clips:index"), f"#clip-{clip.pk}-state"),
        (reverse("clips:index_results"), f"#clip-{clip.pk}-state"),
        (edit_url(clip), "#clip-now"),
        (now, "#clip-now"),
    ):
        piece = parsed(french.get(address)).select_one(shown)
        assert "data-waits" in piece.attrs, address
        assert piece.select_one("progress")["value"] == "37"
        assert "37 % fait" in said(piece)
    Clip.objects.filter(pk=clip.pk).update(state=ClipState.READY)
    piece = parsed(french.get(now)).select_one("#clip-now")
    assert "data-waits" not in piece.attrs
    assert not piece.select("progress")


def test_where_to_ask_how_far_it_is_stands_in_the_page(french: Client, clip: Clip) -> None:
    listed = parsed(french.get(reverse("clips:index")))
    assert listed.select_one("[data-states]")["data-states"] == reverse("clips:index_results")
    edited = parsed(french.get(edit_url(clip)))
    assert edited.select_one("[data-states]")["data-states"] == reverse("clips:now", args=[clip.pk])


def test_the_form_alone_may_record(french: Client, clip: Clip) -> None:
    for address in (reverse("clips:add"), edit_url(clip)):
        answer = french.get(address)
        assert "microphone=(self)" in answer["Permissions-Policy"]
        assert "media-src 'self' blob:" in answer["Content-Security-Policy"]
        assert parsed(answer).select_one("[data-recorder]")["data-recorder"] == "id_received"
    for address in (reverse("clips:index"), reverse("wagtailadmin_home"), reverse("wagtailimages:index")):
        answer = french.get(address)
        assert "microphone=()" in answer["Permissions-Policy"]
        assert "media-src 'self';" in f"{answer['Content-Security-Policy']};"
