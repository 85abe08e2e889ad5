"""The shipped configuration of nginx, before the site itself: stored files, uploads, its log."""

import hashlib
import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from django.urls import reverse
from pytest_django import Settings

from benchmarks.served_site import free_port
from media.models import Clip, PublicCopy
from practices.models import PracticeStep
from practices.regions import Region
from tests import factories
from tests.conftest import IN_CI
from tests.media_work import do_media_work

SHIPPED = Path(__file__).parents[3] / "deploy" / "nginx.conf"
HOST = "fields.example.org"
PATIENCE_S = 20
SOUND = hashlib.sha256(b"sound").digest() * 4000
PUBLIC_SOUND = "public, max-age=86400"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    content: bytes


@dataclass(frozen=True)
class Proxy:
    """nginx before the site, which thinks that it is reached by https under its name."""

    port: int
    folder: Path

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        trusting = ssl._create_unverified_context()  # noqa: S323  a certificate of our own
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=trusting, timeout=PATIENCE_S)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": HOST, **named})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def logs(self) -> str:
        return "".join(file.read_text() for file in self.folder.glob("*.log"))


def write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem = (
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "privkey.pem").write_bytes(key.private_bytes(*pem))


def configuration(folder: Path, port: int, site: int, files: Path) -> str:
    """The shipped one with the ports, folders and certificate of the test, in what Debian's brings along."""
    shipped = SHIPPED.read_text()
    for before, after in (
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
        ("/etc/letsencrypt/live/fields.example.org", str(folder)),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
        ("/var/lib/twin-fields/media", str(files)),
        ("/var/log/nginx", str(folder)),
        ("/var/cache/nginx", str(folder)),
    ):
        assert before in shipped
        shipped = shipped.replace(before, after)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As root its workers would be somebody who may not read the folders of tests.
    user = "user root;\n" if os.geteuid() == 0 else ""
    return f"{user}daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{temporary}{shipped}}}\n"


@pytest.fixture
def site(transactional_db: None) -> Iterator[LiveServerThread]:
    """The site by itself: pytest's own server would send stored files to whoever asks."""
    shared = {}
    for alias in connections:
        connection = connections[alias]
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            connection.inc_thread_sharing()
            shared[alias] = connection
    server = LiveServerThread("127.0.0.1", connections_override=shared, static_handler=the_site_alone)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield server
    server.terminate()
    for connection in shared.values():
        connection.dec_thread_sharing()


def the_site_alone(_files: WSGIHandler) -> WSGIHandler:
    return WSGIHandler()


