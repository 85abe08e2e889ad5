"""`manage.py match`: where the land lies, and what it refuses."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practices.regions import Region


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command("match", *arguments)
    land: dict[str, Any] = json.loads(capsys.readouterr().out)["land"]
    return land


@pytest.mark.parametrize(
    "arguments",
    [
        ("--place", "Copargo"),
        ("--place", "Copargo Bénin"),
        ("--place", "9.8, 1.5"),
        ("--lat", "9.8", "--lon", "1.5"),
    ],
)
def test_the_land_has_its_country(
    region: Region, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert told(capsys, *arguments)["country"] == "BJ"


def test_a_land_without_position_has_none(region: Region, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--set", "texture=clay")["country"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "crops=wheat"), "crops=wheat"),
        (("--set", "crops=maize,wheat"), "crops=wheat"),
        (("--set", "soil_colour=red"), "soil_colour"),
        (("--set", "place=Copargo"), "place"),
        (("--set", "texture"), "FACTOR=VALUE"),
        (("--set", "texture="), "FACTOR=VALUE"),
        (("--place", "Paris, Mali"), r"Bamako \(ML\).*Paris \(FR\)"),
        (("--place", "Minna, Niger"), r"Minna \(NG\)"),
        (("--place", "Benin"), r"country or region.*Cotonou \(BJ\)"),
        (("--place", "Zzqqxx"), "Zzqqxx"),
        (("--place", "95.2, 10"), "off_the_globe"),
        (("--lat", "0", "--lon", "-150", "--set", "texture=clay"), "no land at"),
    ],
)
def test_what_it_does_not_know_is_an_error(region: Region, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("match", *arguments)
