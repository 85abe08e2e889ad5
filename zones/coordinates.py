"""Reads a position that somebody typed or pasted where a place is asked for. Pure.

Decimal degrees with points or commas, degrees with minutes and seconds, `geo:` addresses and links to maps.
What is read how where it could be read in two ways stands in `docs/places.md`.
"""

import re
from typing import Final
from urllib.parse import unquote

from zones.blank import without_marks

# Longer than any link to a map; what follows is not looked at.
LONGEST_LINK: Final = 2000
HIGHEST_LATITUDE: Final = 90
HIGHEST_LONGITUDE: Final = 180
SIXTIETHS: Final = 60

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}", "-"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("′’‘ʹʼ´`", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        "\N{FULLWIDTH COMMA}": ",",
    }
)
# Ouest and Oeste begin with O; nobody who writes in the three languages means the German Ost.
_WORDS: Final = (
    (re.compile(r"\b(?:north|nord|norte)\b", re.IGNORECASE), "N"),
    (re.compile(r"\b(?:south|sud|sur)\b", re.IGNORECASE), "S"),
    (re.compile(r"\b(?:east|est|este)\b", re.IGNORECASE), "E"),
    (re.compile(r"\b(?:west|ouest|oeste)\b", re.IGNORECASE), "W"),
)
_LABELS: Final = re.compile(
    r"\b(?:lat(?:itude|itud)?|lon(?:g|gitude|gitud)?|lng)\b\.?\s*[:=]?\s*", re.IGNORECASE
)

_DECIMAL: Final = r"[+-]?[0-9]{1,3}(?:\.[0-9]+)?"
_IN_LINK: Final = rf"({_DECIMAL}),\s*({_DECIMAL})"
# In this order: the pin that a link is about, what it asks for, where it looks.
_LINKS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d({_DECIMAL})!4d({_DECIMAL})",
        rf"[?&]mlat=({_DECIMAL})&mlon=({_DECIMAL})",
        rf"[?&](?:q|ll|query|center|destination|daddr)=(?:loc:)?\s*{_IN_LINK}",
        rf"@{_IN_LINK}",
        rf"#map=[0-9.]+/({_DECIMAL})/({_DECIMAL})",
        rf"[?&]lat=({_DECIMAL})&(?:lon|lng)=({_DECIMAL})",
        rf"/(?:search|place|dir)/\+?{_IN_LINK}",
    )
)
_GEO: Final = re.compile(rf"geo:\s*{_IN_LINK}(?:,[0-9.]+)?(?:[;?].*)?", re.IGNORECASE)

_NUMBER: Final = r"[0-9]{1,3}(?:[.,][0-9]+)?"
_ANGLE: Final = rf"([+-]?)\s*({_NUMBER})\s*°?(?:\s*({_NUMBER})\s*'?)?(?:\s*({_NUMBER})\s*(?:\"|'')?)?"
_BETWEEN: Final = r"\s*[,;/]?\s*"
_LETTERS_AFTER: Final = re.compile(rf"{_ANGLE}\s*([NSEWO]){_BETWEEN}{_ANGLE}\s*([NSEWO])", re.IGNORECASE)
_LETTERS_BEFORE: Final = re.compile(rf"([NSEWO])\s*{_ANGLE}{_BETWEEN}([NSEWO])\s*{_ANGLE}", re.IGNORECASE)
# Without letters minutes need their sign: "9 48" may be two numbers of degrees.
_MARKED: Final = rf"([+-]?)\s*({_NUMBER})\s*°(?:\s*({_NUMBER})\s*')?(?:\s*({_NUMBER})\s*(?:\"|''))?"
_MARKED_PAIR: Final = re.compile(rf"{_MARKED}{_BETWEEN}{_MARKED}")
_POINTS: Final = re.compile(rf"({_DECIMAL})(\s*[,;/]\s*|\s+)({_DECIMAL})")
_COMMAS: Final = re.compile(
    r"([+-]?[0-9]{1,3}(?:,[0-9]+)?)(?:\s*[;/]\s*|\s+|,\s*)([+-]?[0-9]{1,3}(?:,[0-9]+)?)"
)


class OffTheGlobe(ValueError):
    """Says that a text is a position, and that no such position is on the globe."""


def position_in(text: str) -> tuple[float, float] | None:
    """Returns latitude and longitude in degrees, None for a text that is no position.

    Raises OffTheGlobe for a latitude beyond 90, a longitude beyond 180, or sixty minutes and more.
    """
    text = " ".join(without_marks(text[:LONGEST_LINK]).translate(_SIGNS).split())
    if (geo := _GEO.fullmatch(text)) is not None:
        return _on_the_globe(float(geo[1]), float(geo[2]))
    if "://" in text or text.startswith(("www.", "maps.", "@")):
        return _in_link(unquote(text))
    text = _LABELS.sub("", text)
    for word, letter in _WORDS:
        text = word.sub(letter, text)
    return _with_letters(text) or _with_degree_signs(text) or _with_numbers(text)


def _on_the_globe(latitude: float, longitude: float) -> tuple[float, float]:
    if abs(latitude) > HIGHEST_LATITUDE or abs(longitude) > HIGHEST_LONGITUDE:
        raise OffTheGlobe(f"{latitude}, {longitude}")
    return latitude, longitude


def _in_link(text: str) -> tuple[float, float] | None:
    for link in _LINKS:
        if (found := link.search(text.replace("+", " ") if "q=" in text else text)) is not None:
            return _on_the_globe(float(found[1]), float(found[2]))
    return None


def _with_letters(text: str) -> tuple[float, float] | None:
    """Reads 9°48'N 1°30'E, 12 30 0 N 1 30 0 O, N 9.8 E 1.5; either may come first."""
    if (after := _LETTERS_AFTER.fullmatch(text)) is not None:
        *first, first_letter, second_sign, degrees, minutes, seconds, second_letter = after.groups()
        second = [second_sign, degrees, minutes, seconds]
    elif (before := _LETTERS_BEFORE.fullmatch(text)) is not None:
        first_letter, *first, second_letter, second_sign, degrees, minutes, seconds = before.groups()
        second = [second_sign, degrees, minutes, seconds]
    else:
        return None
    told = {}
    for letter, (sign, *parts) in ((first_letter, first), (second_letter, second)):
        southern = letter.upper() in "SWO"
        # "-1.5 W" is west; "-1.5 E" contradicts itself.
        if sign == "-" and not southern:
            return None
        told["lat" if letter.upper() in "NS" else "lon"] = _degrees(*parts) * (-1 if southern else 1)
    return _on_the_globe(told["lat"], told["lon"]) if len(told) == 2 else None


def _with_degree_signs(text: str) -> tuple[float, float] | None:
    """Reads 9°48' 1°30' and 12,5° -1,5°: latitude first."""
    found = _MARKED_PAIR.fullmatch(text)
    if found is None:
        return None
    sign, degrees, minutes, seconds, other_sign, *other = found.groups()
    latitude, longitude = _degrees(degrees, minutes, seconds), _degrees(*other)
    return _on_the_globe(
        -latitude if sign == "-" else latitude, -longitude if other_sign == "-" else longitude
    )


def _with_numbers(text: str) -> tuple[float, float] | None:
    """Reads 12.5, -1.5 and 12,5 -1,5: latitude first.

    "12,5" is one number with a comma, and "12 30" may be degrees and minutes: neither is a position.
    """
    if (pair := _POINTS.fullmatch(text)) is not None:
        latitude, between, longitude = pair.groups()
        plain = latitude.isdigit() and longitude.isdigit()
        if plain and (between == "," or not between.strip()):
            return None
        return _on_the_globe(float(latitude), float(longitude))
    if (commas := _COMMAS.fullmatch(text)) is not None:
        return _on_the_globe(*(float(part.replace(",", ".")) for part in commas.groups()))
    return None


def _degrees(degrees: str, minutes: str | None, seconds: str | None) -> float:
    whole, *sixtieths = (float((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds))
    if any(part >= SIXTIETHS for part in sixtieths):
        raise OffTheGlobe(f"{degrees}° {minutes}' {seconds}")
    return whole + sixtieths[0] / SIXTIETHS + sixtieths[1] / SIXTIETHS**2
