"""A reader says "I tried this": no account, no script, three taps; sent again it is the same report."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings

from exchange.deciding import take_step
from exchange.models import Action, Author, Decision, Report, State
from exchange.regions import collection_for
from exchange.stamps import new_stamp
from jobs.limits import Limit
from media.models import Clip, Document, Image
from practices.models import Practice, RegionSection
from practices.regions import Region
from readers.peer_forms import views
from tests import factories
from tests.html import parsed
from tests.integration.media.conftest import picture_bytes

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
TAPS = {"outcome": "did_not_work", "since": "this_year"}


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, slug="zai")


def address(practice: Practice, language: str = "es") -> str:
    return f"{factories.url_in(practice, language)}tried/"


def hidden(html: str) -> dict[str, str]:
    """Returns the hidden fields of a form."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def aged(practice: Practice, seconds: float = 30) -> str:
    """Returns the stamp of a form that was opened a while ago."""
    return new_stamp(f"report {practice.pk}", timezone.now() - timedelta(seconds=seconds))


def post(
    client: Client, practice: Practice, *, language: str = "es", headers: Any = OURS, **told: Any
) -> HttpResponse:
    fields = {"stamp": aged(practice), "website": "", **TAPS, **told}
    return client.post(address(practice, language), fields, **headers)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_three_taps_make_a_report_and_lead_to_a_private_page(
    client: Client, practice: Practice, language: str
) -> None:
    page = client.get(f"{address(practice, language)}?lat=9.84&lon=1.55&texture=sandy")
    html = page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert not page.cookies
    sent = client.post(
        f"{address(practice, language)}",
        {**hidden(html), "place_typed": "9.8, 1.6", "texture": "sandy", **TAPS},
        **OURS,
    )
    assert sent.status_code == 303, sent.content.decode()
    report = Report.objects.get()
    assert (report.outcome, report.state, report.language) == ("did_not_work", State.WAITING, language)
    assert report.land_pairs == [["lat", "9.8"], ["lon", "1.6"], ["texture", "sandy"]]
    assert report.publication_version and not report.naming_version
    mine = client.get(sent["Location"])
    assert mine.status_code == 200
    assert mine["Referrer-Policy"] == "no-referrer"
    assert mine["Cache-Control"] == "private, no-store"
    assert "noindex" in mine["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("path", "status"), [("west-africa", 404), ("west-africa/draft", 404), ("nowhere", 404)]
)
def test_there_is_no_form_on_what_is_no_public_practice(
    client: Client, region: Region, path: str, status: int
) -> None:
    factories.make_practice(region.section, slug="draft", live=False)
    for name in ("tried", "peers"):
        assert client.get(f"/fr/{path}/{name}/").status_code == status


def test_a_practice_that_is_called_tried_or_peers_can_be_reached(client: Client, region: Region) -> None:
    for name in ("tried", "peers"):
        practice = factories.make_practice(region.section, slug=name, name_en=f"All about {name}")
        page = client.get(factories.url_in(practice, "en"))
        assert f"All about {name}" in page.content.decode()
        assert client.get(address(practice)).status_code == 200


def test_what_is_missing_is_said_beside_the_question_and_all_that_was_typed_stays(
    client: Client, practice: Practice
) -> None:
    long = "I dug. " * 4300
    page = post(
        client, practice, language="en", outcome="", changed=long, name="Ana", email="ana@", phone="x"
    )
    assert page.status_code == 422
    html = page.content.decode()
    for sentence in ("Say how it went", "no e-mail address", "no phone number", "letters too long"):
        assert sentence in html
    faults = parsed(page).find(role="alert").find_all("a")  # type: ignore[union-attr]
    assert [each["href"] for each in faults] == ["#outcome", "#changed", "#phone", "#email"]
    assert all(parsed(page).find(id=str(each["href"])[1:]) for each in faults)
    assert long.strip() in html and 'value="Ana"' in html and 'value="ana@"' in html
    assert not Report.objects.exists() and not Author.objects.exists()