@contextmanager
def nginx(folder: Path, site: int, files: Path) -> Iterator[Proxy]:
    """nginx before a site on that port, as long as the block lasts."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        reason = "no nginx found (Debian: apt install nginx-light)"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
    folder.mkdir()
    write_certificate(folder)
    proxy = Proxy(free_port(), folder)
    (folder / "nginx.conf").write_text(configuration(folder, proxy.port, site, files))
    process = subprocess.Popen([program, "-e", str(folder / "start.log"), "-c", str(folder / "nginx.conf")])
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not answers(proxy):
            assert process.poll() is None and time.monotonic() < deadline, proxy.logs()
        yield proxy
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def answers(proxy: Proxy) -> bool:
    try:
        return bool(proxy.ask("/health/live").status)
    except OSError:
        return False


@pytest.fixture
def proxy(site: LiveServerThread, tmp_path: Path, settings: Settings, files: Path) -> Iterator[Proxy]:
    settings.SENDFILE, settings.TRUSTED_PROXIES = "x-accel", 1
    with nginx(tmp_path / "nginx", site.port, files) as proxy:
        yield proxy


@pytest.fixture
def region(transactional_db: None, settings: Settings, tmp_path: Path) -> Region:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "index"}
    return factories.make_region()


@pytest.fixture
def clip(region: Region) -> Clip:
    return Clip.objects.create(collection=region.collection, sound=ContentFile(SOUND, "a.ogg"))


@pytest.fixture
def address(region: Region, clip: Clip) -> str:
    """Of the sound of a step of a public practice."""
    practice = factories.make_practice(region.section)
    practice.steps = [PracticeStep(text_en="Sow", clip=clip)]
    practice.save_revision().publish()
    do_media_work()
    return PublicCopy.objects.get().address("sound.ogg")


def test_a_public_file_comes_from_nginx_with_all_that_the_site_says_of_it(proxy: Proxy, address: str) -> None:
    answer = proxy.ask(address, Cookie="sessionid=somebody")
    assert (answer.status, answer.content) == (200, SOUND)
    for header, value in {
        "Content-Type": "audio/ogg",
        "Cache-Control": PUBLIC_SOUND,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
        "Referrer-Policy": "same-origin",
        "Accept-Ranges": "bytes",
    }.items():
        assert answer.headers.get_all(header) == [value], header
    assert not {"Set-Cookie", "X-Accel-Redirect"} & set(answer.headers)
    assert "cookie" not in (answer.headers["Vary"] or "").lower()


def test_a_part_a_changed_file_and_what_is_kept_already(proxy: Proxy, address: str) -> None:
    whole = proxy.ask(address, "HEAD")
    assert (whole.status, whole.headers["Content-Length"], whole.content) == (200, str(len(SOUND)), b"")
    part = proxy.ask(address, Range="bytes=1000-1999")
    assert (part.status, part.content) == (206, SOUND[1000:2000])
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{len(SOUND)}"
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert proxy.ask(address, Range="bytes=-5").content == SOUND[-5:]
    assert proxy.ask(address, Range=f"bytes={len(SOUND)}-").status == 416
    assert proxy.ask(address, Range="bytes=0-9", If_Range='"another"').content == SOUND
    assert proxy.ask(address, Range="bytes=0-9", If_Range=whole.headers["ETag"]).content == SOUND[:10]
    known = proxy.ask(address, If_None_Match=whole.headers["ETag"])
    assert (known.status, known.content, known.headers["Cache-Control"]) == (304, b"", PUBLIC_SOUND)
    assert proxy.ask(address, If_Modified_Since=whole.headers["Last-Modified"]).status == 304


def test_a_file_is_gone_with_its_page(proxy: Proxy, address: str, region: Region) -> None:
    assert proxy.ask(address).status == 200
    region.section.unpublish()
    answer = proxy.ask(address)
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-cache"


def test_stored_files_are_reached_through_the_site_alone(proxy: Proxy, clip: Clip, address: str) -> None:
    inside = address.removeprefix("/media/")
    for path in (
        f"/stored-files/{clip.sound.name}",
        f"/stored-files/{inside}",
        f"/media/public/../../stored-files/{inside}",
        f"/static/..%2fstored-files/{inside}",
        f"/stored-files/../{inside}",
        f"/media/{clip.sound.name}",
        f"//stored-files//{inside}",
    ):
        answer = proxy.ask(path, X_Accel_Redirect=f"/stored-files/{inside}")
        assert answer.status in (301, 302, 400, 404), path
        assert SOUND[:64] not in answer.content


def test_the_sound_of_a_region_is_for_its_people(
    proxy: Proxy, region: Region, clip: Clip, sign_in: Callable[..., Client]
) -> None:
    address = reverse("clips:sound", args=[clip.pk])
    assert proxy.ask(address).status == 302
    signed_in = sign_in(factories.make_correspondent(region))
    name = site_settings.SESSION_COOKIE_NAME
    answer = proxy.ask(address, Cookie=f"{name}={signed_in.cookies[name].value}")
    assert (answer.status, answer.content) == (200, SOUND)
    assert answer.headers["Cache-Control"].startswith("private, no-store")


def test_films_may_be_large_and_nothing_else(proxy: Proxy) -> None:
    for path in ("/en/tell/", "/admin/images/add/"):
        assert proxy.ask(path, "POST", Content_Length="27000000").status == 413
    assert proxy.ask("/admin/clips/new/", "POST", Content_Length="330000000").status == 413
    # Let through to the site, which takes as much of nobody it does not know, and says so in its own page.
    unknown = proxy.ask("/admin/clips/new/", "POST", b"a" * 27_000_000)
    assert unknown.status == 413 and b"<html lang=" in unknown.content


def test_the_log_tells_of_nobody(proxy: Proxy, address: str) -> None:
    proxy.ask("/en/mine/SeCrEtOfOnePerson/?place=Copargo")
    proxy.ask("/fr/newsletter/m%69ne/../confirm/SeCrEtOfAnother/")
    proxy.ask(address, Range="bytes=0-9")
    proxy.ask("/en/practices/?place=Copargo&q=zai")
    assert "/en/mine/..." in written(proxy, "/en/practices/")


def test_nor_does_it_where_the_site_is_away(tmp_path: Path, files: Path) -> None:
    with nginx(tmp_path / "away", free_port(), files) as proxy:
        for path in ("/en/mine/SeCrEtOfOnePerson/", "/en/practices/?place=Copargo&q=zai"):
            assert proxy.ask(path).status == 502
        assert "/en/mine/..." in written(proxy, "/en/practices/")


def written(proxy: Proxy, last: str) -> str:
    """The log as soon as it has the last path; there is nobody in it."""
    deadline = time.monotonic() + PATIENCE_S
    while last not in (logs := proxy.logs()):
        assert time.monotonic() < deadline
    assert not re.search(r"SeCrEt|Copargo|127\.0\.0\.1|\?", logs)
    return logs
