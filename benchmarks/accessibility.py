"""What is wrong for whoever sees little, taps with a thumb or hears the page; prints a table.

    python -m benchmarks.accessibility [URL] [--every-day] [--only PART OF A PAGE'S NAME]

Every page in `tests/browser/pages.py`, and those of what `benchmarks.told_things` writes, × language ×
scripts on and off × 320 and 1,280 pixels wide × light and dark × text at 100 and 130 %; with `--every-day` in
so many ways only that every two values of two dimensions meet. On each, with everything that folds unfolded:
axe (WCAG 2.2 AA); nothing is wider than the window; every target is 24 pixels high and wide, 48 where it is a
main control; and no two of those lie over each other.
"""

import argparse
import itertools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.chromium import launch
from benchmarks.served_site import ROOT, served_site
from tests.browser.pages import PAGES
from zones.vocabulary import LANGUAGES

NARROW: Final = 320
WIDTHS: Final = {NARROW: 640, 1280: 800}
ENLARGED: Final = 1.3
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
AXE_OPTIONS: Final = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
AXE: Final = Axe().axe_script
# All that axe found in order would be megabytes between the two processes.
RUN_AXE: Final = """async ([within, options]) =>
  (await axe.run(within, options)).violations.map(({id, nodes}) => [id, nodes[0].html])"""
# Sizes are in `rem`, so the size of text that a reader chose in the browser is that of the root.
ENLARGE: Final = f"document.documentElement.style.fontSize = '{ENLARGED * 100:.0f}%'"
# Of two menus, each closes the other: only what lies in the page is unfolded. What is not drawn yet has an
# estimated height, and axe would look for it where it is not.
UNFOLD: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets = [sheet];
  document.querySelectorAll('details:not(.menu)').forEach(each => { each.open = true });
  // A bar that stays at the foot of the window lies over what is scrolled under it.
  for (const each of document.querySelectorAll('main *')) {
    if (getComputedStyle(each).position === 'sticky') each.style.position = 'static';
  }
}"""
STICKS_OUT: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A link within a sentence and the heading whose whole card can be tapped are held to nothing but their text,
# as WCAG 2.5.8 has it. A box that is ticked is hit by its label.
TARGETS: Final = """() => {
  const main = `button, summary, .button, .tile, .chip, .facets__option, label.choice, .place, select,
    input:not([type=hidden], [type=checkbox], [type=radio], [type=image], [type=file])`;
  const inText = 'p:not(.chips) a, li a, dd a, .rich-text a, .card a, .sources a, .skip-link, .attribution a';
  const shown = each => each.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !each.closest('.skip-link, [hidden], [aria-hidden=true]');
  const box = each => each.getBoundingClientRect();
  const real = each => box(each).width > 1 && box(each).height > 1;
  const name = each => each.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
  const large = [...document.querySelectorAll(main)].filter(each => shown(each) && real(each));
  const others = [...document.querySelectorAll('a')]
    .filter(each => shown(each) && real(each) && !each.matches(main) && !each.matches(inText));
  const found = [];
  for (const each of large) {
    if (box(each).height < 47.5 || box(each).width < 47.5) found.push(['main control under 48', name(each)]);
  }
  for (const each of others) {
    if (box(each).height < 23.5 || box(each).width < 23.5) found.push(['target under 24', name(each)]);
  }
  const rows = large.map(each => [each, box(each)]);
  rows.sort((a, b) => a[1].top - b[1].top);
  rows.forEach(([one, a], nth) => {
    for (const [other, b] of rows.slice(nth + 1)) {
      if (b.top >= a.bottom) break;
      const apart = one.contains(other) || other.contains(one) || b.left >= a.right || b.right <= a.left;
      if (!apart && Math.min(a.bottom, b.bottom) - b.top > 0.5
          && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5) {
        found.push(['two targets overlap', `${name(one)} and ${name(other)}`]);
      }
    }
  });
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to look at a page."""

    language: str
    scripts: bool
    width: int
    scheme: str
    enlarged: bool

    def __str__(self) -> str:
        scripts = "scripts" if self.scripts else "no scripts"
        return f"{self.language}, {self.width} px, {self.scheme}, {scripts}{', 130 %' * self.enlarged}"


@dataclass(frozen=True, slots=True)
class Finding:
    page: str
    rule: str
    element: str


EVERY_SETTING: Final = tuple(
    itertools.starmap(
        Setting, itertools.product(LANGUAGES, (True, False), WIDTHS, ("light", "dark"), (False, True))
    )
)


def every_pair(settings: Sequence[Setting] = EVERY_SETTING) -> tuple[Setting, ...]:
    """Returns few settings in which every two values of two dimensions meet, the most telling first."""
    wanted = set().union(*map(_pairs, settings))
    chosen: list[Setting] = []
    while wanted:
        best = max(settings, key=lambda setting: len(_pairs(setting) & wanted))
        chosen.append(best)
        wanted -= _pairs(best)
    return tuple(chosen)


def _pairs(setting: Setting) -> set[tuple[Any, ...]]:
    values = [(name, getattr(setting, name)) for name in Setting.__slots__]
    return set(itertools.combinations(values, 2))


def one_each(pages: Mapping[str, str]) -> Iterator[tuple[Setting, str]]:
    """Gives each page one of the settings of `every_pair`, going round; all of them occur."""
    yield from zip(itertools.cycle(every_pair()), pages, strict=False)


def told_things(environ: Mapping[str, str]) -> dict[str, str]:
    """Writes things of peers into a site that is thrown away afterwards; returns their pages."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.told_things"],
        cwd=ROOT,
        env=dict(environ),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def walk(
    browser: Browser, site: str, pages: Mapping[str, str], visits: Iterable[tuple[Setting, str]]
) -> Iterator[tuple[Setting, Finding]]:
    """Finds what is wrong, setting by setting: a window is opened once for each."""
    by_setting: dict[Setting, list[str]] = {}
    for setting, name in visits:
        by_setting.setdefault(setting, []).append(name)
    for setting, names in by_setting.items():
        context = browser.new_context(
            base_url=site,
            locale=setting.language,
            viewport={"width": setting.width, "height": WIDTHS[setting.width]},
            is_mobile=setting.width == NARROW,
            has_touch=setting.width == NARROW,
            color_scheme="dark" if setting.scheme == "dark" else "light",
        )
        context.set_default_timeout(120_000)
        page = context.new_page()
        switch = context.new_cdp_session(page)
        for name in names:
            # The page's own scripts only: axe is one too, and comes when the page is there.
            switch.send("Emulation.setScriptExecutionDisabled", {"value": not setting.scripts})
            page.goto(f"/{setting.language}{pages[name]}")
            switch.send("Emulation.setScriptExecutionDisabled", {"value": False})
            yield from ((setting, finding) for finding in findings(page, name, setting))
        context.close()