def test_a_place_that_is_not_clear_is_asked_for_in_the_same_form(client: Client, practice: Practice) -> None:
    page = post(client, practice, language="en", place_typed="San Pedro", changed="Much", texture="clay")
    html = page.content.decode()
    assert page.status_code == 422
    assert "Which place is it?" in html and ">Much" in html.replace("\n", "")
    assert re.search(r'name="texture" value="clay" checked', html)
    chosen = re.findall(r'name="place_chosen" value="(\d+)"', html)[0]
    done = post(client, practice, place_typed="San Pedro", place_chosen=chosen, changed="Much")
    assert done.status_code == 303
    report = Report.objects.get()
    assert report.place_name == "San Pedro" and report.country
    assert ["place", chosen] in report.land_pairs


def test_where_no_place_is_found_nothing_is_asked_of_which(client: Client, practice: Practice) -> None:
    html = post(client, practice, language="en", place_typed="Xyzzyq").content.decode()
    assert "“Xyzzyq” is not in our list of places." in html
    assert "Which place is it?" not in html and "None of these" not in html
    done = post(client, practice, place_typed="Xyzzyq", place_chosen="none")
    assert done.status_code == 303


def test_the_region_of_the_land_reads_it_else_that_of_the_practice(
    client: Client, practice: Practice
) -> None:
    andes = factories.make_region("andes", "Andes", ("PE",))
    post(client, practice, place_typed="Cusco")
    post(client, practice)
    sections = [report.region for report in Report.objects.order_by("pk")]
    assert sections == [andes.section, practice.get_parent().specific]


def test_a_name_is_shown_only_with_its_own_consent_and_contacts_are_the_regions(
    client: Client, practice: Practice
) -> None:
    post(client, practice, name="Ana Ruiz", phone="+504 9999-1111", email="ana@example.org")
    report = Report.objects.get()
    assert report.shown_name == "Ana Ruiz"
    assert (report.author.phone, report.author.email) == ("+504 9999-1111", "ana@example.org")
    take_step(report, Action.PUBLISHED)
    pages = "".join(
        client.get(f"{factories.url_in(practice, 'es')}{below}").content.decode() for below in ("", "peers/")
    )
    assert "Ana Ruiz" in pages
    assert "9999" not in pages and "ana@" not in pages


def test_a_photo_and_a_voice_go_to_the_region_and_are_stored_once(
    client: Client, practice: Practice, region: Region
) -> None:
    def photo() -> SimpleUploadedFile:
        return SimpleUploadedFile("IMG.jpg", picture_bytes(), "image/jpeg")

    first = post(client, practice, language="en", outcome="", photo=photo(), people_agreed="1")
    assert first.status_code == 422
    kept = hidden(first.content.decode())
    assert "photo_kept" in kept
    assert "Your photo is here already" in first.content.decode()
    done = client.post(address(practice), {**TAPS, **kept}, **OURS)
    assert done.status_code == 303
    image = Image.objects.get()
    assert Report.objects.get().photo == image
    assert image.people_consent == "agreed"
    assert image.collection.is_descendant_of(region.collection) or image.collection == region.collection
    # The whole form again, with the file itself: the same report, and no second photo.
    again = client.post(
        address(practice), {**TAPS, "stamp": kept["stamp"], "photo": photo(), "people_agreed": "1"}, **OURS
    )
    assert again["Location"] == done["Location"]
    assert Image.objects.count() == 1
    assert list(Decision.objects.values_list("action", flat=True)) == [Action.RECEIVED]


def test_a_damaged_photo_is_refused_in_words_and_the_rest_is_kept(client: Client, practice: Practice) -> None:
    broken = SimpleUploadedFile("IMG.jpg", picture_bytes()[:200], "image/jpeg")
    page = post(client, practice, language="en", photo=broken, changed="Words")
    assert page.status_code == 422
    assert 'id="photo-error"' in page.content.decode() and "Words" in page.content.decode()
    assert not Image.objects.exists() and not Clip.objects.exists()


def test_the_same_form_twice_is_one_report_and_another_body_corrects_it(
    client: Client, practice: Practice
) -> None:
    stamp = aged(practice)
    first = post(client, practice, stamp=stamp)
    again = post(client, practice, stamp=stamp)
    other = post(client, practice, stamp=stamp, outcome="worked")
    assert first["Location"] == again["Location"] == other["Location"]
    assert Report.objects.get().outcome == "worked"
    assert list(Decision.objects.values_list("action", flat=True)) == [Action.RECEIVED, Action.CORRECTED]


