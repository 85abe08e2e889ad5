"""A reader tells a practice in five screens: each is kept, and nothing that was typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from exchange import contributing
from exchange.models import Author, Contribution, State
from exchange.stamps import new_stamp
from kb.logs import without_secrets
from media.models import Clip, Image
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import controls, parsed, said
from tests.integration.exchange.telling import OURS, TOLD, fill, opened, save, tell
from tests.integration.media.conftest import picture_bytes

FIRST = "/es/tell/"


@pytest.fixture
def draft(client: Client, region: Region) -> str:
    """The address of the second screen of a draft."""
    return save(client, FIRST, TOLD["place"])


def screen(url: str, name: str) -> str:
    """Returns the address of another screen of the same draft."""
    return f"{url.rsplit('/', 2)[0]}/{name}/"


def photo(content: bytes = b"", name: str = "field.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture_bytes(), content_type="image/jpeg")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_each_screen_is_kept_and_all_stands_in_the_summary(
    client: Client, region: Region, language: str
) -> None:
    url = tell(client, language)
    assert url.endswith("/send/")
    page = client.get(url)
    summary = said(parsed(page).find("main"))
    for words in ("Copargo", "Cordones de piedras contra el agua", "Ponerlas a nivel.", "2019", "Ana Fulana"):
        assert words in summary
    assert Contribution.objects.get().state == State.DRAFT


def test_the_screens_set_no_cookie_and_are_kept_from_caches_searches_and_other_sites(
    client: Client, draft: str
) -> None:
    token = draft.split("/")[3]
    for url in (FIRST, draft, f"/es/tell/{token}/", f"/es/tell/{token}/send/"):
        answer = client.get(url)
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
    assert token not in without_secrets(f"GET {draft} 200")
    assert "canonical" not in client.get(draft).content.decode()


def test_the_link_goes_on_where_it_was_left_on_another_phone(client: Client, draft: str) -> None:
    how = save(client, draft, TOLD["what"])
    token = draft.split("/")[3]
    other_phone = Client()
    answer = other_phone.get(f"/es/tell/{token}/")
    assert answer["Location"] == how
    summary = said(parsed(other_phone.get(f"/es/tell/{token}/send/")).find("main"))
    assert "Cordones de piedras contra el agua" in summary
    kept = parsed(client.get(how)).find(id="keep-link")
    assert kept is not None and str(kept["value"]).endswith(f"/es/tell/{token}/")


def test_a_link_that_leads_nowhere_says_so(client: Client, region: Region) -> None:
    answer = client.get("/fr/tell/AAAAAAAAAAAAAAAAAAAAAA/what/")
    assert answer.status_code == 404
    assert "14" in said(parsed(answer).find("main"))


def test_a_draft_that_nobody_sends_is_gone_after_two_weeks_with_its_files(
    client: Client, draft: str, django_capture_on_commit_callbacks: Any
) -> None:
    you = screen(draft, "you")
    save(client, you, {"photo": photo(), "phone": "+504 9999 0000"})
    stored = Image.objects.get().file
    saved_at = Contribution.objects.get().saved_at
    assert contributing.forget_old_drafts(saved_at + timedelta(days=13, hours=23)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert contributing.forget_old_drafts(saved_at + timedelta(days=14, seconds=1)) == 1
    assert not Contribution.objects.exists() and not Author.objects.exists() and not Image.objects.exists()
    assert not stored.storage.exists(stored.name)
    assert client.get(draft).status_code == 404


def test_what_was_sent_is_not_forgotten(client: Client, region: Region) -> None:
    save(client, tell(client), {})
    assert contributing.forget_old_drafts(timezone.now() + timedelta(days=400)) == 0


# --- the place ------------------------------------------------------------------------------------------


def test_the_map_says_in_words_what_it_knows_of_the_place(client: Client, region: Region) -> None:
    page = client.get(save(client, FIRST, {"place_typed": "Copargo", "find": "1"}))
    assert page.request["PATH_INFO"].endswith("/place/")
    assert "mm" in said(parsed(page).find("main"))
    kept = Contribution.objects.get()
    assert (kept.place_name, kept.country) == ("Copargo", "BJ")


def test_of_several_places_one_is_chosen(client: Client, region: Region) -> None:
    answer = fill(client, FIRST, {"place_typed": "San Juan", "texture": "clay"})
    assert answer.status_code == 422
    assert not Contribution.objects.exists()
    page = parsed(answer)
    offered = [str(each["value"]) for each in controls(page, "place_chosen")]
    assert len(offered) > 2 and offered[-1] == "none"

    sent = {**form_data(answer.content.decode()), "place_chosen": offered[0]}
    assert sent["texture"] == ["clay"]
    assert client.post(FIRST, sent, **OURS).status_code == 303
    assert ["place", offered[0]] in Contribution.objects.get().land_pairs


def test_a_hamlet_that_no_list_has_is_kept_by_its_name_and_country(client: Client, region: Region) -> None:
    told = {"place_typed": "Xyzzyqville", "place_chosen": "none", "place_country": "HN"}
    save(client, FIRST, told)
    kept = Contribution.objects.get()
    assert (kept.place_name, kept.country, kept.land_pairs) == (
        "Xyzzyqville",
        "HN",
        [["place_name", "Xyzzyqville"]],
    )


def test_a_place_is_found_by_two_taps_on_the_map(client: Client, region: Region) -> None:
    sent = opened(client, FIRST)
    del sent["map"]
    first = client.post(FIRST, {**sent, "texture": "clay", "map.x": "182", "map.y": "74"}, **OURS)
    part = controls(parsed(first), "part")[0]["value"]
    second = client.post(
        FIRST, {**sent, "texture": "clay", "part": part, "map.x": "180", "map.y": "180"}, **OURS
    )
    page = parsed(second)
    near = [str(each["value"]) for each in controls(page, "tapped")]
    assert len(near) > 2

    answer = client.post(FIRST, {**form_data(second.content.decode()), "tapped": near[0]}, **OURS)
    assert answer.status_code == 303
    kept = Contribution.objects.get()
    assert ["place", near[0]] in kept.land_pairs and ["texture", "clay"] in kept.land_pairs
    save(client, screen(answer["Location"], "place"), {"tapped": near[-1]})
    kept.refresh_from_db()
    assert {name for name, _value in kept.land_pairs} == {"lat", "lon", "texture"}
    assert kept.place_name and kept.country


def test_the_altitude_is_shown_where_all_was_told_and_can_be_taken_back(
    client: Client, region: Region
) -> None:
    url = f"{FIRST}?place=3941584&place_name=Cusco&altitude=3600"
    what = save(client, url, {})
    assert "3600\N{NO-BREAK SPACE}m" in client.get(screen(what, "send")).content.decode()
    place = screen(what, "place")
    assert fill(client, place, {"altitude": "alto"}).status_code == 422
    save(client, place, {"altitude": ""})
    assert not [pair for pair in Contribution.objects.get().land_pairs if pair[0] == "altitude"]


def test_the_land_of_the_readers_pages_is_known_already(client: Client, region: Region) -> None:
    url = f"{FIRST}?place=2394822&place_name=Copargo&crops=maize&texture=sandy"
    what = save(client, url, {})
    assert opened(client, what)["crops"] == ["maize"]
    assert "?" not in what


def test_nothing_is_saved_without_a_place(client: Client, region: Region) -> None:
    answer = fill(client, FIRST, {"place_typed": " "})
    assert answer.status_code == 422
    assert not Contribution.objects.exists()


# --- what it is -----------------------------------------------------------------------------------------


def test_what_may_be_the_same_is_shown_once_with_the_way_to_say_i_tried_this(
    client: Client, region: Region, work: Any
) -> None:
    stone_lines = factories.make_practice(region.section, name_es="Cordones de piedras", slug="stones")
    factories.make_practice(region.section, name_es="Riego por goteo", slug="drip")
    work()
    what = save(client, FIRST, TOLD["place"])
    back = save(client, what, {"sentence": "Cordones de piedras"})
    assert back == f"{what}#alike"
    box = parsed(client.get(what)).find(id="alike")
    assert "Cordones de piedras" in said(box) and "Riego" not in said(box)
    assert any(
        str(link["href"]).startswith(f"{factories.url_in(stone_lines, 'es')}tried/")
        for link in box.find_all("a")  # type: ignore[union-attr]
    )
    assert save(client, what, {}) == screen(what, "how")


def test_a_sentence_is_asked_for_but_not_on_the_way_back(client: Client, draft: str) -> None:
    assert fill(client, draft, {"sentence": ""}).status_code == 422
    assert save(client, draft, {"sentence": "", "back": "1"}) == screen(draft, "place")


# --- nothing typed is lost ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field", "typed"),
    [
        ("what", "sentence", "ñ" * 30_000),
        ("how", "steps", "🌽 " * 15_000),
        ("outcome", "did_not_work", "حجارة " * 5_000),
        ("outcome", "since_year", "hace mucho <script>alert(1)</script>"),
        ("you", "email", "no es <b>correo</b>"),
        ("you", "name", "A" * 30_000),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(
    client: Client, draft: str, name: str, field: str, typed: str
) -> None:
    answer = fill(client, screen(draft, name), {field: typed})
    assert answer.status_code == 422
    (box,) = controls(parsed(answer), field)
    assert (box.get("value") or box.text).strip() == typed.strip()
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.database
@pytest.mark.parametrize("typed", ["🌽 maíz 🐄", "حجارة على خط واحد", "<script>alert(1)</script>"])
def test_any_script_and_sign_is_kept_as_it_is(client: Client, draft: str, typed: str) -> None:
    how = save(client, draft, {"sentence": typed})
    assert Contribution.objects.get().answers["sentence"] == typed
    summary = client.get(screen(how, "send")).content.decode()
    assert "<script>alert" not in summary
    assert typed in said(parsed(summary).find("main"))


def test_a_damaged_photo_is_refused_in_words_and_the_rest_stays(client: Client, draft: str) -> None:
    you = screen(draft, "you")
    answer = fill(client, you, {"photo": photo(b"no picture at all"), "name": "Ana"})
    assert answer.status_code == 422
    page = parsed(answer)
    assert said(page.find(id="photo-error"))
    assert controls(page, "name")[0]["value"] == "Ana"
    assert not Image.objects.exists()


def test_a_good_photo_is_not_asked_for_again_where_something_else_is_wrong(
    client: Client, draft: str
) -> None:

    you = screen(draft, "you")
    answer = fill(client, you, {"photo": photo(), "email": "no correo", "people_agreed": "on"})
    assert answer.status_code == 422
    client.post(you, {**form_data(answer.content.decode()), "email": ""}, **OURS)
    kept = Contribution.objects.get()
    assert kept.photo == Image.objects.get()
    assert kept.photo.people_consent == "agreed"
    assert kept.photo.collection.get_ancestors().count() >= 1


def test_a_photo_is_replaced_and_left_out(
    client: Client, draft: str, django_capture_on_commit_callbacks: Any
) -> None:
    you = screen(draft, "you")
    with django_capture_on_commit_callbacks(execute=True):
        save(client, you, {"photo": photo()})
        save(client, you, {"photo": photo(name="other.jpg")})
    assert Contribution.objects.get().photo == Image.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        save(client, you, {"no_photo": "on"})
    assert Contribution.objects.get().photo is None and not Image.objects.exists()
    assert not Clip.objects.exists()


def test_a_screen_that_lay_open_for_days_comes_back_with_everything(client: Client, draft: str) -> None:
    sent = opened(client, draft)
    number = Contribution.objects.get().pk
    sent["stamp"] = new_stamp(f"tell {number} what", timezone.now() - timedelta(days=2))
    answer = client.post(draft, {**sent, **TOLD["what"]}, **OURS)
    assert answer.status_code == 422
    assert TOLD["what"]["sentence"] in answer.content.decode()

    again = client.post(draft, form_data(answer.content.decode()), **OURS)
    assert again.status_code == 303
    assert Contribution.objects.get().answers["sentence"] == TOLD["what"]["sentence"]


def test_two_windows_on_one_screen_lose_nothing_in_silence(client: Client, draft: str) -> None:
    one, other = opened(client, draft), opened(client, draft)
    assert client.post(draft, {**one, "sentence": "Primera"}, **OURS).status_code == 303
    answer = client.post(draft, {**other, "sentence": "Segunda"}, **OURS)
    assert answer.status_code == 409
    page = said(parsed(answer).find("main"))
    assert "Primera" in page and "Segunda" in answer.content.decode()
    assert Contribution.objects.get().answers["sentence"] == "Primera"

    assert client.post(draft, form_data(answer.content.decode()), **OURS).status_code == 303
    assert Contribution.objects.get().answers["sentence"] == "Segunda"


def test_the_same_screen_sent_again_after_a_lost_answer_is_the_same(client: Client, region: Region) -> None:
    first = opened(client, FIRST) | TOLD["place"]
    once, again = client.post(FIRST, first, **OURS), client.post(FIRST, first, **OURS)
    assert once["Location"] == again["Location"]
    what = once["Location"]
    second = opened(client, what) | TOLD["what"]
    assert [client.post(what, second, **OURS).status_code for _time in range(2)] == [303, 303]
    assert Contribution.objects.count() == 1


def test_other_sites_cannot_write_into_a_draft(client: Client, draft: str) -> None:
    sent = opened(client, draft) | TOLD["what"]
    answer = client.post(draft, sent, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert TOLD["what"]["sentence"] in answer.content.decode()
    assert not Contribution.objects.get().answers.get("sentence")