def findings(page: Page, name: str, setting: Setting) -> Iterator[Finding]:
    """Finds what is wrong on the page that is open."""
    if setting.enlarged:
        page.evaluate(ENLARGE)
    if page.evaluate(STICKS_OUT) > 0:
        yield Finding(name, "wider than the window", "")
    page.evaluate(UNFOLD)
    if page.evaluate(STICKS_OUT) > 0:
        yield Finding(name, "wider than the window, unfolded", "")
    for rule, element in page.evaluate(TARGETS):
        yield Finding(name, rule, element)
    for rule, element in violations(page):
        yield Finding(name, f"axe: {rule}", element)


def violations(page: Page, within: str = "html") -> list[tuple[str, str]]:
    """Returns each rule of axe that is broken inside the elements that a selector names, and where first."""
    page.evaluate(AXE)
    return [(rule, element[:110]) for rule, element in page.evaluate(RUN_AXE, [within, AXE_OPTIONS])]


def table(found: Iterable[tuple[Setting, Finding]]) -> Iterator[str]:
    """One line for each fault of a page, with how many settings show it and the first of them."""
    counts: Counter[Finding] = Counter()
    first: dict[Finding, Setting] = {}
    for setting, finding in found:
        counts[finding] += 1
        first.setdefault(finding, setting)
    yield "| page | what | element | settings | the first |"
    yield "|---|---|---|---|---|"
    for finding, count in sorted(counts.items(), key=lambda pair: (pair[0].rule, pair[0].page)):
        element = finding.element.replace("|", "\\|")
        yield f"| {finding.page} | {finding.rule} | `{element}` | {count} | {first[finding]} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("site", nargs="?", help="address of a running site")
    parser.add_argument("--every-day", action="store_true", help="every two values meet, no more")
    parser.add_argument("--only", default="", help="pages whose name has this part")
    options = parser.parse_args()
    settings = every_pair() if options.every_day else EVERY_SETTING
    if options.site:
        sys.exit(report(options.site.rstrip("/"), PAGES, settings, options.only))
    with served_site() as site:
        found = report(site.url, PAGES | told_things(site.environ), settings, options.only)
    sys.exit(found)


def report(site: str, pages: Mapping[str, str], settings: Sequence[Setting], only: str) -> bool:
    """Prints the table; returns whether anything was found."""
    names = [name for name in pages if only in name]
    visits = list(itertools.product(settings, names))
    with sync_playwright() as playwright, launch(playwright) as browser:
        found = list(walk(browser, site, pages, visits))
    print("\n".join(table(found)))
    print(f"{len(found)} findings in {len(visits):,} visits: {len(names)} pages, {len(settings)} settings.")
    return bool(found)


if __name__ == "__main__":
    main()