def test_an_expired_stamp_gives_the_form_back_with_all_that_was_typed(
    client: Client, practice: Practice
) -> None:
    page = post(client, practice, language="en", stamp=aged(practice, 25 * 3600), changed="Typed long ago")
    html = page.content.decode()
    assert page.status_code == 422
    assert "more than a day" in html and "Typed long ago" in html
    fresh = hidden(html)["stamp"]
    assert post(client, practice, stamp=fresh, changed="Typed long ago").status_code == 303


def test_another_site_cannot_send_it(client: Client, practice: Practice) -> None:
    page = post(
        client, practice, language="en", headers={"HTTP_ORIGIN": "https://evil.example"}, changed="Words"
    )
    assert page.status_code == 403
    assert "Words" in page.content.decode() and not Report.objects.exists()


@pytest.mark.parametrize(
    ("told", "headers", "held"),
    [
        ({}, {}, "no_origin"),
        ({"website": "http://spam.example"}, OURS, "hidden_field"),
        ({"age": 0.5}, OURS, "too_fast"),
        ({}, OURS, ""),
    ],
)
def test_what_looks_like_a_robot_is_taken_and_looked_at_twice(
    client: Client, practice: Practice, told: dict[str, Any], headers: dict[str, str], held: str
) -> None:
    stamp = aged(practice, told.pop("age", 30))
    assert post(client, practice, headers=headers, stamp=stamp, **told).status_code == 303
    assert Report.objects.get().held == held


def test_a_photo_for_which_there_is_no_room_is_refused_beside_its_field(
    client: Client, practice: Practice, settings: Settings
) -> None:
    settings.WAITING_MEDIA_MB = 1
    waiting = collection_for(RegionSection.objects.get())
    large = ContentFile(b"x" * 2**20, name="large.txt")
    Document.objects.create(title="Large", file=large, collection=waiting)
    for outcome in ("did_not_work", ""):
        photo = SimpleUploadedFile("IMG.jpg", picture_bytes(), "image/jpeg")
        page = post(
            client, practice, language="en", outcome=outcome, changed="All of this stays", photo=photo
        )
        assert page.status_code == 422
        html = page.content.decode()
        assert "Too many files wait" in html and "All of this stays" in html
    assert not Report.objects.exists() and not Image.objects.exists()
    assert post(client, practice).status_code == 303


def test_forms_with_files_are_counted_before_anything_is_read_of_them(
    client: Client, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FILES_PER_HOUR", Limit("peer-files", count=2, per=timedelta(hours=1)))
    for status in (422, 422, 429):
        photo = SimpleUploadedFile("IMG.jpg", picture_bytes(), "image/jpeg")
        page = post(client, practice, language="en", outcome="", changed="All of this stays", photo=photo)
        assert page.status_code == status
    assert "Too many tries" in page.content.decode() and "All of this stays" in page.content.decode()
    assert Image.objects.count() == 2
    assert post(client, practice).status_code == 303


def test_the_sixty_first_form_of_an_hour_is_answered_with_words(client: Client, practice: Practice) -> None:
    for _number in range(60):
        assert post(client, practice).status_code == 303
    page = post(client, practice, language="en", changed="All of this stays")
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    html = page.content.decode()
    assert "Too many tries" in html and "All of this stays" in html
    assert Report.objects.count() == 60


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% now 'Y' %}",
    "\u202egnp.exe \U0001f33d\U0001f469\u200d\U0001f33e مزارع",
    "'; DROP TABLE exchange_report; --",
)


@pytest.mark.database
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_shown_as_text_everywhere(client: Client, practice: Practice, text: str) -> None:
    refused = post(
        client,
        practice,
        language="en",
        outcome="",
        changed=text,
        name=text,
        place_typed=text,
        phone=text,
        email=text,
    )
    done = post(client, practice, changed=text, name=text, place_typed=text, place_chosen="none")
    assert done.status_code == 303
    report = Report.objects.get()
    # Marks that nobody sees and that turn the order of letters are left out.
    shown = text.replace("\u202e", "")
    assert report.changed == shown
    take_step(report, Action.ASKED, words=text)
    mine = client.get(done["Location"])
    take_step(report, Action.PUBLISHED)
    pages = [refused, mine, client.get(factories.url_in(practice, "en"))]
    pages.append(client.get(f"{factories.url_in(practice, 'en')}peers/"))
    for page in pages:
        html = page.content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html
        assert escape(shown) in html
