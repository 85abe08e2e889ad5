"""Reports posted to a served site while its web process and worker are killed: none is lost, none doubled.

    python -m benchmarks.killed_peers [--kills 50] [--reports 200] [--seed 1]

Phones post "I tried this" by HTTP, every fourth with a photo, and an administrator publishes what came. All
the while the web process and the worker take turns at being killed by SIGKILL. A phone whose answer is lost
sends the same form again until it is taken, and every third that was answered sends it once more. At the end
every acknowledged report is there once, behind the link that acknowledged it; the same form led to the same
page; every acknowledged decision stands; what a practice's page says is the sum of what is published; every
photo is there; and after the hourly sweeps, without their grace, there is no file without a report or a row.
"""

import argparse
import http.client
import io
import queue
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from benchmarks.killable_site import Processes, served
from benchmarks.temporary_site import publish, temporary_site

PHONES: Final = 3
PATIENCE_S: Final = 120
# Longest wait after a report was taken before the kill; about as long as one of them takes.
WITHIN_S: Final = 0.3
OUTCOMES: Final = ("worked", "partly", "did_not_work", "stopped")
LAND: Final = {"lat": "9.8", "lon": "1.5", "place_name": "Kopargo", "crops": "maize"}
TEXTURES: Final = ("sandy", "clay", "loamy")
LOST: Final = (urllib.error.URLError, http.client.HTTPException, OSError)
TAKEN: Final = 303
DECIDED: Final = 302
# A photo every so many reports; sent again, though it was answered, every so many.
PHOTO_EVERY, AGAIN_EVERY = 4, 3


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves the answer to a form as it is."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


OPENER: Final = urllib.request.build_opener(NoRedirect)


@dataclass
class Notes:
    """What was acknowledged, and what happened on the way."""

    # The number of each report, and the page that its form led to.
    pages: dict[int, str] = field(default_factory=dict)
    published: set[int] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)


