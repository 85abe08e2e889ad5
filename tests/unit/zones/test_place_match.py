"""Which typed names go straight on, which are asked back, and that the country told is never left."""

import pytest
from babel import Locale

from zones import areas, gazetteer
from zones.areas import BENIN
from zones.countries import country_codes
from zones.place_match import look_up
from zones.vocabulary import LANGUAGES


@pytest.mark.parametrize(
    ("typed", "language", "country"),
    [
        ("Copargo", "fr", "BJ"),
        ("Chartres", "fr", "FR"),
        ("Ouagadougou", "fr", "BF"),
        ("Londres", "fr", "GB"),
        ("Pékin", "fr", "CN"),
        ("Le Cap", "fr", "ZA"),
        ("Abomey", "fr", "BJ"),
        ("Gracias, Honduras", "es", "HN"),
        ("Paris, Texas", "en", "US"),
        ("Washington, D.C.", "en", "US"),
        ("Bobo-Dioulasso", "fr", "BF"),
        ("Abomey-Calavi - Bénin", "fr", "BJ"),
        ("\u202aCopargo\u202c\u200b", "fr", "BJ"),
        ("Co\u00adpargo\ufeff, Bénin", "fr", "BJ"),
    ],
)
def test_a_name_without_doubt_goes_straight_on(typed: str, language: str, country: str) -> None:
    place = look_up(typed, language).sure
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    "typed",
    [
        "San Antonio",
        "St Louis",
        "Ouagadogou",
        "Nowhere at all",
        "Pô",
        "Fada",
        "Atlantis, Nowhere",
        "12",
        "12,5",
    ],
)
def test_a_name_in_doubt_is_asked_back(typed: str) -> None:
    assert look_up(typed, "en").sure is None


@pytest.mark.parametrize(
    ("typed", "country", "admin"),
    [
        ("Paris, Texas", "US", "Texas"),
        ("Paris (Texas)", "US", "Texas"),
        ("Paris Texas", "US", "Texas"),
        ("Paris, France", "FR", "Paris"),
        ("France, Paris", "FR", "Paris"),
        ("France Paris", "FR", "Paris"),
        ("Athens, Georgia, USA", "US", "Georgia"),
        ("Tbilisi, Georgia", "GE", "Tbilisi"),
        ("Springfield, Illinois", "US", "Illinois"),
        ("Springfield Illinois", "US", "Illinois"),
        ("Copargo, Bénin", "BJ", "Djougou"),
        ("Copargo, Benín", "BJ", "Djougou"),
        ("Copargo Benin", "BJ", "Djougou"),
        ("Copargo; BJ", "BJ", "Djougou"),
        ("Copargo [BEN]", "BJ", "Djougou"),
        ("Copargo – Bénim", "BJ", "Djougou"),
        ("Djougou Bénin", "BJ", "Djougou"),
        ("Djougou BJ", "BJ", "Djougou"),
        ("Kopargo, Djougou", "BJ", "Djougou"),
        ("Tchaourou, Borgou, Bénin", "BJ", "Parakou"),
        ("Ludhiana Punjab", "IN", "Ludhiana"),
        ("Córdoba, España", "ES", "Sevilla"),
        ("Cordoba, Espagne", "ES", "Sevilla"),
        ("Saint-Louis, Sénégal", "SN", "Saint-Louis"),
        ("St Louis, Seneg", "SN", "Saint-Louis"),
        ("Kinshasa, RDC", "CD", "Kinshasa"),
        ("Springfield USA", "US", ""),
    ],
)
def test_a_country_region_or_town_beside_the_name(typed: str, country: str, admin: str) -> None:
    answer = look_up(typed, "en")
    assert {place.country for place in answer.places} == {country}
    if admin:
        assert answer.sure is not None and answer.sure.admin == admin


SEPARATORS = ("{}, {}", "{},{}", "{} ({})", "{}; {}", "{} - {}", "{} – {}", "{} {}", "{} [{}]")
NOT_THERE = (
    ("Paris", "ML", ("Mali", "Mali", "Malí", "MLI", "Malii")),
    ("Marseille", "BF", ("Burkina Faso", "Burkina", "Burkina Fasso", "BFA", "BF", "Burkina-Faso")),
    ("Bogotá", "BO", ("Bolivia", "Bolivie", "Bolvia", "BOL")),
    ("Nairobi", "ZM", ("Zambia", "Zambie", "ZMB", "Zambi")),
)


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "country", "written"), NOT_THERE, ids=str)
def test_the_country_told_is_never_left(
    name: str, country: str, written: tuple[str, ...], language: str, separator: str
) -> None:
    for told in written:
        if separator == "{} {}" and len(told) < 4 and not told.isupper():
            continue
        answer = look_up(separator.format(name, told), language)
        assert answer.kind == "not_there", (separator, told)
        assert answer.sure is None
        assert answer.area is not None and answer.area.country == country
        assert answer.largest
        assert {place.country for place in (*answer.places, *answer.largest)} == {country}
        assert answer.elsewhere, "the namesake is offered after"
        assert country not in {place.country for place in answer.elsewhere}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_alone_leads_to_its_own_towns(language: str) -> None:
    assert len(country_codes()) > 240
    for code in country_codes():
        answer = look_up(Locale(language).territories[code], language)
        assert answer.sure is None, code
        assert answer.area is not None and code in answer.area.countries, code
        shown = (*answer.places, *answer.largest)
        assert answer.kind == ("area" if code in gazetteer.countries() else "no_places"), code
        assert bool(shown) == (answer.kind == "area"), code
        assert {place.country for place in shown} <= set(answer.area.countries), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_beside_any_country_stays_in_it(language: str) -> None:
    for code in country_codes():
        answer = look_up(f"Springfield, {Locale(language).territories[code]}", language)
        assert answer.sure is None or answer.sure.country == code, code
        assert answer.area is not None and code in answer.area.countries, code
        if answer.area.namesakes is None:
            countries = {place.country for place in (*answer.places, *answer.largest)}
            assert countries <= set(answer.area.countries), code


