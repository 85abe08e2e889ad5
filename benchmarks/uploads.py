"""Photos sent to a running site by four people at once, and what a reader notices of it.

    python -m benchmarks.uploads [--photos 40] [--megapixels 12]

The site runs as in production, by gunicorn, with practices to read. Photos go through the admin's view with
its form, so each is decoded and written anew before the answer. A reader asks for a page again and again:
first alone, then beside the uploads. Memory is that of all processes of the server together, counted
proportionally where they share it, looked at ten times a second.
"""

import argparse
import http.client
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from benchmarks.photos import photo
from benchmarks.served_site import ROOT, ServedSite, served_site
from benchmarks.timing import machine

THREADS: Final = 4
PAGE: Final = "/en/practices/"
ALONE_S: Final = 15.0
# A few photos, sent under many titles: making them takes longer than sending them.
DIFFERENT: Final = 4


def print_session() -> None:
    """Writes the key of a session of a new administrator: called in a process of the site."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    user = get_user_model().objects.create_superuser(email="measured@localhost", password="x" * 20)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(session.session_key)


class Person:
    """Somebody with the form for a new picture open."""

    def __init__(self, site: ServedSite, session: str) -> None:
        self._host = urlsplit(site.url).netloc
        self._cookies = {"sessionid": session}
        answer = self._ask("GET", "/admin/images/add/", {}, b"")
        token = answer.headers.get_all("Set-Cookie", [])
        self._cookies["csrftoken"] = next(
            cookie.partition("=")[2].partition(";")[0] for cookie in token if cookie.startswith("csrftoken=")
        )

    def send(self, title: str, content: bytes) -> float:
        """Returns the seconds until the picture was taken."""
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        fields = {"title": title, "collection": "1", "file": SimpleUploadedFile("photo.jpg", content)}
        body = encode_multipart(BOUNDARY, fields)
        began = time.perf_counter()
        answer = self._ask("POST", "/admin/images/add/", {"Content-Type": MULTIPART_CONTENT}, body)
        if answer.status != 302:
            raise SystemExit(f"the upload was not taken: {answer.status}")
        return time.perf_counter() - began

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self._host, timeout=120)
        headers = headers | {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "X-CSRFToken": self._cookies.get("csrftoken", ""),
        }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer


def read(site: ServedSite, until: threading.Event) -> list[float]:
    """Returns the milliseconds that each asking for the page took."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    taken = []
    while not until.is_set():
        began = time.perf_counter()
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        answer.read()
        taken.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise SystemExit(f"the page answered {answer.status}")
        # As somebody does who looks at it; without a pause the reader alone would fill a processor.
        until.wait(0.05)
    connection.close()
    return taken


def memory_mb(pid: int) -> float:
    """Returns what a process and those it started take, in megabytes."""
    total_kb, waiting = 0, [pid]
    while waiting:
        folder = Path(f"/proc/{waiting.pop()}")
        try:
            lines = (folder / "smaps_rollup").read_text().splitlines()
            total_kb += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for task in (folder / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            # It has ended.
            continue
    return total_kb / 1024


def watch(pid: int, until: threading.Event, seen: list[float]) -> None:
    while not until.wait(0.1):
        seen.append(memory_mb(pid))


def measure(photos: int, megapixels: float, practices: int) -> None:
    from django.conf import settings

    settings.configure()
    width = round((megapixels * 1e6 * 4 / 3) ** 0.5)
    contents = [photo(number, (width, width * 3 // 4)) for number in range(DIFFERENT)]
    numbers = iter(range(photos))

    def send_all(person: Person) -> list[float]:
        # Iterators over ranges hand out each number once, also to threads.
        return [person.send(f"Photo {number}", contents[number % DIFFERENT]) for number in numbers]

    with served_site(practices) as site, ThreadPoolExecutor(THREADS + 2) as pool:
        session = signed_in(site)
        people = [Person(site, session) for _number in range(THREADS)]
        before_mb = memory_mb(site.pid)
        is_over = threading.Event()
        reader = pool.submit(read, site, is_over)
        time.sleep(ALONE_S)
        is_over.set()
        alone = reader.result()
        is_over, seen = threading.Event(), [before_mb]
        watcher = pool.submit(watch, site.pid, is_over, seen)
        reader = pool.submit(read, site, is_over)
        began = time.perf_counter()
        taken = [each for sent in pool.map(send_all, people) for each in sent]
        took_s = time.perf_counter() - began
        is_over.set()
        watcher.result()
        beside = reader.result()
    print(machine())
    size_mb = statistics.mean(map(len, contents)) / 1e6
    print(f"{photos} photos of {megapixels:g} Mpx, {size_mb:.1f} MB, {THREADS} at once: ", end="")
    print(f"{60 * len(taken) / took_s:.0f} a minute; {shown(taken, 's', (50, 95))}")
    print(f"memory of the server: {before_mb:.0f} MB before, at most {max(seen):.0f} MB")
    print(f"a reader's page alone       {shown(alone, 'ms', (50, 99))} ({len(alone)} times)")
    print(f"a reader's page beside them {shown(beside, 'ms', (50, 99))} ({len(beside)} times)")
    print(f"p99 beside / alone          {percentile(beside, 99) / percentile(alone, 99):.1f}")


def shown(times: list[float], unit: str, shares: tuple[int, ...]) -> str:
    return ", ".join(f"p{share} {percentile(times, share):.1f} {unit}" for share in shares)


def signed_in(site: ServedSite) -> str:
    """Returns the key of an administrator's session."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.uploads", "--session"],
        cwd=ROOT,
        env=site.environ,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()[-1]


def percentile(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--megapixels", type=float, default=12)
    parser.add_argument("--practices", type=int, default=300)
    parser.add_argument("--session", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.session:
        print_session()
    else:
        measure(options.photos, options.megapixels, options.practices)


if __name__ == "__main__":
    main()
