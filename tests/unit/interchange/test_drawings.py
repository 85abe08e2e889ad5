"""Drawings are found by name and nothing else, and an unsafe one is refused."""

import pytest

from practices import drawings

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str) -> bytes:
    return f'<svg {NAMESPACES} viewBox="0 0 320 240">{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "name",
    ["", "..", "../secret", "a/b", "a\\b", "a.svg", "A", "a\n", "a\x00", "-a", "x" * 500, "no-such-drawing"],
)
def test_only_names_of_drawings_are_looked_up(name: str) -> None:
    assert drawings.file_of(name) is None
    assert drawings.find(name) is None


def test_plain_shapes_are_accepted() -> None:
    body = '<!-- soil --><defs><path id="p" d="M0 0h9"/></defs><use href="#p"/><g fill="url(#p)"/>'
    assert drawings.faults(svg(body)) == []
    assert drawings.faults(b'<?xml version="1.0" encoding="UTF-8"?>\n' + svg(body)) == []


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        "<foreignObject/>",
        "<style>@import 'x.css'</style>",
        "<image href='x.png'/>",
        "<a href='https://example.org'><path d=''/></a>",
        "<g onload='alert(1)'/>",
        "<g ONCLICK='alert(1)'/>",
        "<use href='other.svg#a'/>",
        "<use xlink:href='https://example.org/a.svg#a'/>",
        "<g fill='url(https://example.org/x)'/>",
        "<g style='background:url(\"x.png\")'/>",
        "<g style='background:u\\72l(x.png)'/>",
        "<set attributeName='onload' to='alert(1)'/>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml' src='#'/>",
    ],
)
def test_scripts_and_outside_references_are_refused(inside: str) -> None:
    assert drawings.faults(svg(inside))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"<svg",
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        b'<?xml-stylesheet href="x.css"?>' + svg(""),
        svg("").replace(b' viewBox="0 0 320 240"', b""),
    ],
)
def test_what_is_no_plain_svg_is_refused(content: bytes) -> None:
    assert drawings.faults(content)
