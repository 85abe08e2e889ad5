"""Films made by ffmpeg on the spot."""

import subprocess
from pathlib import Path

from tests.integration.media.recordings import SECRET, ffmpeg_or_skip

PICTURES = "testsrc2=size={size}:rate=25:duration={seconds}"
SMALL_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def make_film(
    path: Path,
    *words: str,
    seconds: float = 2,
    size: str = "640x360",
    sound: str | None = "sine=frequency=330",
    pictures: str = PICTURES,
    turned: int = 0,
) -> Path:
    """Writes a film with a name, a place and a title in its tags."""
    words = words or (*SMALL_H264, "-c:a", "aac")
    given = ["-f", "lavfi", "-i", pictures.format(size=size, seconds=seconds)]
    if sound:
        given += ["-f", "lavfi", "-i", f"{sound}:duration={seconds}"]
    tags = ["-metadata:s:v", f"title={SECRET}"]
    for key in ("title", "artist", "location", "comment"):
        tags += ["-metadata", f"{key}={SECRET}"]
    _run([*given, *tags, *words, str(path)])
    if turned:
        upright = path.with_name(f"upright-{path.name}")
        path.rename(upright)
        _run(["-display_rotation", str(turned), "-i", str(upright), "-c", "copy", str(path)])
        upright.unlink()
    return path


def _run(words: list[str]) -> None:
    command = [ffmpeg_or_skip(), "-nostdin", "-loglevel", "error", "-y", *words]
    subprocess.run(command, check=True, capture_output=True)
