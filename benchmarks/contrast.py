"""Contrast of every pair of colours that meets on a page, computed from tokens.css; prints a table.

python benchmarks/contrast.py
"""

import re
import sys
from pathlib import Path
from typing import Final

TOKENS: Final = Path(__file__).resolve().parents[1] / "readers" / "static" / "readers" / "css" / "tokens.css"
SCHEMES: Final = ("light", "dark")

# What is read, and everything it is read on: 7:1 (WCAG 2.2, 1.4.6).
TEXT: Final = {
    "ink": ("paper", "sand", "leaf-wash", "ochre-wash", "brick-wash"),
    "soft": ("paper", "sand", "leaf-wash", "ochre-wash", "brick-wash"),
    "leaf": ("paper", "sand", "leaf-wash", "ochre-wash", "brick-wash"),
    "ochre": ("paper",),
    "brick": ("paper", "sand", "leaf-wash", "ochre-wash", "brick-wash"),
    "on-leaf": ("leaf",),
    "on-soil": ("soil",),
    "on-soil-link": ("soil",),
}
# Lines that carry meaning, the focus ring among them: 3:1 (1.4.11).
OUTLINES: Final = {
    "edge": ("paper", "sand", "ochre-wash", "leaf-wash", "brick-wash"),
    "leaf-edge": ("paper", "leaf-wash"),
    "ochre-edge": ("paper", "ochre-wash"),
    "brick": ("paper", "leaf-wash", "ochre-wash", "brick-wash"),
    "leaf": ("paper", "leaf-wash", "ochre-wash", "brick-wash"),
    "ochre": ("paper", "leaf-wash", "ochre-wash", "brick-wash"),
    "ink": ("paper", "sand"),
    "on-soil-link": ("soil",),
}

_BLOCK: Final = re.compile(r":root \{(.*?)\}", re.DOTALL)
_COLOUR: Final = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


def palettes() -> dict[str, dict[str, str]]:
    """Colours by token, for each scheme; the dark one changes some of the light one's."""
    light, dark, *_others = (dict(_COLOUR.findall(block)) for block in _BLOCK.findall(TOKENS.read_text()))
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(front, back) for front, backs in table.items() for back in backs]


def main() -> None:
    schemes = palettes()
    for heading, table in (("text", TEXT), ("outline", OUTLINES)):
        sys.stdout.write(f"| {heading} | on | light | dark |\n|---|---|---|---|\n")
        for front, back in pairs(table):
            figures = (contrast(schemes[name][front], schemes[name][back]) for name in SCHEMES)
            sys.stdout.write(f"| {front} | {back} | {' | '.join(f'{figure:.1f}' for figure in figures)} |\n")
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
