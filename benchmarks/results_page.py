"""The results page through the whole stack, beside an empty view on the same server.

    python -m benchmarks.results_page [--practices 10000] [--requests 300]

Fills a data folder of its own with generated practices, serves it with the site's own web server, asks for
different lands one after the other, alternating with /health/live (a view that answers a constant), and
prints medians and 95th percentiles, their ratio, and what the web processes worked for a page. Then four
clients ask at once, on the same cores as the server. Last, the memory of each web process.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.timing import machine, percentiles

ROOT = Path(__file__).resolve().parents[1]
PORT = 8765
CLIENTS = 4
LANDS = ("texture=sandy&crops=maize", "texture=clay&crops=wheat_barley&slope=gentle", "crops=rice", "")


def serve(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "kb.wsgi:application"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def get(path: str) -> tuple[float, int]:
    """Milliseconds and bytes of one answer, compressed as a browser asks for it."""
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Accept-Encoding": "br"})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:
        size = len(answer.read())
    return (time.perf_counter() - started) * 1000, size


def wait_until_up() -> None:
    for _ in range(200):
        try:
            get("/health/live")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def addresses(count: int) -> list[str]:
    dice = random.Random(7)
    return [
        f"/{dice.choice(('en', 'fr', 'es'))}/practices/"
        f"?lat={dice.uniform(-35, 55):.1f}&lon={dice.uniform(-90, 110):.1f}&{dice.choice(LANDS)}"
        for _ in range(count)
    ]


def worked_s(pids: list[int]) -> float:
    """Seconds of the processor that these processes have used, all threads."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="twinfields-benchmark-"))
    environ = os.environ | {
        "TWINFIELDS_DATA_DIR": str(folder),
        "TWINFIELDS_BOOTSTRAP": "off",
        "TWINFIELDS_SECRET_KEY": "benchmark-" * 8,
        "TWINFIELDS_INSECURE_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "kb.settings.production",
        "PORT": str(PORT),
    }
    environ.pop("DATABASE_URL", None)
    try:
        subprocess.run(
            [sys.executable, "manage.py", "up", "--setup-only", "--lean"],
            cwd=ROOT,
            env=environ,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        subprocess.run(
            [sys.executable, "-m", "benchmarks.fill", str(options.practices)],
            cwd=ROOT,
            env=environ,
            check=True,
        )
        server = serve(environ)
        try:
            wait_until_up()
            measure(options.requests, server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    finally:
        shutil.rmtree(folder)


def measure(requests: int, pid: int) -> None:
    for path in addresses(40):
        get(path)
    print(machine())
    page, empty, sizes = [], [], []
    workers = children(pid)
    worked = worked_s(workers)
    for path in addresses(requests):
        took, size = get(path)
        page.append(took)
        sizes.append(size)
        empty.append(get("/health/live")[0])
    worked = (worked_s(workers) - worked) / requests * 1000
    (p50, p95), (e50, e95) = percentiles(page), percentiles(empty)
    print(
        f"results page   p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   largest {max(sizes) / 1000:.1f} kB (brotli)"
    )
    print(f"empty view     p50 {e50:6.1f} ms   p95 {e95:6.1f} ms")
    print(f"ratio          p50 {p50 / e50:6.1f}      p95 {p95 / e95:6.1f}")
    print(f"web processes  {worked:.1f} ms of the processor for one of each")
    throughput(workers, requests)
    memory = [resident_mb(worker) for worker in workers]
    print("web processes  " + ", ".join(f"{mb:.0f} MB" for mb in memory) + " resident")


def throughput(workers: list[int], requests: int) -> None:
    asked, worked = addresses(requests), worked_s(workers)
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        page = [took for took, _size in clients.map(get, asked)]
    took = time.perf_counter() - started
    busy = (worked_s(workers) - worked) / took
    p50, p95 = percentiles(page)
    print(
        f"{CLIENTS} at once      {requests / took:6.1f} pages/s   p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   "
        f"on {busy:.2f} cores of web processes"
    )
    print(machine())


if __name__ == "__main__":
    main()