def test_a_country_that_a_region_elsewhere_is_called_like_is_not_left_without_asking() -> None:
    for typed, country in (("Minna, Niger", "NG"), ("Athens, Georgia", "US"), ("Springfield, IL", "US")):
        answer = look_up(typed, "en")
        assert answer.sure is None
        assert [place.country for place in answer.places] == [country]
    assert {place.country for place in look_up("Niger", "fr").largest} == {"NE"}


@pytest.mark.parametrize(
    ("region", "countries", "town"),
    [
        ("Punjab", {"IN", "PK"}, "Lahore"),
        ("Tigray", {"ET"}, "Aksum"),
        ("Lempira", {"HN"}, "La Iguala"),
        ("Borgou", {"BJ"}, "Parakou"),
        ("Illinois", {"US"}, "Chicago"),
    ],
)
def test_a_region_leads_to_its_towns(region: str, countries: set[str], town: str) -> None:
    answer = look_up(region, "en")
    assert (answer.kind, answer.sure) == ("area", None)
    assert {place.country for place in answer.largest} == countries
    assert town in {place.name for place in answer.largest}


def test_a_town_called_like_its_own_region_is_a_town() -> None:
    for typed, country in (("Mendoza", "AR"), ("Kano", "NG"), ("Tlaxcala", "MX")):
        found = look_up(typed, "es").sure
        assert found is not None and found.country == country


@pytest.mark.parametrize(("typed", "name"), [("Pô", "Pô"), ("Fada", "Fada N'gourma")])
def test_the_larger_and_the_readers_own_countries_come_first(typed: str, name: str) -> None:
    first = look_up(typed, "fr").places[0]
    assert (first.name, first.country) == (name, "BF")


def test_a_hint_that_nobody_knows_is_said() -> None:
    answer = look_up("Paris, Zzqqxx", "fr")
    assert (answer.kind, answer.sure) == ("unknown_area", None)
    assert answer.area is not None and answer.area.told == "Zzqqxx"
    assert answer.places[0].country == "FR"
    assert look_up("Zzqqxx, Yyqqxx", "fr").kind == "unknown"


# --- Benin --------------------------------------------------------------------------------------------------


def test_arrondissements_of_benin_lead_to_their_commune_and_nowhere_else() -> None:
    rows = gazetteer.table().subdivisions
    assert len(rows) > 400
    for name, commune, _department, _number in rows:
        answer = look_up(f"{name}, Bénin", "fr")
        assert answer.sure is None or answer.sure.country == BENIN, name
        assert {place.country for place in (*answer.places, *answer.largest)} == {BENIN}, name
        assert answer.kind == "subdivision" or answer.places, (name, commune)


def test_a_commune_without_a_place_leads_to_the_towns_of_its_department() -> None:
    answer = look_up("Karimama", "fr")
    assert (answer.kind, answer.sure) == ("subdivision", None)
    assert [part.department for part in answer.subdivisions] == ["Alibori"]
    assert "Malanville" in {place.name for place in answer.largest}
    assert areas.department_of(answer.subdivisions[0]).mask.any()


@pytest.mark.parametrize("typed", ["28000", "75 001", "01310-100"])
def test_a_postcode_is_no_place(typed: str) -> None:
    assert look_up(typed, "es").kind == "number"


@pytest.mark.parametrize(
    ("typed", "country"), [("75001 Paris", "FR"), ("28000 Madrid, España", "ES"), ("Parakou 229", "BJ")]
)
def test_a_postcode_beside_a_name_is_left_out(typed: str, country: str) -> None:
    place = look_up(typed, "fr").sure
    assert place is not None and place.country == country
    assert look_up("25 de Mayo", "es").is_called_so


def test_what_is_not_in_the_list_is_known_to_be_missing() -> None:
    assert not look_up("Dassori", "fr").is_called_so
    assert look_up("Copargo", "fr").is_called_so and look_up("Bolivia", "es").is_called_so
    assert len(look_up("Santa Cruz", "es").places) > 24
