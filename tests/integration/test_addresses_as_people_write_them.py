"""Addresses as people type, share and keep them lead to the page that was meant, with the reader's land."""

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect

from practices.models import Practice
from practices.regions import Region
from tests import factories

LAND = "place=2394822&texture=sandy&crops=maize&crops=rice&q=a%26b"


@pytest.fixture
def region(db: None) -> Region:
    return factories.make_region()


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, name_fr="Cordons")


class TestLanguagePrefixes:
    @pytest.mark.parametrize("prefix", ["FR", "Fr", "fr-ca", "fr_FR"])
    def test_lead_to_the_language_meant(self, client: Client, practice: Practice, prefix: str) -> None:
        answer = client.get(f"/{prefix}/west-africa/cordons/?{LAND}")
        assert (answer.status_code, answer["Location"]) == (301, f"/fr/west-africa/cordons/?{LAND}")
        assert "max-age" in answer["Cache-Control"] and "Vary" not in answer
        assert client.get(answer["Location"]).status_code == 200

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "path",
        ["/FR//evil.example/", "/FR/%5C%5Cevil.example", "/FR/%0D%0ASet-Cookie:a=b", "/fr-ca/%2e%2e//evil"],
    )
    def test_never_leave_the_site(self, client: Client, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 301
        assert answer["Location"].startswith("/fr/")
        assert not {"\r", "\n", "\\"} & set(answer["Location"])

    @pytest.mark.django_db
    def test_a_form_is_not_sent_on_without_its_fields(self, client: Client) -> None:
        assert client.post("/FR/ask/new/", {"text": "?"}).status_code == 404


class TestMovedPages:
    @pytest.mark.parametrize("slash", ["/", ""])
    def test_a_new_name_keeps_the_query(
        self, client: Client, practice: Practice, django_capture_on_commit_callbacks: object, slash: str
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            practice.slug = "pierres"
            practice.save()
        chain = client.get(f"/es/west-africa/cordons{slash}?{LAND}", follow=True).redirect_chain
        assert chain[-1] == (f"/es/west-africa/pierres/?{LAND}", 301)

    def test_a_new_name_of_the_region_keeps_the_query(
        self, client: Client, region: Region, practice: Practice, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            region.section.slug = "sahel"
            region.section.save()
        for path in ("/fr/west-africa/", "/fr/west-africa/cordons/"):
            answer = client.get(f"{path}?{LAND}")
            assert answer["Location"] == f"{path.replace('west-africa', 'sahel')}?{LAND}"

    def test_a_move_keeps_the_query(
        self, client: Client, practice: Practice, django_capture_on_commit_callbacks: object
    ) -> None:
        other = factories.make_region("andes", "Andes")
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            practice.move(other.section, "last-child")
        assert client.get(f"/en/west-africa/cordons/?{LAND}")["Location"] == f"/en/andes/cordons/?{LAND}"

    def test_one_made_by_hand_sets_what_it_says(self, client: Client, practice: Practice) -> None:
        Redirect.add_redirect("/fr/pierres", "/fr/practices/?texture=clay&q=pierres", is_permanent=False)
        Redirect.add_redirect("/fr/pierres?old=1", "/fr/about/")
        answer = client.get(f"/fr/pierres/?{LAND}")
        kept = "place=2394822&crops=maize&crops=rice"
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/fr/practices/?texture=clay&q=pierres&{kept}",
        )
        assert client.get("/fr/pierres/?old=1")["Location"] == "/fr/about/"

    @pytest.mark.django_db
    def test_another_site_is_not_told_where_the_land_is(self, client: Client) -> None:
        factories.make_home()
        Redirect.add_redirect("/fr/journal", "https://elsewhere.example/journal?a=b")
        answer = client.get(f"/fr/journal/?{LAND}")
        assert answer["Location"] == "https://elsewhere.example/journal?a=b"


class TestGluedPunctuation:
    @pytest.mark.parametrize(
        "tail",
        [
            *(".", ",", ")", "/.", "/,", "/)", "/!", "/;", "/>", "%20", "/%20", "/%0A", "_", "/%E2%80%8B"),
            *("%E2%80%9D", "/%E2%80%A6", "%E2%80%99", "/%E3%80%82", "%EF%BC%8C", "%EF%BC%89", "/%C2%BB."),
        ],
    )
    def test_leads_to_the_page(self, client: Client, practice: Practice, tail: str) -> None:
        chain = client.get(f"/fr/west-africa/cordons{tail}?{LAND}", follow=True).redirect_chain
        assert chain[-1] == (f"/fr/west-africa/cordons/?{LAND}", 301)

    def test_leads_without_a_language_too(self, client: Client, practice: Practice) -> None:
        answer = client.get("/west-africa/cordons).", headers={"accept-language": "fr"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/fr/west-africa/cordons/"
        assert client.get("/fr.")["Location"] == "/fr/"

    def test_leads_on_from_an_old_name(self, client: Client, practice: Practice) -> None:
        Redirect.add_redirect("/fr/pierres", redirect_to=practice)
        chain = client.get("/fr/pierres.", follow=True).redirect_chain
        assert chain[0][0] == "/fr/pierres/"
        assert "/west-africa/cordons/" in chain[-1][0]

    def test_at_the_end_of_the_query(self, client: Client, practice: Practice) -> None:
        answer = client.get("/fr/west-africa/cordons/?q=x&place=2394822).")
        assert answer["Location"] == "/fr/west-africa/cordons/?q=x&place=2394822"

    @pytest.mark.parametrize(
        "path",
        ["/fr/nothing.", "//evil.example/.", "/fr//evil.example/.", "/media/none.jpg.", "/static/a.css,"],
    )
    def test_changes_nothing_else(self, client: Client, practice: Practice, path: str) -> None:
        # Not as an address: the client would take what follows two slashes for a host.
        assert client.get("/", PATH_INFO=path).status_code == 404

    def test_a_draft_is_given_away_by_none(self, client: Client, region: Region) -> None:
        factories.make_practice(region.section, name_fr="Secret", live=False)
        assert client.get("/fr/west-africa/secret.").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "where"), [("fr;q=0", "/en/"), ("fr_FR", "/fr/"), (",,es", "/es/"), ("en;q=0, *", "/fr/")]
)
def test_the_front_door_reads_what_the_browser_likes(client: Client, header: str, where: str) -> None:
    answer = client.get("/", headers={"accept-language": header})
    assert (answer.status_code, answer["Location"]) == (302, where)
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("coding", ["identity", "br"])
def test_asking_for_the_head_alone_says_the_same(client: Client, coding: str) -> None:
    factories.make_home()
    asked = {"accept-encoding": coding}
    whole, head = client.get("/fr/", headers=asked), client.head("/fr/", headers=asked)
    assert dict(head.headers) == dict(whole.headers)
    assert head["ETag"] and not head.content
    again = client.head("/fr/", headers={**asked, "if-none-match": whole["ETag"]})
    assert (again.status_code, again["ETag"], again.content) == (304, whole["ETag"], b"")


@pytest.mark.parametrize(
    "path", ["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"]
)
def test_icons_are_small_and_kept(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["Content-Type"] in ("image/x-icon", "image/png")
    assert answer.content.startswith((b"\0\0\1\0", b"\x89PNG")) and len(answer.content) < 4000
    assert "max-age=2592000" in answer["Cache-Control"] and not answer.cookies
    assert client.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_robots_may_fetch_pages_and_find_their_list(client: Client, settings: Settings) -> None:
    answer = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml" in answer
    assert "Disallow: /\n" not in answer
