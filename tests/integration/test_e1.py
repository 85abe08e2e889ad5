import os
from django.test import Client
import pytest
from network.models import Partner
from tests import factories
pytestmark = pytest.mark.django_db
def test_x(region=None):
    from pathlib import Path
    r = factories.make_region(countries=("BJ",))
    c = Client(); c.force_login(factories.UserFactory(is_superuser=True))
    a = c.get("/admin/partners/new/"); assert a.status_code==200
    from tests.forms import form_data
    d = form_data(a.content.decode())
    print(sorted(d)[:80])
    d.update({"name":"Association X","kind":"civil_society","state":"checked","country":"BJ","place_name":"Copargo"})
    b = c.post("/admin/partners/new/", d)
    print(b.status_code)
    if b.status_code==200:
        import re; print(re.findall(r'error-message.*?</p>', b.content.decode(), re.S))
    print(Partner.objects.values())
    c = Client(); c.force_login(factories.make_correspondent(r))
    a = c.get("/admin/partners/"); assert a.status_code==200
    a = c.get("/admin/partners/new/"); assert a.status_code==200
    pk = Partner.objects.get().pk
    a = c.get(f"/admin/partners/edit/{pk}/"); assert a.status_code==200
    a = c.get(f"/admin/partners/history/{pk}/"); assert a.status_code==200
    assert c.get("/admin/partners/?q=assoc").status_code==200
