"""How fast films are made small, beside ffmpeg alone with the same settings, and what a minute weighs.

    python -m benchmarks.films [--seconds 30] [--rounds 3]

Three films of 720p are made by a script: a slow pan over noise, a test pattern in motion, and a still picture
with a tone that comes and goes like speech. Ours is what the worker does with a film, from the file that was
sent to the row: reading it, making film, still picture and sound, moving them, writing the row. Beside it
ffmpeg alone writes the same three files, in the same run, alternating. Both have the same threads.
"""

import argparse
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from benchmarks.temporary_site import temporary_site

SPEECH: Final = "aevalsrc='0.4*sin(440*PI*t)*gt(sin(7*t),0)*gt(sin(1.3*t),-0.6)':d={seconds}"
FILMS: Final = {
    "pan over noise": (
        "color=s=1600x900:d={seconds}:r=30,noise=alls=60:all_seed=1,crop=1280:720:x='5*t':y=90",
        "anoisesrc=d={seconds}:c=pink:a=0.2:seed=1",
    ),
    "test pattern": ("testsrc2=s=1280x720:r=30:d={seconds}", "sine=frequency=330:d={seconds}"),
    "still with a voice": ("smptehdbars=s=1280x720:r=30:d={seconds}", SPEECH),
}
# Beside what is told of sizes on the page, as the documents promise it.
MOST_A_MINUTE: Final = {"film": 1_200_000, "sound": 90_000}


def make(path: Path, pictures: str, sound: str, seconds: int) -> None:
    from media.ffmpeg import program

    given = [pictures.format(seconds=seconds), sound.format(seconds=seconds)]
    words = [word for source in given for word in ("-f", "lavfi", "-i", source)]
    command = [str(program()), "-nostdin", "-loglevel", "error", "-y", *words]
    subprocess.run([*command, "-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", str(path)], check=True)


def ours(sent: Path) -> tuple[float, Any]:
    """Returns the seconds from the file that was sent to the row, and the clip."""
    from django.core.files import File
    from wagtail.models import Collection

    from media import transcoding
    from media.models import Clip

    clip = Clip(title="film", collection=Collection.get_first_root_node())
    with sent.open("rb") as file:
        clip.received = File(file, sent.name)
        clip.save()
    claim = SimpleNamespace(payload={"clip": clip.pk, "received": clip.received.name}, is_last=True)
    running: Any = SimpleNamespace(claim=claim, stop=threading.Event(), report=lambda said: None)
    start = time.perf_counter()
    transcoding.transcode(running)
    seconds = time.perf_counter() - start
    clip.refresh_from_db()
    return seconds, clip


def alone(sent: Path, seconds: int) -> float:
    """Returns the seconds that ffmpeg takes by itself, with the same settings for the same three files."""
    from media import film, sound
    from media.ffmpeg import program

    threads = ["-threads", str(film.THREADS)]
    with tempfile.TemporaryDirectory() as folder:
        command = [str(program()), "-nostdin", "-loglevel", "error", *threads, "-i", str(sent)]
        command += ["-map", "0:v:0", "-map", "0:a:0", "-vf", film.PICTURES, *film.SMALL_FILM, *threads]
        command += ["film.mp4", "-map", "0:v:0", "-vf", film.still_of(seconds), "-frames:v", "2"]
        command += ["-update", "1", "still.png", "-map", "0:a:0", *sound.OPUS, "sound.ogg"]
        start = time.perf_counter()
        subprocess.run(["nice", "-n", "5", *command], cwd=folder, check=True)
        return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with temporary_site(), tempfile.TemporaryDirectory() as folder:
        ratios = []
        for name, (pictures, sound) in FILMS.items():
            sent = Path(folder) / "sent.mp4"
            make(sent, pictures, sound, options.seconds)
            pairs = []
            for number in range(options.rounds):
                # Each is first as often as the other.
                first = alone(sent, options.seconds) if number % 2 else 0.0
                mine, clip = ours(sent)
                pairs.append((mine, first or alone(sent, options.seconds)))
            ratios += [mine / other for mine, other in pairs]
            weights = {
                "film": clip.video.size * 60 / options.seconds,
                "sound": clip.sound.size * 60 / options.seconds,
            }
            told = ", ".join(f"{part} {weight / 1000:.0f} kB a minute" for part, weight in weights.items())
            mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(
                f"{name:20} sent {sent.stat().st_size / 1e6:.1f} MB: {told}, still picture "
                f"{clip.poster.size / 1000:.1f} kB; {mine:.1f} s, ffmpeg alone {other:.1f} s"
            )
            if any(weights[part] > most for part, most in MOST_A_MINUTE.items()):
                raise SystemExit("heavier than promised")
    print(f"{len(ratios)} pairs: {statistics.median(ratios):.2f} times the time of ffmpeg alone (median)")


if __name__ == "__main__":
    main()
