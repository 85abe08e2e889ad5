#!/usr/bin/env python3
"""A real Elasticsearch on this machine, for tests and for trying the second engine. Standard library only.

    deploy/elasticsearch_node.py with -- COMMAND …   run a command with ELASTICSEARCH_URL set, and end with it
    deploy/elasticsearch_node.py start               start one and leave it running; prints its address
    deploy/elasticsearch_node.py stop                end what `start` began

`with --security` and `start --security` begin one that asks for a password, which is part of its address.
Taken in this order: the address in ELASTICSEARCH_URL; a Docker engine, if one answers; Maven and Java 17 or
later (`elasticsearch_distribution.py`). It listens on loopback only, without encryption, and never runs as
root: it is no cluster to serve readers with.
"""

import base64
import http.client
import json
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import elasticsearch_settings
from elasticsearch_distribution import (
    FETCH_WITHIN_S,
    VERSION,
    NodeUnavailable,
    cache_folder,
    distribution,
    is_root,
    java_home,
    say,
)

DOCKER_IMAGE = f"elasticsearch:{VERSION}"
HEAP = "1g"
API_KEY, CA_FILE = "TWINFIELDS_ELASTICSEARCH_API_KEY", "TWINFIELDS_ELASTICSEARCH_CA_FILE"

START_WITHIN_S = 300.0
STOP_WITHIN_S = 30.0
# Root starts the node as this system user, which it makes when there is none.
NODE_USER = "twinfields-node"


# --- asking a node ----------------------------------------------------------------------------------------


def ask(url: str, path: str, timeout_s: float = 5.0) -> dict[str, Any]:
    """What a node answers to GET. Raises OSError, HTTPException or ValueError."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 9200)
    headers = {}
    if key := os.environ.get(API_KEY):
        headers["Authorization"] = f"ApiKey {key}"
    elif parts.username:
        pair = f"{parts.username}:{parts.password or ''}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        trusted = ssl.create_default_context(cafile=os.environ.get(CA_FILE) or None)
        connection = http.client.HTTPSConnection(host, port, timeout=timeout_s, context=trusted)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=timeout_s)
    try:
        connection.request("GET", parts.path.rstrip("/") + path, headers=headers)
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise http.client.HTTPException(f"it answers {response.status}")
        answer: dict[str, Any] = json.loads(response.read())
        return answer
    finally:
        connection.close()


def version_at(url: str) -> str:
    """Raises NodeUnavailable."""
    try:
        return str(ask(url, "/")["version"]["number"])
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        where = without_password(url)
        raise NodeUnavailable(f"nothing that is Elasticsearch answers at {where}: {error}") from error


def wait_for(url: str, process: "subprocess.Popen[bytes] | None", log: Path | None) -> None:
    """Until the node can keep an index. Raises NodeUnavailable."""
    give_up_at = time.monotonic() + START_WITHIN_S
    while time.monotonic() < give_up_at:
        if process is not None and process.poll() is not None:
            raise NodeUnavailable(f"the node ended while it started:\n{last_lines(log)}")
        try:
            ask(url, "/_cluster/health?wait_for_status=yellow&timeout=5s", timeout_s=10)
            return
        except (OSError, http.client.HTTPException, ValueError):
            time.sleep(0.5)
    raise NodeUnavailable(f"the node did not answer within {START_WITHIN_S:.0f} s:\n{last_lines(log)}")


def last_lines(log: Path | None, count: int = 15) -> str:
    if log is None or not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- a running node ---------------------------------------------------------------------------------------


class Node:
    """`process` is the launcher's, whose end is the node's; `container` stands for it under Docker."""

    def __init__(
        self,
        url: str,
        process: "subprocess.Popen[bytes] | None" = None,
        folder: Path | None = None,
        container: str = "",
    ) -> None:
        self.url = url
        self.process = process
        self.folder = folder
        self.container = container

    def stop(self) -> None:
        if self.container:
            subprocess.run(["docker", "stop", self.container], stdout=subprocess.DEVNULL, check=False)
        if self.process is not None:
            end(self.process.pid)
            self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def end(pid: int) -> None:
    """End the launcher, which ends the node: politely, then not."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        give_up_at = time.monotonic() + STOP_WITHIN_S
        while time.monotonic() < give_up_at:
            if is_gone(pid):
                return
            time.sleep(0.1)


