"""The site's icons as SVG: a viewBox and the shapes. Drawn on 24 x 24 with one stroke width, which, like
the colour, comes from the style sheet (`.i`). `full` fills a shape, `cut` draws in the page's colour on it."""

from typing import Final

_SMALL = 'viewBox="0 0 24 24">'
# A bar of the skyline stands on a piece of soil line as wide as the icon, so that bars in a row share one line.
_BAR = 'viewBox="0 0 24 24"><path class="level" d="M0 23h24"/>'
_EIGHT_SIDES = "M8 2h8l6 6v8l-6 6H8l-6-6V8z"


def _slope(rise: int) -> str:
    """A hillside that climbs `rise` of 18 units over the width of the picture, with the level dotted under it."""
    return f'{_SMALL}<path d="M2 21 22 {21 - rise}V21z"/>'


DRAWINGS: Final[dict[str, str]] = {
    # the four blocks
    "climate": f'{_SMALL}<path d="M7 15a4 4 0 0 1 0-8 5.5 5.5 0 0 1 10.5 1.2A3.5 3.5 0 0 1 17 15M8 18l-1 3m6-6-2 6m6-3-1 3"/>',
    "soil": f'{_SMALL}<path d="M3 6c3-2 6-2 9 0s6 2 9 0M3 12c3-2 6-2 9 0s6 2 9 0M3 18c3-2 6-2 9 0s6 2 9 0"/>',
    "slope": f'{_SMALL}<path d="M2 20 21 5v15zM9 15v5m6-9.5V20"/>',
    "farming": f'{_SMALL}<path d="M12 21v-9c0-4-3-6-8-6 0 4 3 7 8 7m0-2c0-5 3-7 8-8 0 5-3 8-8 8"/>',
    # what became of it: five shapes as well as colours
    "adopted": f'{_SMALL}<circle class="full" cx="12" cy="12" r="11"/><path class="cut" d="m7 12.5 3.5 3.5L17 9"/>',
    "mixed": f'{_SMALL}<circle cx="12" cy="12" r="10"/><path class="full" d="M12 2a10 10 0 0 0 0 20z"/>',
    "abandoned": f'{_SMALL}<path class="full" d="{_EIGHT_SIDES}"/><path class="cut" d="m8.5 8.5 7 7m0-7-7 7"/>',
    "suspended": f'{_SMALL}<rect class="full" x="2" y="2" width="20" height="20" rx="3"/><path class="cut" d="M9 8v8m6-8v8"/>',
    "too_early": f'{_SMALL}<circle cx="12" cy="12" r="10" stroke-dasharray="3.5 3.5"/><path d="M12 7v5l3 2"/>',
    # the skyline
    "bar-close": f'{_BAR}<path class="full" d="M4 3h16v19H4z"/>',
    "bar-near": f'{_BAR}<path d="M5 11h14v10H5zm0 6 6-6m-5 10 10-10m-5 10 8-8m-3 8 3-3"/>',
    "bar-different": f'{_BAR}<path d="M5 5h14v16H5zm0 0 14 16m0-16L5 21"/>',
    "bar-unknown": f'{_BAR}<path stroke-dasharray="2 2.5" d="M5 22V5h14v17"/>',
    # ways and signs
    "here": f'{_SMALL}<circle cx="12" cy="12" r="6"/><path d="M12 2v4m0 12v4M2 12h4m12 0h4"/>',
    "map": f'{_SMALL}<path d="m3 6 6-3 6 3 6-3v15l-6 3-6-3-6 3zm6-3v15m6-12v15"/>',
    "questions": f'{_SMALL}<path d="M4 4h16v13h-8l-4 4v-4H4zm5.5 4a2.5 2.5 0 1 1 2.5 3v1m0 2v.1"/>',
    "down": f'{_SMALL}<path d="m6 9 6 6 6-6"/>',
    "back": f'{_SMALL}<path d="M20 12H5m6-6-6 6 6 6"/>',
    "next": f'{_SMALL}<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "remove": f'{_SMALL}<path d="m6 6 12 12m0-12L6 18"/>',
    "filters": f'{_SMALL}<path d="M3 7h10m4 0h4M3 17h4m4 0h10M15 4v6M9 14v6"/>',
    "stop": f'{_SMALL}<path d="{_EIGHT_SIDES}M12 7v6m0 3.5v.1"/>',
    "analysis": f'{_SMALL}<path d="M9 3h6m-5 0v6L4 19c-.5 1 0 2 1.5 2h13c1.5 0 2-1 1.5-2L14 9V3M7 15h10"/>',
    # problems, as tiles
    "problem-water": f'{_SMALL}<path d="M12 3c-4 5-6 8-6 11a6 6 0 0 0 12 0c0-3-2-6-6-11m-3 11c0 2 1 3 3 3"/>',
    "problem-erosion": f'{_SMALL}<path d="m2 20 20-9M6 8l-1 4m5-8-1 4m6-5-1 4m-5 6-1 3m6-6-1 3"/>',
    "problem-soil": f'{_SMALL}<path d="M3 8c3-2 6-2 9 0s6 2 9 0M3 14h4l2 3 3-4 2 4 3-3h4M3 20h18"/>',
    "problem-fodder": f'{_SMALL}<path d="M3 6c1 2 3 2 4 2h10c1 0 3 0 4-2M7 8l1 6 2 6h4l2-6 1-6M10 12v.1m4-.1v.1M10 20v1h4v-1"/>',
    "problem-weeds": f'{_SMALL}<path d="M12 21V9m0 6-5-4m5 1 5-4m-5 1-3-5m3 5 3-5M3 21h18"/>',
    "problem-pests": f'{_SMALL}<path d="M12 8a4 4 0 0 1 4 4v3a4 4 0 0 1-8 0v-3a4 4 0 0 1 4-4m0 0v11M9 9 6 5m9 4 3-4M8 13H3m13 0h5M8 17l-4 3m12-3 4 3"/>',
    # soil by touch
    "texture-sandy": f'{_SMALL}<path d="M4 19h16M7 15v.1M12 15v.1m5-.1v.1M9.5 11v.1m5-.1v.1M12 7v.1M5 11v.1M19 10v.1M8 6v.1M16 5v.1"/>',
    "texture-loamy": f'{_SMALL}<path d="M5 8h14a4 4 0 0 1 0 8H5a4 4 0 0 1 0-8m3 0 1.5 3M13 8l-1 3m5-3 1 2.5"/>',
    "texture-clay": f'{_SMALL}<path d="M3 14c0-6 9-8 9-2s9 4 9-2v4c0 6-9 8-9 2s-9-4-9 2z"/>',
    "texture-cracking_clay": f'{_SMALL}<path d="M3 5h18v14H3zm6 0 2 5-4 3 2 6m2-9 6 1 4-3m-4 3-2 8"/>',
    # slope by picture
    "slope-flat": _slope(0),
    "slope-gentle": _slope(3),
    "slope-moderate": _slope(6),
    "slope-rolling": _slope(9),
    "slope-hilly": _slope(12),
    "slope-steep": _slope(16),
    "slope-very_steep": f'{_SMALL}<path d="M9 21 20 2v19z"/>',
    # water
    "water_supply-rainfed": f'{_SMALL}<path d="M7 12a4 4 0 0 1 0-8 5.5 5.5 0 0 1 10.5 1A3.5 3.5 0 0 1 17 12M8 16l-1 4m6-4-1 4m6-4-1 4"/>',
    "water_supply-supplementary": f'{_SMALL}<path d="M8 10a3 3 0 0 1 0-6 4.5 4.5 0 0 1 8.5 1 2.5 2.5 0 0 1-.5 5M9 13l-1 2m5-2-1 2M3 20c3-2 6-2 9 0s6 2 9 0"/>',
    "water_supply-full_irrigation": f'{_SMALL}<path d="M3 7h11a4 4 0 0 1 4 4v1m-3 0h6M9 7V3m-3 0h6M18 16v1M3 20c3-2 6-2 9 0s6 2 9 0"/>',
    # crops and animals
    "crops-maize": f'{_SMALL}<path d="M12 2c3 2 3.5 5 3.5 8S14 17 12 17s-3.5-4-3.5-7S9 4 12 2M8.5 8h7m-7 4h7M12 17v5m0-1c-5 0-7-4-7-10m7 10c5 0 7-4 7-10"/>',
    "crops-millet_sorghum": f'{_SMALL}<path d="M12 22V11m0 0c-3 0-4-2-4-5s2-4 4-4 4 1 4 4-1 5-4 5M10 6v.1m4-.1v.1M12 4v.1M12 8v.1M12 18c-3 0-5-2-6-5m6 3c3 0 5-2 6-5"/>',
    "crops-wheat_barley": f'{_SMALL}<path d="M12 22V5m0-3v3m0 5C9 10 8 8 8 6c3 0 4 2 4 4m0 0c3 0 4-2 4-4-3 0-4 2-4 4m0 6c-3 0-4-2-4-4 3 0 4 2 4 4m0 0c3 0 4-2 4-4-3 0-4 2-4 4"/>',
    "crops-rice": f'{_SMALL}<path d="M6 19C6 10 9 4 17 4M9 9l4 3m-2-6 4 4m0-6 4 4M3 20c3-2 6-2 9 0s6 2 9 0"/>',
    "crops-pulses_oilseeds": f'{_SMALL}<path d="M4 4c0 9 7 16 16 16 0-9-7-16-16-16m4.5 4.5v.1m3.5 3.4v.1m3.5 3.4v.1"/>',
    "crops-roots_tubers": f'{_SMALL}<path d="M12 9c4 0 6 3 5 6s-3 6-5 7c-2-1-4-4-5-7s1-6 5-6m0 0V5m0 1C9 6 7 4 7 2m5 4c3 0 5-2 5-4"/>',
    "crops-vegetables": f'{_SMALL}<path d="M12 8c5-3 9 1 8 6-1 4-4 7-8 7s-7-3-8-7c-1-5 3-9 8-6m0 0c0-3 1-4 3-5m-3 5c-1-2-3-3-5-3"/>',
    "crops-fruit_vine_olive": f'{_SMALL}<path d="M12 3v4m0 0c3 0 6-1 7-4-4-1-7 1-7 4M8 9.5a2.5 2.5 0 1 0 .1 0m7.9 0a2.5 2.5 0 1 0 .1 0M12 16a2.5 2.5 0 1 0 .1 0"/>',
    "crops-coffee_cocoa_tea": f'{_SMALL}<path d="M4 9h13v5a6 6 0 0 1-13 0zm13 1h2a2 2 0 0 1 0 5h-2M8 2v3m5-3v3M4 21h13"/>',
    "crops-cotton_sugar": f'{_SMALL}<path d="M12 22v-6m0 0a4 4 0 0 1-5-5 4 4 0 0 1 5-6 4 4 0 0 1 5 6 4 4 0 0 1-5 5m0-5v5m-5-5 5 2 5-2"/>',
    "crops-cattle": f'{_SMALL}<path d="M3 4c0 3 2 4 4 4h10c2 0 4-1 4-4M7 8l1 7 1 5h6l1-5 1-7M10 12v.1m4-.1v.1M9 17h6"/>',
    "crops-small_livestock": f'{_SMALL}<path d="M5 10h11l2-4 3 2v3h-2l-2 4v5m-10 0v-5c-2-1-2-3-2-5m0 0L3 12m8 3v0m3 5v-4H9v4M17 6l-1-3"/>',
    # the mark: two young plants on two identical soil profiles
    "mark": (
        'viewBox="0 0 48 48">'
        + "".join(
            f'<g{move}><path class="m1" d="M12 25c-.7-4.5-.7-8-.7-11 0-.2 0-.6 0-.8C8 13.2 4 11.5 3.5 6c4 .2 6.8 1.8 7.9 5.2C12 7.6'
            ' 15 4 20.5 4c0 5-2.7 8-7.4 8.7-.2 4-.1 8.3 0 12.3z"/>'
            '<path class="m2" d="M2 24h20v7H2z"/><path class="m3" d="M2 32.5h20v6H2z"/><path class="m4" d="M2 40h20v6H2z"/></g>'
            for move in ("", ' transform="translate(24)"')
        )
    ),
}
