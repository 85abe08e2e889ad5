"""The admin's screens of partners: what the form says, whose partners one sees, what the desk tells."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Partner
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import get, parsed, said
from tests.integration.network.conftest import make_partner

LIST = "/admin/partners/"
NEW = f"{LIST}new/"


def save(client: Client, address: str = NEW, **typed: Any) -> Any:
    """Opens a form, types into it, sends it; the answer's page, or None where it was saved."""
    filled = form_data(client.get(address).content.decode())
    answer = client.post(address, {**filled, **typed})
    return None if answer.status_code == 302 else parsed(answer)


def edit(partner: Partner) -> str:
    return f"{LIST}edit/{partner.pk}/"


WHO = {"name": "Partner 001", "kind": "civil_society", "state": "checked", "country": "BJ"}


def test_a_partner_is_begun_and_its_place_found_to_a_tenth_of_a_degree(coordination: Client) -> None:
    assert save(coordination, **WHO, place_name="Copargo", about_fr="Compost.") is None
    partner = Partner.objects.get()
    assert (partner.latitude, partner.longitude, partner.external_id) == (9.8, 1.5, "partner-001")
    assert "Partner 001" in said(get(coordination, LIST))
    assert "Created" in said(get(coordination, f"{LIST}history/{partner.pk}/"))


def test_another_place_moves_it_and_its_address_stays(coordination: Client) -> None:
    save(coordination, **WHO, place_name="Copargo")
    partner = Partner.objects.get()
    assert save(coordination, edit(partner), name="Renamed", place_name="Cotonou") is None
    partner.refresh_from_db()
    assert (partner.latitude, partner.longitude, partner.external_id) == (6.4, 2.4, "partner-001")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"kind": "for_profit", "is_member": "on", "state": "consortium_confirmed"},
            "A company can be a partner, never",
        ),
        ({"is_member": "on"}, "set the state first"),
        ({"place_name": "Bamako"}, "We know no “Bamako” in Benin."),
        ({"latitude": "1.5", "longitude": "9.8"}, "Are the two numbers swapped?"),
        ({"latitude": "9.8"}, "Write latitude and longitude, or neither."),
        ({"contact_agreed_on": "2026-01-02", "contact_agreed_how": "by mail"}, "no person here"),
        ({"contact_name": "A person", "contact_agreed_on": "2026-01-02"}, "Write how the person agreed"),
        ({"confirmed_on": "2100-01-01"}, "This day has not come yet."),
        ({"source_url": "https://example.org/"}, "the day on which the page was read"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    coordination: Client, typed: dict[str, str], sentence: str
) -> None:
    page = save(coordination, **{**WHO, **typed}, about_fr="Un texte tapé.")
    assert page is not None and sentence in said(page)
    assert said(page.select_one("[name=about_fr]")) == "Un texte tapé."
    assert not Partner.objects.exists()


def test_a_second_of_the_same_name_is_told_and_saved(coordination: Client) -> None:
    make_partner(1)
    assert save(coordination, **{**WHO, "name": "PARTNER  001"}) is None
    assert "with this website, there is also: Partner 001 (Benin)" in said(get(coordination, LIST))
    assert Partner.objects.count() == 2


def test_a_correspondent_sees_and_changes_own_countries_alone(correspondent: Client, mali: Region) -> None:
    own, other = make_partner(1), make_partner(2, country="ML", latitude=12.6, longitude=-8.0)
    page = said(get(correspondent, LIST))
    assert "Partner 001" in page and "Partner 002" not in page
    assert save(correspondent, edit(own), about_fr="Compost.") is None
    for rest in ("edit", "history", "delete", "usage"):
        address = f"{LIST}{rest}/{other.pk}/"
        assert correspondent.get(address).status_code == 404, address
        assert correspondent.post(address, {"name": "Taken over"}).status_code == 404, address
    other.refresh_from_db()
    assert other.name == "Partner 002"
    options = {option["value"] for option in parsed(correspondent.get(NEW)).select("[name=country] option")}
    assert options == {"", "BJ", "TG"}
    assert save(correspondent, **{**WHO, "country": "ML"}) is not None


def test_what_is_public_is_withdrawn_by_correspondents_and_deleted_by_the_coordination(
    correspondent: Client, coordination: Client
) -> None:
    public, applied = make_partner(1), make_partner(2, state="applied")
    offered = correspondent.get(LIST).content.decode()
    assert f"{LIST}delete/{applied.pk}/" in offered and f"{LIST}delete/{public.pk}/" not in offered
    assert correspondent.post(f"{LIST}delete/{applied.pk}/").status_code == 302
    assert correspondent.post(f"{LIST}delete/{public.pk}/").status_code == 404
    assert [partner.pk for partner in Partner.objects.all()] == [public.pk]
    assert coordination.post(f"{LIST}delete/{public.pk}/").status_code == 302
    assert not Partner.objects.exists()


def test_membership_is_the_coordinations(correspondent: Client) -> None:
    partner = make_partner(1)
    save(correspondent, edit(partner), is_member="on", joined_on="2020-01-01", state="consortium_confirmed")
    save(correspondent, edit(partner), is_member="on", joined_on="2020-01-01")
    partner.refresh_from_db()
    assert (partner.is_member, partner.joined_on, partner.state) == (False, None, "checked")


def test_people_without_a_country_find_nothing(benin: Region) -> None:
    from kb.accounts.groups import newsletter_editors

    partner = make_partner(1)
    client = Client()
    client.force_login(factories.UserFactory(groups=[newsletter_editors()]))
    for address in (LIST, NEW, edit(partner), f"{LIST}files/", f"{LIST}files/all.csv"):
        assert client.get(address).status_code == 404, address
    assert LIST not in str(get(client, "/admin/"))


def test_the_desk_tells_who_applied_and_whom_nobody_confirmed_for_two_years(
    coordination: Client, correspondent: Client, mali: Region
) -> None:
    today = timezone.localdate()
    make_partner(1, confirmed_on=today)
    assert "Partners to look at" not in said(get(coordination, "/admin/"))
    make_partner(2, state="applied")
    make_partner(3, confirmed_on=today - timedelta(days=800))
    make_partner(4, country="ML", latitude=12.6, longitude=-8.0, state="applied")
    desk = said(get(coordination, "/admin/"))
    assert all(name in desk for name in ("Partner 002", "Partner 003", "Partner 004"))
    assert "Partner 001" not in desk
    assert "Partner 004" not in said(get(correspondent, "/admin/"))
    listed = said(get(correspondent, f"{LIST}?waiting=1"))
    assert "Partner 003" in listed and "Partner 001" not in listed and "Partner 004" not in listed