def is_gone(pid: int) -> bool:
    try:
        ended, _status = os.waitpid(pid, os.WNOHANG)
        return ended == pid
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def node_user() -> "pwd.struct_passwd | None":
    """Whom the node runs as when we are root, else None: as ourselves. Raises NodeUnavailable."""
    if not is_root():
        return None
    try:
        return pwd.getpwnam(NODE_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NODE_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NodeUnavailable(f"no system user to run the node as: {error}") from error
    return pwd.getpwnam(NODE_USER)


def started_with_java(password: str) -> Node:
    """Raises NodeUnavailable."""
    java, home, user, port = java_home(), distribution(), node_user(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="twinfields-node-"))
    shutil.copytree(home / "config", folder / "config")
    elasticsearch_settings.write(folder, port, password)
    options = folder / "config" / "jvm.options.d"
    options.mkdir(exist_ok=True)
    (options / "heap.options").write_text(f"-Xms{HEAP}\n-Xmx{HEAP}\n")
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir()
    if user is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)
    command = [str(java / "bin" / "java"), "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC"]
    properties = {
        "cli.name": "server",
        "cli.script": "./bin/elasticsearch",
        "cli.libs": "lib/tools/server-cli",
        "es.path.home": home,
        "es.path.conf": folder / "config",
        "es.distribution.type": "tar",
    }
    command += [f"-D{name}={value}" for name, value in properties.items()]
    command += ["-cp", "lib/*:lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher"]
    log = folder / "logs" / "console.log"
    environment = {"PATH": os.environ["PATH"], "ES_JAVA_HOME": str(java), "ES_TMPDIR": str(folder / "tmp")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    node = Node(elasticsearch_settings.address(port, password), process, folder)
    try:
        wait_for(node.url, process, log)
    except BaseException:
        node.stop()
        raise
    return node


def docker_answers() -> bool:
    if not shutil.which("docker"):
        return False
    try:
        return (
            subprocess.run(["docker", "info"], check=False, capture_output=True, timeout=10).returncode == 0
        )
    except subprocess.TimeoutExpired:
        return False


def started_with_docker(password: str) -> Node:
    """Raises NodeUnavailable."""
    port = free_port()
    command = ["docker", "run", "--detach", "--rm", "--publish", f"127.0.0.1:{port}:9200"]
    settings = elasticsearch_settings.settings(password) | {"ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}"}
    if password:
        settings["ELASTIC_PASSWORD"] = password
    for name, value in settings.items():
        command += ["--env", f"{name}={value}"]
    command.append(DOCKER_IMAGE)
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=FETCH_WITHIN_S)
    if ran.returncode:
        raise NodeUnavailable(f"Docker could not run {DOCKER_IMAGE}: {ran.stderr.strip()}")
    url = elasticsearch_settings.address(port, password, elasticsearch_settings.DOCKER_USER)
    node = Node(url, container=ran.stdout.strip())
    try:
        wait_for(node.url, None, None)
    except BaseException:
        node.stop()
        raise
    return node


def found_or_started(password: str) -> Node:
    """One that is found is taken as it is. Raises NodeUnavailable."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        node = Node(url.split(",")[0])
    else:
        node = started_with_docker(password) if docker_answers() else started_with_java(password)
    try:
        say(f"Elasticsearch {version_at(node.url)} answers at {without_password(node.url)}")
    except NodeUnavailable:
        node.stop()
        raise
    return node


def without_password(url: str) -> str:
    return re.sub(r"//[^@/]*@", "//", url)


# --- commands ---------------------------------------------------------------------------------------------


def run_with(command: Sequence[str], password: str) -> int:
    """The command's exit code. The node ends with the command, however that was ended."""
    node = found_or_started(password)
    try:
        given = os.environ.get("ELASTICSEARCH_URL") or node.url
        process = subprocess.Popen(command, env={**os.environ, "ELASTICSEARCH_URL": given})
        # Ctrl-C reaches the command as well, which ends in its own time.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()
    finally:
        node.stop()


def state_file() -> Path:
    return cache_folder() / "node.json"


def start(password: str) -> None:
    """Leaves the node running and notes how to end it. One that still answers is taken as it is."""
    if state_file().exists():
        url = json.loads(state_file().read_text())["url"]
        try:
            say(f"Elasticsearch {version_at(url)} answers at {without_password(url)}")
            return
        except NodeUnavailable:
            stop()
    node = found_or_started(password)
    if node.process is not None or node.container:
        pid = node.process.pid if node.process else 0
        state = {"url": node.url, "pid": pid, "folder": str(node.folder or ""), "container": node.container}
        state_file().parent.mkdir(parents=True, exist_ok=True)
        state_file().write_text(json.dumps(state))
    say(f"export ELASTICSEARCH_URL={node.url}")


def stop() -> None:
    if not state_file().exists():
        say("There is no node that `start` began.")
        return
    state = json.loads(state_file().read_text())
    if state["container"]:
        subprocess.run(["docker", "stop", state["container"]], stdout=subprocess.DEVNULL, check=False)
    if state["pid"] and is_launcher(state["pid"]):
        end(state["pid"])
    if state["folder"]:
        shutil.rmtree(state["folder"], ignore_errors=True)
    state_file().unlink()
    say("The node has ended.")


def is_launcher(pid: int) -> bool:
    """Whether that process is still the one that was started: numbers are given again after a while."""
    asked = ["ps", "-o", "args=", "-p", str(pid)]
    output = subprocess.run(asked, check=False, capture_output=True, text=True).stdout
    return "CliToolLauncher" in output


def main(arguments: Sequence[str]) -> int:
    try:
        match arguments:
            case ["with", "--", program, *rest]:
                return run_with([program, *rest], "")
            case ["with", "--security", "--", program, *rest]:
                return run_with([program, *rest], elasticsearch_settings.new_password())
            case ["start"]:
                start("")
            case ["start", "--security"]:
                start(elasticsearch_settings.new_password())
            case ["stop"]:
                stop()
            case _:
                sys.stderr.write(f"{__doc__}\n")
                return 2
    except NodeUnavailable as error:
        sys.stderr.write(f"No Elasticsearch: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
