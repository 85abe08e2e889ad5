"""An issue sent to many while the worker is killed and connections break: who got it, and how often.

    python -m benchmarks.newsletter_sending [--recipients 2000] [--kills 10] [--dropped 0.02] [--seed 1]
        [--end-leases]

The worker is the site's own (`manage.py work`), killed by SIGKILL at random moments of the sending and
started again at once; with `--end-leases` the new one need not wait until the lease of the killed one ends,
which is half a minute each time. The mail server is a real one on this machine. It breaks so many connections
while a mail is handed over, half of them before it has the mail and half after. In the end each address has
got the issue once, or stands in the list of those about which a person decides; nobody has got it twice.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections import Counter
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from django.utils import timezone

from benchmarks.served_site import free_port
from benchmarks.temporary_site import ROOT, publish, temporary_site

POLL_S = 0.05
# A worker that was killed has its lease for half a minute more, unless it is ended.
PATIENCE_S = 300.0
LANGUAGES = ("en", "fr", "es")


class Sink:
    """Keeps to whom mails were; breaks connections by a share, before or after it has the mail."""

    def __init__(self, dropped: float, seed: int) -> None:
        self.to: list[str] = []
        self.languages: dict[str, str] = {}
        self.message_ids: dict[str, set[str]] = {}
        self.lost_before = self.kept_and_dropped = 0
        self._dropped, self._dice = dropped, random.Random(seed)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        is_dropped = self._dice.random() < self._dropped
        if is_dropped and self._dice.random() < 0.5:
            self.lost_before += 1
            server.transport.abort()
            return "250 OK"
        mail = BytesParser(policy=policy.default).parsebytes(envelope.content)
        (address,) = envelope.rcpt_tos
        self.to.append(address)
        self.languages[address] = str(mail["Content-Language"])
        self.message_ids.setdefault(address, set()).add(str(mail["Message-ID"]))
        if is_dropped:
            self.kept_and_dropped += 1
            server.transport.abort()
        return "250 OK"


class Worker:
    """The site's worker as a process of its own, killed and started again."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._environ = environ
        self._log = (Path(environ["TWINFIELDS_DATA_DIR"]) / "worker.log").open("ab")
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "work"]
        return subprocess.Popen(command, cwd=ROOT, env=self._environ, stdout=self._log, stderr=self._log)

    def kill(self, *, end_lease: bool) -> None:
        self._process.kill()
        self._process.wait()
        if end_lease:
            from jobs.models import Job

            Job.objects.filter(state=Job.State.RUNNING).update(leased_until=timezone.now())
        self._process = self._start()

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._log.close()


def fill(recipients: int) -> Any:
    """Writes subscribers and a closed issue; returns the sending that waits for the worker."""
    from newsletter.freezing import close
    from newsletter.models import Entry, EntryKind, Issue, Subscriber
    from newsletter.sending import start_sending

    practice = publish("Zaï pits")
    issue = Issue.objects.create(
        slug="measured", **{f"subject_{code}": f"The letter ({code})" for code in LANGUAGES}
    )
    texts = {f"{name}_{code}": f"{name} ({code})" for name in ("heading", "text") for code in LANGUAGES}
    Entry.objects.create(issue=issue, kind=EntryKind.PRACTICE, practice=practice, **texts)
    closed = close(issue, None)
    Subscriber.objects.bulk_create(
        [
            Subscriber(
                email=address_of(number),
                languages=[LANGUAGES[number % 3]],
                confirmed_at=timezone.now(),
                consent_way=Subscriber.Way.IMPORT,
                consent_on=timezone.localdate(),
                consent_proof="measured",
            )
            for number in range(recipients)
        ]
    )
    return start_sending(closed, None)


def address_of(number: int) -> str:
    return f"reader{number}@example.org"


def kill_in_turn(worker: Worker, sink: Sink, options: argparse.Namespace) -> None:
    """Kills the worker so many times, spread over the sending, while it sends."""
    dice, recipients = random.Random(options.seed), options.recipients
    for number in range(options.kills):
        reached = round(recipients * (number + dice.uniform(0.2, 0.9)) / options.kills)
        wait_for(lambda reached=reached: len(sink.to) >= min(reached, recipients - 1), sink)  # type: ignore[misc]
        time.sleep(dice.uniform(0, 0.05))
        worker.kill(end_lease=options.end_leases)


def wait_for(holds: Any, sink: Sink) -> None:
    """Waits as long as mails arrive. Ends the command when none does for a long while."""
    known, since = len(sink.to), time.monotonic()
    while not holds():
        time.sleep(POLL_S)
        if len(sink.to) != known:
            known, since = len(sink.to), time.monotonic()
        if time.monotonic() - since > PATIENCE_S:
            raise SystemExit(f"no mail for {PATIENCE_S:.0f} s, after {known}")


def wrong(sending: Any, sink: Sink, recipients: int) -> tuple[list[str], Counter[str]]:
    """Returns what went wrong, and how many mails are in which state."""
    from newsletter.models import Delivery

    rows = list(sending.deliveries.select_related("subscriber"))
    states = Counter(row.state for row in rows)
    listed = {row.subscriber.email for row in rows if row.state == Delivery.State.UNCERTAIN}
    got = Counter(sink.to)
    everybody = {address_of(number) for number in range(recipients)}
    missed = everybody - got.keys() - listed
    doubled = [address for address, count in got.items() if count > 1]
    other = [
        address
        for number in range(recipients)
        if (address := address_of(number)) in got and sink.languages[address] != LANGUAGES[number % 3]
    ]
    found = []
    if missed:
        found.append(f"missed and not listed: {sorted(missed)[:5]} of {len(missed)}")
    if doubled:
        found.append(f"doubled: {doubled[:5]} of {len(doubled)}")
    if other:
        found.append(f"in another language: {other[:5]}")
    if got.keys() - everybody or len(rows) != recipients:
        found.append("rows or addresses that nobody asked for")
    if set(states) - {Delivery.State.SENT, Delivery.State.UNCERTAIN}:
        found.append(f"left over: {states}")
    return found, states


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--dropped", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--end-leases", action="store_true", help="do not wait for those of killed workers")
    options = parser.parse_args()
    port = free_port()
    sink = Sink(options.dropped, options.seed)
    os.environ |= {
        "TWINFIELDS_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "TWINFIELDS_NEWSLETTER_SENDING": "True",
        "TWINFIELDS_NEWSLETTER_MAILS_PER_MINUTE": "0",
    }
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with temporary_site() as environ:
            from newsletter import sending

            started = fill(options.recipients)
            began = time.perf_counter()
            worker = Worker(environ)
            try:
                kill_in_turn(worker, sink, options)
                wait_for(lambda: sending.is_over(started), sink)
            finally:
                worker.end()
            took_s = time.perf_counter() - began
            found, states = wrong(started, sink, options.recipients)
    finally:
        controller.stop()
    print(
        f"{options.recipients} recipients, {options.kills} kills (seed {options.seed}), "
        f"{sink.lost_before + sink.kept_and_dropped} connections broken "
        f"({sink.lost_before} before the mail server had the mail, {sink.kept_and_dropped} after): "
        f"{len(sink.to)} mails arrived, sent {states['sent']}, to decide {states['uncertain']}, "
        f"missed 0, doubled 0; {took_s:.0f} s"
        if not found
        else "\n".join(found)
    )
    if found:
        sys.exit(1)


if __name__ == "__main__":
    main()
