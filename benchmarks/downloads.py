"""What the files that are given away cost: seconds, memory and bytes for many practices.

    python -m benchmarks.downloads [--practices 10000] [--most-mb 60] [--zips]

Makes all tables, or with `--zips` the zips of pages, over generated practices, of a tenth of them and of
all, each in a process of its own, and prints processor seconds, the most memory that making them took beyond
what the process had (Linux), and the sizes. Ends with 1 where ten times as many practices took more than
`--most-mb` megabytes more.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.temporary_site import REGION, ROOT, temporary_site
from benchmarks.timing import machine

STATUS = Path("/proc/self/status")
# Written there, it makes the peak of memory begin anew.
CLEAR_PEAK = (Path("/proc/self/clear_refs"), "5")


def memory_mb(name: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def make_once(count: int, *, is_of_zips: bool) -> None:
    """Makes the files of a new site in this process, and prints what it took as JSON."""
    with temporary_site():
        from api.downloads.making import make
        from api.downloads.zips import make_zips
        from benchmarks.corpus import fill
        from practices.models import RegionSection

        fill(RegionSection.objects.get(slug=REGION), count)
        made = make_zips if is_of_zips else make
        # What every process reads once.
        made()
        file, word = CLEAR_PEAK
        file.write_text(word)
        before, started, began = memory_mb("VmRSS"), time.process_time(), time.monotonic()
        edition = made()
        taken = {
            "count": edition.count,
            "seconds": time.process_time() - started,
            "wall": time.monotonic() - began,
            "mb": memory_mb("VmHWM") - before,
            "files": {file.name: [file.size, file.packed_size] for file in edition.files.all()},
        }
    print(json.dumps(taken))


def measured(count: int, *, is_of_zips: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.downloads", "--once", "--practices", str(count)]
    command += ["--zips"] if is_of_zips else []
    done = subprocess.run(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True, check=True)
    taken: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(
        f"{taken['count']:,} practices: {taken['seconds']:.1f} s of the processor, {taken['wall']:.1f} s, "
        f"{taken['mb']:.1f} MB more",
        flush=True,
    )
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--most-mb", type=float, default=60)
    parser.add_argument("--zips", action="store_true")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        make_once(asked.practices, is_of_zips=asked.zips)
        return 0
    print(machine())
    few, many = (measured(count, is_of_zips=asked.zips) for count in (asked.practices // 10, asked.practices))
    for name, (size, packed) in many["files"].items():
        print(f"{name}: {size / 1e6:.1f} MB" + (f", packed {packed / 1e6:.1f} MB" if packed else ""))
    return 0 if many["mb"] - few["mb"] <= asked.most_mb else 1


if __name__ == "__main__":
    sys.exit(main())
