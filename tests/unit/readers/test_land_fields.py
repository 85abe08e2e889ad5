"""The land within a form: shown as told, put right in the same form, its place found, nothing typed lost."""

from typing import Any

from django.http import QueryDict

from readers.peer_forms.land_fields import LandFields
from readers.request_land import RequestLand
from tests.unit.readers.test_components import show, words
from zones.land_reading import read_land

COPARGO = {"place": ["Copargo"], "texture": ["sandy"], "weigh_soil": ["2"]}


def known(**params: list[str]) -> RequestLand:
    land, problems = read_land(params)
    return RequestLand(land, tuple(problems))


def sent(fields: LandFields, **changed: Any) -> LandFields:
    """Returns the land after its form was sent, with some fields filled in by the person."""
    data = QueryDict(mutable=True)
    for name, value in fields.hidden:
        data.appendlist(name, value)
    for row in fields.rows:
        if row.field.has_choices:
            data.setlist(row.field.name, [option.code for option in row.field.options if option.is_selected])
        else:
            data[row.field.name] = row.field.value
    data["place_typed"] = fields.typed
    for name, value in changed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return LandFields(known(), data)


def test_a_land_that_is_left_alone_comes_back_as_it_was_without_its_sliders() -> None:
    land = known(lat=["9.84"], lon=["1.55"], texture=["sandy"], rain=["900"], weigh_soil=["2"], frost=["no"])
    fields = LandFields(land)
    again = sent(fields)
    assert again.content == fields.content
    pairs = [list(pair) for pair in land.pairs if pair[0] != "weigh_soil"]
    assert again.content["land_pairs"] == pairs
    assert ["lat", "9.8"] in pairs
    assert again.content["country"] == "BJ"
    assert not again.errors


def test_a_condition_is_put_right_and_another_taken_back() -> None:
    again = sent(LandFields(known(texture=["sandy"], slope=["steep"])), texture=["clay", "loamy"], slope="")
    assert again.content["land_pairs"] == [["texture", "loamy"], ["texture", "clay"]]


def test_a_place_that_is_meant_without_doubt_is_found() -> None:
    again = sent(LandFields(known(texture=["sandy"])), place_typed=" Copargo, Bénin ")
    assert again.content["country"] == "BJ"
    assert again.content["place_name"] == "Copargo"
    assert again.content["land_pairs"][0][0] == "place"
    assert not again.errors


def test_an_unclear_place_is_offered_and_the_answer_taken() -> None:
    asked = sent(LandFields(known(texture=["sandy"])), place_typed="San Pedro")
    assert asked.errors and asked.place_choice is not None
    assert asked.typed == "San Pedro"
    html = show("peer_forms/land", land=asked)
    assert "None of these" in words(html) and 'value="San Pedro"' in html
    chosen = asked.place_choice.groups[0].places[1].url
    again = sent(asked, place_typed="San Pedro", place_chosen=chosen)
    assert not again.errors
    assert ["place", chosen] in again.content["land_pairs"]
    # What is typed newly counts more than what was chosen for the words before.
    other = sent(asked, place_typed="Copargo", place_chosen=chosen)
    assert other.content["country"] == "BJ"


def test_a_hamlet_that_nobody_knows_is_no_dead_end() -> None:
    asked = sent(LandFields(known()), place_typed="Zzyxqwk")
    assert asked.errors
    again = sent(asked, place_typed="Zzyxqwk", place_chosen="none")
    assert not again.errors
    assert again.content == {
        "land_pairs": [["place_name", "Zzyxqwk"]],
        "country": "",
        "place_name": "Zzyxqwk",
    }


def test_a_place_can_be_taken_back_and_none_is_needed() -> None:
    land = LandFields(known(place=["2395635"], place_name=["Copargo"], altitude=["400"]))
    assert land.place
    again = sent(land, place_typed="")
    assert again.content == {"land_pairs": [], "country": "", "place_name": ""}
    assert not again.errors and not sent(LandFields(known())).errors


def test_another_place_takes_the_altitude_of_the_first_along_no_more() -> None:
    land = LandFields(known(lat=["9.8"], lon=["1.5"], altitude=["400"]))
    again = sent(land, place_typed="12.5, -1.5")
    assert again.content["land_pairs"] == [["lat", "12.5"], ["lon", "-1.5"]]


def test_what_cannot_be_read_is_said_beside_its_field() -> None:
    again = sent(LandFields(known(rain=["900"])), rain="lots")
    assert len(again.errors) == 1
    row = next(row for row in again.rows if row.field.name == "rain")
    assert row.field.error and row.field.value == "lots"
    assert 'value="lots"' in show("peer_forms/land", land=again)
    assert "no land at this position" in sent(LandFields(known()), place_typed="0, -30").place_error


def test_scripts_in_a_place_are_shown_as_text() -> None:
    html = show("peer_forms/land", land=sent(LandFields(known()), place_typed='"><script>alert(1)</script>'))
    assert "<script>" not in html and "alert(1)" in html
