"""What a page costs a reader, beside its budget in tests/browser/budgets.toml; prints a table.

    python -m benchmarks.page_weight [URL]

Without an address it serves a site of its own, with generated practices so that a page of results is full.
"""

import argparse
import sys
import tomllib
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks.chromium import SMALL_PHONE, launch
from benchmarks.served_site import ROOT, served_site
from network.explained import market_pages
from zones.vocabulary import LANGUAGES

BUDGETS: Final = ROOT / "tests" / "browser" / "budgets.toml"
# A full page of results has twenty cards: the starter practices alone may be fewer.
GENERATED: Final = 60

LAND: Final = "place=2394822&place_name=Copargo&texture=sandy&crops=maize&slope=gentle"
FULL_LAND: Final = (
    f"{LAND}&rooting_depth=51_80&ph=6&organic_matter=low&crops=pulses_oilseeds&water_supply=rainfed"
    "&system=annual_crops&mechanisation=manual&farm_size=1_5&salinity=no&waterlogging=no&land_use=cropland"
)
FARMING: Final = "use_now=annual&tillage=full&stalks=burnt&given=legume&rate_worms=4&rate_erosion=2"
PRACTICES: Final = (
    "west-africa/zai-yatenga",
    "west-africa/half-moons-niger",
    "east-africa/push-pull-kenya",
    "central-america/quesungual-lempira",
    "south-america/no-till-pampas",
    "europe/cover-crops-beauce",
)
WITH_LAND: Final = tuple(f"/{path}/?{LAND}" for path in PRACTICES)
ANSWERS: Final = {
    "home": ("/",),
    "results": ("/practices/", f"/practices/?{LAND}"),
    "practice": (*(f"/{path}/" for path in PRACTICES), *WITH_LAND),
    "practice_full_land": tuple(f"/{path}/?{FULL_LAND}" for path in PRACTICES),
    "land": ("/land/", f"/land/?{LAND}"),
    "questions": ("/land/questions/", f"/land/questions/?step=2&{LAND}"),
    "place_choice": ("/practices/?place=San+Antonio",),
    "zone": ("/zones/semi_arid-hot/",),
    "region": ("/west-africa/",),
    "did_not_work": ("/what-did-not-work/", f"/what-did-not-work/?{LAND}"),
    "plain": ("/about/",),
    "carbon_market": ("/carbon/", *(f"/carbon/{page.slug}/" for page in market_pages())),
    "twins": (
        *("/twins/", f"/twins/copargo-alfter/?{LAND}", "/twins/copargo/", "/twins/join/"),
        *("/twins/exchange/", "/twins/who-to-ask/", f"/compare/?{LAND}&with=2958516"),
    ),
    "tell": ("/tell/",),
    "partners": ("/partners/", "/partners/?layer=practices", "/partners/?layer=practices&box=12,-12,24"),
    "countries": ("/countries/", "/countries/bf/", "/dashboard/"),
    "check": tuple(f"/check/?step={step}&{LAND}&{FARMING}" for step in (1, 5, 6, 7)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One budget and the worst that was measured for it."""

    name: str
    measured: int
    budget: int
    where: str = ""

    @property
    def is_kept(self) -> bool:
        return self.measured <= self.budget

    def __str__(self) -> str:
        return f"| {self.name} | {self.measured:,} | {self.budget:,} | {self.where} |"


def budgets() -> dict[str, dict[str, int]]:
    return tomllib.loads(BUDGETS.read_text(encoding="utf-8"))


def weight(address: str, coding: str = "br") -> int:
    """Bytes of one answer as they travel."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": coding})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        if answer.headers["Content-Encoding"] != coding:
            raise ValueError(f"{address} does not come as {coding}")
        return len(answer.read())


def heaviest(site: str, paths: Iterable[str]) -> tuple[int, str]:
    """The most bytes of any of these pages in any language, and which page it is."""
    return max(
        (weight(f"{site}/{language}{path}"), f"/{language}{urlsplit(path).path}")
        for path in paths
        for language in LANGUAGES
    )


