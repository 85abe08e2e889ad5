"""Recordings in the admin: sending, listening, replacing, and that they stay within their region."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import GroupCollectionPermission

from kb.models import User
from media.models import Clip, ClipState, Document
from practices.regions import Region
from tests import factories
from tests.html import parsed, said
from tests.integration.media.conftest import content_of
from tests.integration.media.recordings import ffmpeg_or_skip, silent_amr

VOICE = b"OggS" + bytes(range(200))
WEBVTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nCreusez.\n"


@pytest.fixture
def clip(region: Region) -> Clip:
    sound = ContentFile(VOICE, name="voice.ogg")
    return Clip.objects.create(
        title_en="Digging pits", sound=sound, duration_seconds=75, collection=region.collection
    )


@pytest.fixture
def voice() -> SimpleUploadedFile:
    return SimpleUploadedFile("PTT-20261128-WA0001.amr", silent_amr(2))


@pytest.fixture
def no_ffmpeg(settings: Settings, tmp_path: Path) -> None:
    settings.FFMPEG = str(tmp_path / "nothing")


def form(region: Region, **fields: object) -> dict[str, object]:
    return {"title_en": "", "title_fr": "", "title_es": "", "collection": region.collection.pk, **fields}


def in_french(region: Region, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(factories.make_correspondent(region, language="fr"))


def test_a_recording_is_sent_and_waits_under_its_title(
    correspondent: Client, region: Region, voice: SimpleUploadedFile, no_ffmpeg: None
) -> None:
    answer = correspondent.post(
        reverse("clips:add"),
        form(region, received=voice, title_en="Digging", credit="Ama", licence="CC-BY-4.0"),
    )
    assert answer.status_code == 302
    sent = Clip.objects.get()
    assert (sent.title_en, sent.credit, sent.state) == ("Digging", "Ama", ClipState.WAITING)
    assert sent.collection == region.collection
    assert "PTT" not in sent.received.name
    page = parsed(correspondent.get(reverse("clips:index")))
    assert "cannot be played yet" in said(page.select_one("#listing-results"))
    assert "3 kB" in said(page.select_one("#listing-results"))


def test_without_a_title_the_name_of_the_file_is_one(
    region: Region, sign_in: Callable[[User], Client], no_ffmpeg: None
) -> None:
    """Composed: what a phone of one make writes, another one finds."""
    voice = SimpleUploadedFile("re\u0301colte du mil.amr", silent_amr(1))
    in_french(region, sign_in).post(reverse("clips:add"), form(region, received=voice))
    assert Clip.objects.get().title_fr == "r\u00e9colte du mil"


def test_a_refusal_stands_beside_the_field_and_what_was_typed_stays(
    region: Region, sign_in: Callable[[User], Client], files: Path
) -> None:
    bad = SimpleUploadedFile("voix.mp3", b"#EXTM3U\nfile:///etc/passwd\n")
    answer = in_french(region, sign_in).post(
        reverse("clips:add"), form(region, received=bad, title_fr="Le zaï", credit="Ama")
    )
    assert answer.status_code == 200
    page = parsed(answer)
    assert "Ce fichier ne contient ni vidéo ni enregistrement." in said(page.select_one(".w-field__errors"))
    assert page.select_one("[name=title_fr]")["value"] == "Le zaï"
    assert page.select_one("[name=credit]")["value"] == "Ama"
    assert not Clip.objects.exists()
    assert not files.exists()


@pytest.mark.database
@pytest.mark.usefixtures("no_ffmpeg")
def test_a_region_beyond_its_limit_is_told_beside_the_field_and_what_was_typed_stays(
    region: Region,
    sign_in: Callable[[User], Client],
    voice: SimpleUploadedFile,
    settings: Settings,
    files: Path,
) -> None:
    settings.REGION_MEDIA_MB = 1
    Document.objects.create(
        title="Large", file=ContentFile(b"x" * 1024 * 1024, name="large.txt"), collection=region.collection
    )
    client = in_french(region, sign_in)
    typed = form(region, received=voice, title_fr="Le zaï", credit="Ama", transcript_fr="Creusez.")
    page = parsed(client.post(reverse("clips:add"), typed))
    field = page.select_one("[name=received]").find_parent(class_="w-field__wrapper")
    assert "Les fichiers de West Africa occupent 1,0 Mio sur les 1,0 Mio" in said(field)
    assert page.select_one("[name=title_fr]")["value"] == "Le zaï"
    assert page.select_one("[name=credit]")["value"] == "Ama"
    assert page.select_one("[name=transcript_fr]").text.strip() == "Creusez."
    assert not Clip.objects.exists()
    assert not (files / "received").exists()
    settings.REGION_MEDIA_MB = 2
    voice.seek(0)
    assert client.post(reverse("clips:add"), typed).status_code == 302


def test_texts_of_a_clip_are_changed_where_there_is_no_room_for_another(
    correspondent: Client, region: Region, clip: Clip, settings: Settings
) -> None:
    settings.REGION_MEDIA_MB = 1
    Document.objects.create(
        title="Large", file=ContentFile(b"x" * 1024 * 1024, name="large.txt"), collection=region.collection
    )
    address = reverse("clips:edit", args=[clip.pk])
    assert correspondent.post(address, form(region, title_en="Pits")).status_code == 302


def test_without_a_recording_nothing_is_made(correspondent: Client, region: Region) -> None:
    assert correspondent.post(reverse("clips:add"), form(region, title_en="Nothing")).status_code == 200
    assert not Clip.objects.exists()


def test_the_title_is_changed_without_sending_the_recording_again(
    correspondent: Client, region: Region, clip: Clip
) -> None:
    address = reverse("clips:edit", args=[clip.pk])
    assert correspondent.post(address, form(region, title_en="Pits")).status_code == 302
    clip.refresh_from_db()
    assert (clip.title_en, clip.state) == ("Pits", ClipState.READY)


def test_a_new_recording_waits_while_the_old_sound_stays(
    correspondent: Client, region: Region, clip: Clip, voice: SimpleUploadedFile, settings: Settings
) -> None:
    settings.FFMPEG = ffmpeg_or_skip()
    before = clip.sound.name
    address = reverse("clips:edit", args=[clip.pk])
    assert correspondent.post(address, form(region, title_en="Pits", received=voice)).status_code == 302
    clip.refresh_from_db()
    assert (clip.state, clip.sound.name) == (ClipState.WAITING, before)
    page = parsed(correspondent.get(reverse("clips:index")))
    assert "Until the new one is ready" in said(page.select_one("#listing-results"))
    assert page.select_one("audio")["src"] == reverse("clips:sound", args=[clip.pk])


def test_the_list_tells_length_size_and_why(correspondent: Client, region: Region, clip: Clip) -> None:
    Clip.objects.create(
        title_fr="Le mil", state=ClipState.REFUSED, refusal="too_long", collection=region.collection
    )
    listed = said(parsed(correspondent.get(reverse("clips:index"))).select_one("#listing-results"))
    assert "1 min 15 s" in listed
    assert "1 min 15 s · 1 kB" in listed
    assert "Le mil" in listed
    assert "longer than three minutes" in listed


def test_a_sound_is_loaded_only_when_somebody_listens(correspondent: Client, clip: Clip) -> None:
    audio = parsed(correspondent.get(reverse("clips:index"))).select_one("audio")
    assert audio["preload"] == "none"
    assert "controls" in audio.attrs
    assert audio["aria-label"] == "Listen to Digging pits"


def test_a_sound_is_heard_from_anywhere_in_it_and_kept_by_nobody(correspondent: Client, clip: Clip) -> None:
    address = reverse("clips:sound", args=[clip.pk])
    whole = correspondent.get(address)
    assert content_of(whole) == VOICE
    assert {"private", "no-store"} <= set(whole["Cache-Control"].split(", "))
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Type"] == "audio/ogg"
    assert whole["Content-Security-Policy"] == "default-src 'none'"
    part = correspondent.get(address, headers={"range": "bytes=100-109"})
    assert (part.status_code, content_of(part)) == (206, VOICE[100:110])
    assert part["Cache-Control"] == whole["Cache-Control"]
    assert correspondent.get(address, headers={"range": "bytes=999-"}).status_code == 416
    assert correspondent.post(address).status_code == 405


def test_a_lost_file_is_not_found_and_the_list_stands(correspondent: Client, clip: Clip) -> None:
    clip.sound.storage.delete(clip.sound.name)
    assert correspondent.get(reverse("clips:sound", args=[clip.pk])).status_code == 404
    assert correspondent.get(reverse("clips:index")).status_code == 200


def test_nobody_of_another_region_comes_near(
    client: Client, neighbour: Client, clip: Clip, region: Region, voice: SimpleUploadedFile
) -> None:
    numbered = ("edit", "delete", "history", "history_results", "usage", "sound", "film", "poster", "now")
    Clip.objects.filter(pk=clip.pk).update(video=clip.sound.name, poster=clip.sound.name, captions_fr=WEBVTT)
    addresses = [(name, reverse(f"clips:{name}", args=[clip.pk])) for name in numbered]
    for name, address in [*addresses, ("captions", reverse("clips:captions", args=[clip.pk, "fr"]))]:
        assert neighbour.get(address).status_code == 404, name
        assert neighbour.post(address, form(region, received=voice)).status_code in (404, 405), name
        assert client.get(address).status_code == 302, name
    for name in ("index", "index_results"):
        assert "Digging pits" not in neighbour.get(reverse(f"clips:{name}")).content.decode()
    choices = parsed(neighbour.get(reverse("clips:add"))).select("[name=collection]")
    assert region.collection.name not in "".join(map(str, choices))
    clip.refresh_from_db()
    assert clip.title_en == "Digging pits"


def test_a_clip_is_deleted_by_its_region(correspondent: Client, clip: Clip) -> None:
    assert correspondent.post(reverse("clips:delete", args=[clip.pk])).status_code == 302
    assert not Clip.objects.exists()


def test_who_may_only_add_sees_no_clip_of_others(
    region: Region, clip: Clip, sign_in: Callable[[User], Client], correspondent: Client
) -> None:
    rights = GroupCollectionPermission.objects.filter(group=region.correspondents)
    rights.filter(permission__codename__in=("change_clip", "delete_clip")).delete()
    assert "Digging pits" not in correspondent.get(reverse("clips:index")).content.decode()
    assert correspondent.get(reverse("clips:edit", args=[clip.pk])).status_code in (302, 404)
    assert correspondent.get(reverse("clips:add")).status_code == 200


@pytest.fixture
def note(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], object]:
    """Writes what became of the programme, where there is none."""
    monkeypatch.setattr("media.ffmpeg.in_environment", lambda: None)
    settings.FFMPEG, settings.MEDIA_EXTRA_DIR = "", tmp_path / "media-extra"
    return (tmp_path / "media-extra.json").write_text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ('{"state": "installing", "why": ""}', "en cours d’installation"),
        ('{"state": "failed", "why": "disk_full"}', "Le disque est plein."),
        ('{"state": "left_out", "why": ""}', "up --lean"),
        ("", "up --setup-only"),
    ],
)
def test_who_may_add_recordings_hears_why_none_is_played(
    state: str, words: str, region: Region, sign_in: Callable[[User], Client], note: Callable[[str], object]
) -> None:
    note(state)
    correspondent = in_french(region, sign_in)
    for name in ("wagtailadmin_home", "clips:index"):
        assert words in said(parsed(correspondent.get(reverse(name)))), name
    nobody = factories.UserFactory()
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert words not in said(parsed(sign_in(nobody).get(reverse("wagtailadmin_home"))))


def test_nothing_is_said_where_ffmpeg_is_at_hand(correspondent: Client, settings: Settings) -> None:
    settings.FFMPEG = ffmpeg_or_skip()
    for name in ("wagtailadmin_home", "clips:index"):
        assert "cannot be played" not in correspondent.get(reverse(name)).content.decode()


def test_the_menu_leads_there(correspondent: Client, region: Region) -> None:
    page = correspondent.get(reverse("wagtailadmin_home")).content.decode()
    assert '"/admin/clips/"' in page


def test_the_rights_to_clips_are_shown_with_a_group(admin_client: Client, region: Region) -> None:
    page = admin_client.get(reverse("wagtailusers_groups:edit", args=[region.correspondents.pk]))
    assert "Rights to videos and voices" in said(parsed(page))


def test_whoever_could_add_pictures_before_there_were_clips_may_add_clips_now(region: Region) -> None:
    clip_rights = GroupCollectionPermission.objects.filter(permission__content_type__model="clip")
    before = sorted(clip_rights.values_list("group__name", "collection__name", "permission__codename"))
    assert ("West Africa moderators", "West Africa", "delete_clip") in before
    clip_rights.delete()
    import_module("practices.migrations.0013_clip_rights").give_rights(apps, None)
    after = clip_rights.values_list("group__name", "collection__name", "permission__codename")
    assert sorted(after) == before