def ask(url: str, headers: dict[str, str], body: bytes | None = None) -> tuple[int, Any, str]:
    """Returns status, headers and text of an answer. Raises one of LOST where there is none."""
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with OPENER.open(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode(errors="replace")


def until_answered(send: Callable[[], tuple[int, Any, str]], notes: Notes, name: str) -> tuple[int, Any, str]:
    """Sends again until there is an answer; counts under `name` how often there was none."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            return send()
        except LOST:
            notes.counted[name] += 1
            time.sleep(0.05)
    raise SystemExit("the site does not come back")


def multipart(fields: dict[str, str], photo: bytes = b"") -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if photo:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
        parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + photo + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"


def photo_of(number: int) -> bytes:
    from PIL import Image as Picture

    data = io.BytesIO()
    grain = random.Random(number).randbytes(320 * 240 * 3)
    Picture.frombytes("RGB", (320, 240), grain).save(data, "JPEG", quality=80)
    return data.getvalue()


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    if found is None:
        raise SystemExit(f"no {name} in the form")
    return found[1]


def report(site: str, path: str, number: int, notes: Notes) -> None:
    """One phone: opens the form, sends it until it is taken, and some once more."""
    dice = random.Random(number)
    land = LAND | {"texture": dice.choice(TEXTURES)}
    url = f"{site}{path}tried/?{urllib.parse.urlencode(land)}"
    # Each from an address of its own: a village, whose proxy says who asked.
    headers = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}", "Origin": site}
    status, _headers, html = until_answered(lambda: ask(url, headers), notes, "forms asked for again")
    if status != http.client.OK:
        notes.problems.append(f"the form answered {status}: {html[:300]}")
        return
    fields = land | {
        "stamp": hidden(html, "stamp"),
        "place_typed": "Kopargo",
        "outcome": dice.choice(OUTCOMES),
        "since": "longer",
        "changed": f"report {number}",
    }
    body, kind = multipart(fields, photo_of(number) if number % PHOTO_EVERY == 0 else b"")
    sent = headers | {"Content-Type": kind}

    def answered(name: str) -> str:
        status, found, html = until_answered(lambda: ask(url, sent, body), notes, name)
        if status != TAKEN:
            notes.problems.append(f"report {number} answered {status}: {html[-3000:]}")
        return str(found["Location"])

    page = notes.pages[number] = answered("reports sent again after a lost answer")
    if number % AGAIN_EVERY == 0 and answered("reports sent again after a lost answer") != page:
        notes.problems.append(f"report {number} led to another page")


def phone(site: str, path: str, numbers: "queue.SimpleQueue[int]", notes: Notes) -> None:
    while not notes.is_over.is_set():
        try:
            report(site, path, numbers.get_nowait(), notes)
        except queue.Empty:
            return
        except SystemExit as problem:
            notes.problems.append(str(problem))
            return


def decide(site: str, cookie: str, notes: Notes) -> None:
    """One correspondent: publishes what waits, until all is over and nothing waits."""
    from django.db import connections

    from exchange.models import Report, State

    try:
        while True:
            was_over = notes.is_over.is_set()
            waiting = Report.objects.filter(state=State.WAITING).order_by("pk").values_list("pk", flat=True)
            numbers = list(waiting[:5])
            for number in numbers:
                _publish(site, cookie, number, notes)
            if was_over and not numbers:
                return
            if not numbers:
                time.sleep(0.05)
    except SystemExit as problem:
        notes.problems.append(str(problem))
    finally:
        connections.close_all()


def _publish(site: str, cookie: str, number: int, notes: Notes) -> None:
    url = f"{site}/admin/queue/report/{number}/"
    status, found, html = until_answered(
        lambda: ask(url, {"Cookie": cookie}), notes, "items of the queue asked for again"
    )
    if status != http.client.OK:
        notes.problems.append(f"item {number} answered {status}")
        return
    token = re.search(r"csrftoken=(\w+)", found.get("Set-Cookie", ""))
    fields = {
        "csrfmiddlewaretoken": hidden(html, "csrfmiddlewaretoken"),
        "version": hidden(html, "version"),
        "people": "nobody",
        "action": "published",
        "words_published": "Thank you.",
    }
    headers = {"Cookie": f"{cookie}; csrftoken={token[1] if token else ''}", "Referer": url, "Origin": site}
    body = urllib.parse.urlencode(fields).encode()
    # Its answer was lost: the same tap once more finds it decided by the same person.
    status, _headers, html = until_answered(
        lambda: ask(url, headers, body), notes, "decisions sent again after a lost answer"
    )
    if status == DECIDED:
        notes.published.add(number)
    else:
        notes.problems.append(f"the decision about {number} answered {status}: {html[-3000:]}")


def kill_in_turn(processes: Processes, kills: int, reports: int, dice: random.Random, notes: Notes) -> None:
    """Kills one after another, evenly over all reports: web process and worker in turns."""
    for number in range(kills):
        _wait(lambda needed=(number * reports) // kills: len(notes.pages) > needed or bool(notes.problems))
        if notes.problems:
            return
        is_web = number % 2 == 0
        if not is_web:
            # While it makes public copies or sees to what is due; one that only starts has nothing to lose.
            _wait(processes.is_worker_at_work)
        time.sleep(dice.uniform(0, WITHIN_S))
        if is_web:
            _wait(processes.kill_web)
        else:
            processes.kill_worker()
        notes.counted["web" if is_web else "worker"] += 1


def _wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit("nothing moves any more")
        time.sleep(0.01)


def finish_the_worker_s_work() -> None:
    """Does what the killed workers held: their leases would have to end."""
    from jobs import queue as jobs
    from media import publishing

    publishing.follow_pages()
    later = jobs.database_now() + jobs.LEASE * 2
    while claim := jobs.claim([publishing.MAKE], now=later):
        publishing.make(claim.payload["kind"], claim.payload["number"])
        jobs.finish(claim)


def wrong(notes: Notes, reports: int) -> list[str]:
    """Returns what is lost, doubled, or does not add up."""
    from exchange.bands import FEWEST, bands, cell_of
    from exchange.models import Decision, PracticeReports, Report, State
    from exchange.private_links import author_of
    from exchange.reports import counted
    from media.models import Image

    problems = list(notes.problems)
    held = list(Report.objects.all())
    texts = Counter(each.changed for each in held)
    problems += [f"doubled: {text}" for text, times in texts.items() if times > 1]
    if len(held) != reports or len(notes.pages) != reports:
        problems.append(f"{len(held)} reports, {len(notes.pages)} acknowledged, of {reports}")
    for number, page in notes.pages.items():
        author = author_of(page.split("/mine/")[1].split("/")[0])
        found = [each for each in held if author and each.author_id == author.pk]
        if [each.changed for each in found] != [f"report {number}"]:
            problems.append(f"acknowledged and lost: report {number}")
        elif (number % PHOTO_EVERY == 0) != bool(found[0].photo_id):
            problems.append(f"report {number} has no photo, or one too many")
    live = {each.pk for each in held if each.state == State.PUBLISHED}
    if notes.published - live or len(live) != reports:
        problems.append(f"decided and lost: {sorted(notes.published - live)}; {len(live)} published")
    if Decision.objects.filter(action="published").count() != len(live):
        problems.append("a report was published twice")
    for summary in PracticeReports.objects.all():
        alone = counted(summary.practice_id)
        sums = [band.to_json() for band in bands((cell_of(each.land), each.outcome) for each in alone)]
        if summary.total != len(alone) or summary.bands != sums or not sums:
            problems.append("what is published does not add up to what the page says")
        # Fewer than a band needs may be left over even for all land together.
        in_bands = sum(sum(band["counts"].values()) for band in sums)
        if not len(alone) - FEWEST < in_bands <= len(alone):
            problems.append("a report is in no band, or in two")
    named = {each.photo_id for each in held}
    problems += [f"no picture of {each}" for each in held if each.photo_id and not _is_whole(each.photo)]
    left = Image.objects.exclude(pk__in=named).count()
    if left:
        problems.append(f"{left} pictures that no report shows")
    return problems + wrong_files()


def _is_whole(image: Any) -> bool:
    copy = getattr(image, "public_copy", None)
    return image.file.storage.exists(image.file.name) and copy is not None


def wrong_files() -> list[str]:
    from media import orphans, space

    orphans.sweep(timedelta(0))
    balance = space.balance(space.sizes_on_disk())
    problems = [f"a row's file is missing: {name}" for name in balance.missing]
    return [*problems, f"{balance.unnamed} files that no row names"] if balance.unnamed else problems


def administrator_cookie() -> str:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.create_superuser(email="a@localhost", password="x" * 20))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    with temporary_site() as environ:
        from exchange.files import forget_unsent_files
        from exchange.models import PracticeReports

        practice = publish("Stone rows")
        path = urllib.parse.urlsplit(practice.full_url).path
        notes, numbers = Notes(), queue.SimpleQueue[int]()
        for number in range(options.reports):
            numbers.put(number)
        with served(environ) as (site, processes):
            phones = [
                threading.Thread(target=phone, args=(site, path, numbers, notes), daemon=True)
                for _ in range(PHONES)
            ]
            desk = threading.Thread(target=decide, args=(site, administrator_cookie(), notes), daemon=True)
            for thread in (*phones, desk):
                thread.start()
            kill_in_turn(processes, options.kills, options.reports, random.Random(options.seed), notes)
            for thread in phones:
                thread.join()
            notes.is_over.set()
            desk.join()
        finish_the_worker_s_work()
        unsent = forget_unsent_files(timedelta(0))
        if problems := wrong(notes, options.reports):
            raise SystemExit("\n".join(problems))
        bands = len(PracticeReports.objects.get().bands)
    counted = notes.counted
    print(f"{options.kills} kills (seed {options.seed}): {counted['web']} web, {counted['worker']} worker")
    print(
        f"{len(notes.pages)} reports acknowledged, {len(notes.published)} published; lost 0, doubled 0, "
        f"in {bands} bands that add up; {unsent} photos without a report forgotten, then no file without one"
    )
    for name in sorted(counted.keys() - {"web", "worker"}):
        print(f"{name}: {counted[name]}")
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
