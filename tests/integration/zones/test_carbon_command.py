"""`manage.py carbon` prints what scripts rely on, and refuses what it cannot read."""

import json

import pytest
from django.core.management import CommandError, call_command

BEFORE, AFTER = "lu=annual,mg=full,in=low", "lu=annual,mg=reduced,in=high"
COPARGO = ("--lat", "9.84", "--lon", "1.55")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    call_command("carbon", *arguments)
    content: dict[str, object] = json.loads(capsys.readouterr().out)
    return content


def test_the_example_of_copargo(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, *COPARGO, "--soil", "LAC", "--before", BEFORE, "--after", AFTER)
    version = found.pop("tables_version")
    assert isinstance(version, str)
    assert len(version) == 12
    words = found.pop("words")
    assert isinstance(words, str)
    assert "may hold about 1 to 13 t more carbon per hectare" in words
    assert found == {
        "zones": ["tropical_moist"],
        "soils": ["LAC"],
        "before": 29.02,
        "after": 36.41,
        "change": 7.39,
        "low": 1.31,
        "high": 13.48,
    }


def test_a_range_on_both_sides_of_zero_keeps_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--lat", "13.5", "--lon", "7.1", "--soil", "LAC", "--before", BEFORE)
    found = printed(capsys, *arguments, "--after", "lu=annual,mg=reduced,in=low")
    assert (found["change"], found["low"], found["high"]) == (-0.17, -1.32, 0.99)
    assert "cannot tell gain from loss" in str(found["words"])


def test_no_number_in_tropical_mountains(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "--lat", "0.35", "--lon", "32.6", "--before", BEFORE, "--after", AFTER)
    assert [found[name] for name in ("before", "after", "change", "low", "high")] == [None] * 5
    assert "a soil test can" in str(found["words"])


def test_a_texture_is_taken_for_every_class_that_it_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, *COPARGO, "--texture", "sandy", "--before", BEFORE, "--after", AFTER)
    assert (found["soils"], found["low"], found["high"]) == (["sandy", "LAC"], 0.89, 13.48)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*COPARGO, "--before", "lu=annual", "--after", AFTER), "not lu=…,mg=…,in=…"),
        ((*COPARGO, "--before", "lu=annual,mg=full,in=huge", "--after", AFTER), "in=huge"),
        ((*COPARGO, "--before", "lu=grassland,mg=full,in=low", "--after", AFTER), "mg=full"),
        ((*COPARGO, "--before", BEFORE, "--after", "annual,reduced,high"), "not lu=…,mg=…,in=…"),
        (("--lat", "0", "--lon", "-30", "--before", BEFORE, "--after", AFTER), "no land"),
        (("--lat", "91", "--lon", "0", "--before", BEFORE, "--after", AFTER), "globe"),
    ],
)
def test_what_cannot_be_read_is_named(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("carbon", *arguments)
