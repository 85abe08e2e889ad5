"""A few practices and lands on which every engine is tried."""

from collections.abc import Iterable

from matching.records import Record
from search.engines.base import Document, Facets, Texts
from zones.land import Land
from zones.land_reading import read_land
from zones.values import Classes, Range, Value


def land(**answers: str) -> Land:
    read, problems = read_land({name: value.split(",") for name, value in answers.items()})
    assert not problems
    return read


def document(
    practice_id: int,
    title: str = "",
    *,
    body: str = "",
    language: str = "en",
    names: str = "",
    texture: str = "",
    rain: tuple[float, float] | None = None,
    outcome: str = "adopted",
    season: tuple[str, str] = ("", ""),
    land_use: str = "cropland",
    soil_carbon: Iterable[str] = (),
    voices: Iterable[str] = (),
    confirmed_on: int = 0,
    needs: Iterable[str] = (),
    **others: Value,
) -> Document:
    values: dict[str, Value] = {**others}
    if texture:
        values["texture"] = Classes(frozenset({texture}))
    if rain:
        values["rain"] = Range(*rain)
    record = Record(
        id=practice_id,
        values=values,
        needs=frozenset(needs),
        land_uses=frozenset({land_use}),
        confirmed_on=confirmed_on,
    )
    facets: Facets = {
        "outcome": frozenset({outcome}),
        "language": frozenset({language}),
        "temperature": frozenset(filter(None, season[:1])),
        "growing_period": frozenset(filter(None, season[1:])),
        "texture": frozenset(filter(None, [texture])),
        "soil_carbon": frozenset(soil_carbon),
        "voices": frozenset(voices),
    }
    return Document(record, facets, {language: Texts(title=title, body=body)}, names)


CORPUS = (
    document(
        1,
        "Stone lines on contours",
        body="Stones slow the water.",
        texture="sandy",
        rain=(500, 700),
        season=("hot", "semi_arid"),
    ),
    document(
        2,
        "Planting pits",
        body="Manure in each pit.",
        names="zaï, tassa",
        texture="sandy",
        outcome="mixed",
        season=("hot", "sub_humid"),
    ),
    document(3, "Cordons de pierres", body="Les pierres freinent l’eau.", language="fr", texture="loamy"),
    document(
        4,
        "Terrazas de piedra",
        body="La erosión baja.",
        language="es",
        texture="clay",
        outcome="mixed",
        season=("warm", "sub_humid"),
    ),
    document(5, "Manure heaps", body="Pits are lined with stone.", texture="clay", rain=(900, 1200)),
    document(
        6, "Pasture rest", body="Cattle stay away.", land_use="grazing", texture="sandy", confirmed_on=9
    ),
)
