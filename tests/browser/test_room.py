"""Room on every page, from the narrowest phone to a wide screen: controls stand apart, nothing sticks out.

A page is opened once in each language and its window made wider, since what takes long is to have it sent; no
script looks at the width.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SMALL_PHONE
from tests.browser.pages import PAGES

# The first is a window of 1280 × 1024 at 400 %.
SIZES = ((320, 256), (320, 640), (360, 800), (768, 800), (1280, 800))
LEAST_GAP = 8
# From here on the page has margins that nothing reaches into; below, maps go from edge to edge.
WIDE = 768

# Controls with an edge of their own. Those of one bar belong together (orders); a bar that sticks to the
# window lies over what scrolls below it.
TOO_NEAR = """gap => {
  const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
  const boxed = e => {
    const style = getComputedStyle(e)
    return parseFloat(style.borderLeftWidth) > 0 && parseFloat(style.borderRightWidth) > 0
      && style.borderLeftStyle !== 'none'
  }
  const sticks = e => ['sticky', 'fixed'].includes(getComputedStyle(e).position)
  const floats = e => Boolean(e) && (sticks(e) || floats(e.parentElement))
  const boxes = [...document.querySelectorAll('a, button, input, select, textarea, summary, label')]
    .filter(e => shown(e) && boxed(e) && !e.closest('.orders, .trap'))
    .filter(e => !e.matches('[type=radio], [type=checkbox]'))
    .map(e => [e, e.getBoundingClientRect(), floats(e)])
    .filter(([, box]) => box.width > 1 && box.height > 1)
  const found = []
  for (const [i, [one, a, over]] of boxes.entries()) for (const [other, b, overToo] of boxes.slice(i + 1)) {
    const aside = Math.max(a.left, b.left) - Math.min(a.right, b.right)
    const above = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom)
    if (over === overToo && Math.max(aside, above) < gap - .1 && !one.contains(other) && !other.contains(one))
      found.push(`${one.outerHTML.slice(0, 90)} | ${other.outerHTML.slice(0, 90)}`)
  }
  return found
}"""

# What is seen beyond the window or, on a wide screen, beyond the column that all parts of a page share.
# A badge at the corner of a picture is for the eye only.
STICKS_OUT = """wide => {
  const width = document.documentElement.clientWidth
  const hidden = '.visually-hidden, .skip-link, .trap, .header__short, span[aria-hidden=true]'
    // Maps scroll within their frame.
    + ', .map *, .partner-map *'
  const outside = []
  for (const e of document.querySelectorAll('main *, header *, footer *')) {
    if (!e.checkVisibility() || e.closest(hidden) || e.closest('svg') && e.tagName !== 'svg') continue
    const box = e.getBoundingClientRect(), wrap = e.parentElement.closest('.wrap')
    if (box.width < 2) continue
    let [left, right] = [0, width]
    if (wrap && width >= wide) {
      const style = getComputedStyle(wrap), whole = wrap.getBoundingClientRect()
      left = whole.left + parseFloat(style.paddingLeft)
      right = whole.right - parseFloat(style.paddingRight)
    }
    if (box.left < left - 1 || box.right > right + 1) outside.push(e.outerHTML.slice(0, 120))
  }
  return outside
}"""


UNFOLD = """within => document.querySelectorAll(`${within} details:not([open])`).forEach(each => {
  each.open = each.dataset.unfolded = true
})"""
FOLD = """document.querySelectorAll('[data-unfolded]').forEach(each => {
  each.open = false
  each.removeAttribute('data-unfolded')
})
scrollTo(0, 0)"""
# Only maps may scroll, within their frame.
IS_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

# A link within a sentence, and the heading whose whole card can be tapped, may be lower. What lies far below
# the first view has its size once it was scrolled to.
TOO_LOW = """() => [...document.querySelectorAll('button, summary, label.facets__option, label.choice, a')]
  .map(e => { e.scrollIntoView(); return e })
  .filter(e => e.checkVisibility() && !e.matches('.card a, p:not(.chips, .land-bar__all p) > a, .sources a'))
  .filter(e => !e.closest('.rich-text, .skip-link') && e.getBoundingClientRect().height < 47.5)
  .map(e => e.outerHTML.slice(0, 120))"""
# What leads on: as wide as it is high, or wider.
TOO_NARROW = """() => [...document.querySelectorAll(
    '.button, .tile, .chip, .facets__option, .choice, .place, summary, [type=text], [type=search]')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width < 47.5)
  .map(e => e.outerHTML.slice(0, 120))"""
# Words that run over the edge of the box or the column they stand in.
RUNS_OUT = """() => [...document.querySelectorAll(
    '.button, .tile, .chip, .choice, .facets__option, .factor-group, .pager, summary, h1, h2, th, td')]
  .filter(e => e.checkVisibility() && !e.matches('.visually-hidden') && e.clientWidth > 0)
  .filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => e.innerText)"""
ENLARGE = "percent => { document.documentElement.style.fontSize = `${percent}%` }"


def opened(phone: Callable[..., Page], name: str, width: int, language: str) -> Page:
    tab = phone(language=language)
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"/{language}{PAGES[name]}")
    return tab


def crowded(tab: Page) -> Iterator[tuple[str, str]]:
    """Finds what is wrong on the open page: as it opens, with its content unfolded, with its menus too."""
    for width, height in SIZES:
        tab.set_viewport_size({"width": width, "height": height})
        for within in ("nothing", "main", "html"):
            state = f"{width} × {height}, {within} unfolded"
            tab.evaluate(UNFOLD, within)
            if tab.evaluate(IS_WIDE):
                yield f"read sideways at {state}", ""
            # A menu lies over the page.
            if within != "html":
                yield from ((f"too near at {state}", pair) for pair in tab.evaluate(TOO_NEAR, LEAST_GAP))
            if within == "main" and width < WIDE:
                for percent in (100, 130) if width == SMALL_PHONE["width"] else (100,):
                    tab.evaluate(ENLARGE, percent)
                    yield from (
                        (f"runs out at {state}, {percent} %", each) for each in tab.evaluate(RUNS_OUT)
                    )
                tab.evaluate(ENLARGE, 100)
            if within == "nothing":
                yield from ((f"sticks out at {state}", each) for each in tab.evaluate(STICKS_OUT, WIDE))
            elif within == "html" and width == SMALL_PHONE["width"]:
                for faults in (TOO_LOW, TOO_NARROW):
                    yield from (("missed by a thumb", each) for each in tab.evaluate(faults))
        tab.evaluate(FOLD)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_page_has_room(phone: Callable[..., Page], language: str) -> None:
    tab, wrong = phone(language=language), []
    for name, path in PAGES.items():
        tab.goto(f"/{language}{path}")
        wrong += [(name, *found) for found in crowded(tab)]
    assert not wrong, "\n".join(map(str, wrong))


# The share of the common column that the content has to reach across on a wide screen.
USES_ITS_WIDTH = """() => {
  const wraps = [...document.querySelectorAll('main .wrap')].filter(e => e.checkVisibility())
  const style = getComputedStyle(wraps[0])
  const whole = wraps[0].clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
  const left = wraps[0].getBoundingClientRect().left + parseFloat(style.paddingLeft)
  const right = Math.max(...[...document.querySelectorAll('main .card, main img, main .tile')]
    .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().right))
  return (right - left) / whole
}"""


@pytest.mark.parametrize("name", ["home", "zone", "what did not work", "region"])
def test_a_wide_screen_is_used(phone: Callable[..., Page], name: str) -> None:
    assert opened(phone, name, 1280, "fr").evaluate(USES_ITS_WIDTH) >= 0.9


def test_failures_come_before_the_list_of_zones_is_open(phone: Callable[..., Page]) -> None:
    tab = opened(phone, "what did not work", 360, "fr")
    first = tab.locator(".card").first.bounding_box()
    assert first and first["y"] + first["height"] <= 800
    assert not tab.locator(".failures__zones a").first.is_visible()
    tab.locator(".failures__zones summary").click()
    assert tab.locator(".failures__zones a").first.is_visible()


def test_the_zones_stand_beside_the_failures_on_a_wide_screen(phone: Callable[..., Page]) -> None:
    tab = phone(javascript=False)
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"/en{PAGES['what did not work']}")
    zones, card = tab.locator(".failures__zones a").first, tab.locator(".card").first
    beside, shown = zones.bounding_box(), card.bounding_box()
    assert beside and shown
    assert beside["x"] + beside["width"] <= shown["x"]
    assert beside["y"] < 800 and shown["y"] < 800


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_header_is_one_line_and_names_each_language_once(
    phone: Callable[..., Page], language: str
) -> None:
    tab = opened(phone, "home", 360, language)
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        header = tab.locator(".header").bounding_box()
        assert header and header["height"] <= 52
        for code in ("EN", "FR", "ES"):
            assert tab.get_by_text(code, exact=True).count() == 1