@dataclass(frozen=True, slots=True)
class FirstView:
    """What a phone receives when it opens a page, before the pictures that wait until they come near."""

    path: str
    size: int
    requests: int
    foreign: int
    cookies: int


def first_view(browser: Browser, site: str, path: str) -> FirstView:
    context = browser.new_context(**SMALL_PHONE)
    page = context.new_page()
    asked: list[Request] = []

    def keep(one: Request) -> None:
        asked.append(one)

    page.on("requestfinished", keep)
    page.goto(f"{site}{path}", wait_until="networkidle")
    later = set(page.locator("img[loading=lazy]").evaluate_all("all => all.map(each => each.src)"))
    seen = [one for one in asked if one.url not in later]
    view = FirstView(
        path=urlsplit(path).path,
        size=sum(one.sizes()["responseBodySize"] for one in seen),
        requests=len(seen),
        foreign=sum(not one.url.startswith(site) for one in seen),
        cookies=len(context.cookies()),
    )
    context.close()
    return view


def packed(paths: Iterable[Path]) -> int:
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


def styles(kind: str) -> int:
    """Return the bytes of the sheets of a kind of page; quality 6 is what every answer affords."""
    from readers.styles import PAGE_SHEETS, inline_css

    return len(brotli.compress("".join(map(inline_css, PAGE_SHEETS[kind])).encode(), quality=6))


def measure(browser: Browser, site: str) -> Iterator[Line]:
    """Every budget but that of the time."""
    allowed = budgets()
    for name, budget in allowed["html"].items():
        yield Line(f"HTML of {name.replace('_', ' ')}", *_with_budget(heaviest(site, ANSWERS[name]), budget))
    views = [first_view(browser, site, f"/fr{path}") for path in (*WITH_LAND, "/", f"/practices/?{LAND}")]
    yield from _of_views(views[: len(PRACTICES)], allowed["first_view"])
    for kind, budget in allowed["styles"].items():
        yield Line(f"styles of {kind}", styles(kind), budget)
    parts = allowed["parts"]
    yield Line(
        "scripts", packed((ROOT / "readers" / "static" / "readers" / "js").glob("*.js")), parts["scripts"]
    )
    words = max(weight(f"{site}/{language}/practices/words.json", "gzip") for language in LANGUAGES)
    yield Line("words of the search box (gzip)", words, parts["words"])
    sheet = ROOT / "readers" / "static" / "readers" / "css" / "practice.css"
    yield Line("sheet linked by a practice", packed([sheet]), parts["practice_sheet"])
    never = allowed["never"]
    yield Line("cookies of a reader", max(view.cookies for view in views), never["cookies"])
    yield Line("requests to anybody else", max(view.foreign for view in views), never["third_party_requests"])


def _with_budget(found: tuple[int, str], budget: int) -> tuple[int, int, str]:
    size, where = found
    return size, budget, where


def _of_views(views: Sequence[FirstView], allowed: dict[str, int]) -> Iterator[Line]:
    largest = max(views, key=lambda view: view.size)
    yield Line("first view of a practice, bytes", largest.size, allowed["practice_bytes"], largest.path)
    busiest = max(views, key=lambda view: view.requests)
    yield Line(
        "first view of a practice, requests", busiest.requests, allowed["practice_requests"], busiest.path
    )


def table(lines: Iterable[Line]) -> Iterator[str]:
    yield "| what | measured | budget | the heaviest |"
    yield "|---|---|---|---|"
    yield from map(str, lines)


def report(site: str) -> bool:
    """Prints the table; whether every budget is kept."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        lines = list(measure(browser, site))
    print("\n".join(table(lines)))
    return all(line.is_kept for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", help="address of a running site")
    site = parser.parse_args().site
    if site:
        sys.exit(not report(site.rstrip("/")))
    with served_site(GENERATED) as served:
        kept = report(served.url)
    sys.exit(not kept)


if __name__ == "__main__":
    main()
