"""Whatever a peer writes into whatever field stays a text, on every page that shows it, scripts on."""

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from playwright.sync_api import Dialog, Page, Request

from tests.browser.conftest import RunningSite
from tests.browser.navigation import next_page
from tests.browser.test_correspondent import sign_in
from tests.forms import form_data
from tests.integration.media.conftest import picture_bytes

# Each is short enough for the name of a person.
PAYLOADS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' autofocus onfocus=window.pwned=1 x='",
    '" autofocus onfocus=window.pwned=1 x="',
    "</textarea><script>window.pwned=1</script>",
    "</title></style></script><script>window.pwned=1</script>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<img src=//evil.example/x.png>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<a href=javascript:window.pwned=1 autofocus>x</a>",
    "javascript:window.pwned=1//",
    "{{constructor.constructor('window.pwned=1')()}}",
    "\\u003cscript>window.pwned=1</script>",
    "--><script>window.pwned=1</script><!--",
)
MARK = "zzmark"
ALL = f"{MARK} " + "\n".join(PAYLOADS)
PRACTICE = "/en/west-africa/mucuna-mono-benin/"


class Watch:
    """Opens pages, and notes what none of them may do."""

    def __init__(self, site: RunningSite, *pages: Page) -> None:
        self.own = urlsplit(site.url).netloc
        self.problems: list[str] = []
        for page in pages:
            page.on("dialog", self._note_dialog)
            page.on("request", self._note_request)

    def open(self, page: Page, url: str, *, shows: bool = False) -> None:
        answer = page.goto(url)
        assert answer and answer.ok, (url, answer and answer.status)
        self.look_at(page)
        if shows:
            # Otherwise nothing was tried.
            assert PAYLOADS[0] in page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " "), url

    def look_at(self, page: Page) -> None:
        if page.evaluate("window.pwned !== undefined"):
            self.problems.append(f"a script ran on {page.url}")

    def _note_dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.problems.append(f"a dialog: {dialog.message}")
        dialog.accept()

    def _note_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.netloc != self.own:
            self.problems.append(f"asked for {request.url}")


def sent(page: Page, url: str, photo: str = "", **fields: str) -> str:
    """Sends a form of readers with these fields; returns the page to which it leads."""
    opened = page.request.get(url)
    assert opened.ok, url
    shown = {
        name: value[0] if isinstance(value, list) else str(value)
        for name, value in form_data(opened.text()).items()
        if value
    }
    data: dict[str, Any] = {**shown, **fields}
    if photo:
        data["photo"] = {"name": photo, "mimeType": "image/jpeg", "buffer": picture_bytes()}
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(opened.url))
    answer = page.request.post(url, multipart=data, headers={"Origin": origin}, max_redirects=0)
    assert answer.status in (302, 303), (url, answer.status, answer.text()[-3000:])
    return urljoin(url, answer.headers["location"])


def tell(page: Page, land: dict[str, str], payloads: Iterator[str]) -> str:
    """Tells a practice in five screens, each field with a payload; returns the private page."""
    screens: dict[str, dict[str, str]] = {
        "place": {},
        "what": {"sentence": f"{MARK} {PAYLOADS[0]}", "problem": ALL},
        "how": {"steps": ALL, "when": next(payloads)},
        "outcome": {"outcome": "abandoned", "did_not_work": ALL, "how_overcome": ALL},
        "you": {"name": next(payloads), "role": next(payloads), "publication": "on", "naming": "on"},
        "send": {},
    }
    url = f"/en/tell/?{urlencode(land)}"
    for screen, fields in screens.items():
        url = sent(page, url, photo="a.jpg" if screen == "you" else "", **fields)
        if url.endswith("#alike"):
            url = sent(page, url, **fields)
    return url


def hrefs(page: Page, selector: str) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator(selector).all()]


def publish(watch: Watch, desk: Page, url: str) -> None:
    watch.open(desk, url, shows=True)
    if desk.locator("#people").count():
        desk.locator("#people label:has([value=nobody])").click()
    with next_page(desk):
        desk.locator(".queue-bar__first").click()
    watch.look_at(desk)


def complete_and_publish(watch: Watch, desk: Page, url: str) -> None:
    watch.open(desk, url)
    desk.locator("label", has=desk.locator("input[name=land_uses][value=cropland]")).click()
    with next_page(desk):
        desk.locator(
            "button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
        ).click()
    watch.look_at(desk)


def ours(desk: Page, kind: str) -> str:
    """Returns the address of the item of this test in the queue, the only one of its kind."""
    desk.goto(f"/admin/queue/?kind={kind}")
    found = [url for url in hrefs(desk, ".queue-line__title") if MARK in desk.request.get(url).text().lower()]
    assert len(found) == 1, (kind, found)
    return found[0]


def test_nothing_that_peers_write_is_run(phone: Callable[..., Page], site: RunningSite) -> None:
    payloads = cycle(PAYLOADS)
    reader, desk = phone(), phone()
    watch = Watch(site, reader, desk)
    sign_in(desk, site, "moderator")
    land = {"lat": "6.7", "lon": "1.8", "place_name": PAYLOADS[1], "texture": "sandy", "crops": "maize"}
    query = urlencode(land)

    report = sent(
        reader,
        f"{PRACTICE}tried/?{query}",
        photo=f"{PAYLOADS[1]}.jpg",
        outcome="stopped",
        since="longer",
        changed=ALL,
        name=next(payloads),
    )
    question = sent(reader, f"/en/ask/new/?{query}", text=ALL, name=next(payloads))
    told = tell(reader, land, payloads)
    mine = [report, question, told]
    for url in mine:
        watch.open(reader, url)
    watch.open(desk, "/admin/queue/")
    publish(watch, desk, ours(desk, "report"))
    publish(watch, desk, ours(desk, "question"))
    watch.open(desk, ours(desk, "contribution"))
    (draft,) = hrefs(desk, "a.button[href*='/admin/pages/']")
    complete_and_publish(watch, desk, draft)
    watch.open(reader, question)
    asked = hrefs(reader, ".steps a")[-1]
    watch.open(reader, told)
    contributed = hrefs(reader, ".steps a")[-1]
    mine.append(sent(reader, f"{asked}answer/?{query}", text=ALL, name=next(payloads)))
    publish(watch, desk, ours(desk, "answer"))

    # A notice about each, which the region reads beside what it is about.
    for url in (f"{PRACTICE}?{query}", asked, contributed):
        watch.open(reader, url, shows=True)
        for flag in dict.fromkeys(hrefs(reader, "a[href*='/flag/']")):
            watch.open(reader, flag)
            sent(reader, flag, reason="wrong", text=ALL)
    watch.open(desk, "/admin/queue/?kind=flag")
    notices = [url for url in hrefs(desk, ".queue-line__title") if MARK in desk.request.get(url).text()]
    assert len(notices) >= 4
    for url in notices:
        watch.open(desk, url, shows=True)

    for url in (
        *mine,
        f"{PRACTICE}peers/?{query}",
        f"/en/ask/?{query}",
        f"/en/ask/?{urlencode({'q': PAYLOADS[0]})}",
        f"/en/practices/?{query}",
        f"/en/practices/?{urlencode(land | {'q': MARK})}",
        f"/en/practices/?{urlencode({'q': ALL})}",
        f"/en/west-africa/?{query}",
        f"/en/what-did-not-work/?{query}",
        f"{asked}answer/?{query}",
    ):
        watch.open(reader, url)
    for page in (reader, desk):
        page.goto("about:blank")
    assert not watch.problems
