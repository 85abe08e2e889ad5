import random, pathlib, time
from django.test import Client
from network.models import Action
from tests.integration.network.conftest import make_partner
import brotli
OUT = pathlib.Path("/tmp/data/e-shots")
def test_look(benin, mali):
    OUT.mkdir(parents=True, exist_ok=True)
    r = random.Random(3)
    spots = [("BJ",9.8,1.5),("BJ",6.4,2.4),("ML",12.6,-8.0),("FR",43.6,3.9),("FR",48.9,2.3),("DE",50.7,7.1),("IN",23.2,77.4),("BR",-9.4,-40.5),("KE",-1.3,36.8),("US",41.9,-93.6),("MX",19.4,-99.1),("BF",12.4,-1.5),("TG",6.1,1.2)]
    kinds = ["state_or_province","civil_society","research_or_university","for_profit","producer_organisation"]
    comps = ["field_practice","farmer_training","soil_analysis_mrv","research","finance","translation"]
    for n in range(1, 61):
        c, la, lo = r.choice(spots)
        p = make_partner(n, country=c, latitude=la if n%7 else None, longitude=lo if n%7 else None, place_name="Copargo" if c=="BJ" and la>9 else "", kind=r.choice(kinds), offers=tuple(r.sample(comps,2)), seeks=tuple(r.sample(comps,1)), languages=("fr",) if c in("BJ","ML","FR") else ("en",), objectives=("A3",), about_fr="Un texte sur l’organisation.", website="https://example.org/", competences=("research",), is_member=False)
    p = make_partner(99, name="Partner 099 with a much longer name, as organisations have them, of the province", offers=("research","farmer_training"), seeks=("finance",), languages=("fr","en"), objectives=("A3","F1"), state="bureau_validated", is_member=True, about_en="About them in two sentences. What they do on the land.", website="https://example.org/", contact_name="A person", contact_email="person@example.org", contact_agreed_on="2026-10-01", contact_agreed_how="by mail", source_url="https://example.org/list", source_read_on="2026-11-30", confirmed_on="2024-01-05")
    Action.objects.create(partner=p, title="Composting with women’s groups", kind="training", practice_groups=("organic_amendments","soil_cover"), objectives=("A3",), country="BJ", since_year=2023)
    c = Client()
    def dump(name, url):
        t=time.perf_counter(); a = c.get(url, follow=True); ms=(time.perf_counter()-t)*1000
        assert a.status_code == 200, (url, a.status_code)
        (OUT/name).write_bytes(a.content)
        print(name, url, len(a.content), len(brotli.compress(a.content, quality=5)), f"{ms:.0f} ms")
        return a.content.decode()
    for lang in ("en",):
        h = dump("list.html", f"/{lang}/partners/")
        dump("map.svg", f"/{lang}/partners/map.svg")
        (OUT/"list.html").write_text(h.replace("/en/partners/map.svg", "map.svg"))
        t = c.get(f"/{lang}/partners/?map.x=182&map.y=75"); print(t.status_code, t.headers.get("location"))
        u = t.headers["location"]
        h = dump("part.html", u); dump("part.svg", u.replace("/partners/?", "/partners/map.svg?"))
        import re
        (OUT/"part.html").write_text(re.sub(r'/en/partners/map\.svg[^"]*', "part.svg", h))
        h = dump("filtered.html", f"/{lang}/partners/?kind=for_profit&offers=research&country=BJ&place=Copargo&order=near")
        dump("partner.html", f"/{lang}/partners/{p.external_id}/")
        dump("practices.html", f"/{lang}/partners/?layer=practices")
        dump("regions.html", f"/{lang}/partners/?layer=regions")
        dump("partners.csv", f"/{lang}/partners/partners.csv")
    from tests import factories
    a = Client(); a.force_login(factories.UserFactory(is_superuser=True))
    (OUT/"admin.html").write_bytes(a.get(f"/admin/partners/edit/{p.pk}/").content)
    (OUT/"admin-list.html").write_bytes(a.get(f"/admin/partners/").content)
    print("OK")
