import logging
import runpy
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils.module_loading import import_string
from gunicorn.config import Config

from kb.logs import WithoutSecrets, without_secrets

ROOT = Path(__file__).resolve().parents[3]


def test_a_log_line_keeps_no_query_string() -> None:
    record = logging.LogRecord(
        "django.server",
        logging.INFO,
        "",
        0,
        '"%s" %s',
        ("GET /fr/practices/?place=2354675&texture=sandy HTTP/1.1", 200),
        None,
    )
    WithoutSecrets().filter(record)
    said = record.getMessage()
    assert "/fr/practices/" in said
    assert "2354675" not in said
    assert "sandy" not in said


def test_the_access_log_holds_neither_query_string_nor_referrer_nor_address() -> None:
    config = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    assert not any(part in config["access_log_format"] for part in ("%(r)s", "%(q)s", "%(f)s", "%(h)s", "{"))


PRIVATE = (
    *("/en/mine/s3cr3t/", "/fr/newsletter/confirm/s3cr3t", "/es/stop/s3cr3t/x?y=1"),
    *("/en/answer/s3cr3t/", "/fr/twins/mine/s3cr3t/"),
)


@pytest.mark.parametrize("path", [*PRIVATE, "/admin/password_reset/confirm/MQ/s3cr3t/"])
def test_no_log_keeps_the_path_of_a_private_link(path: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    WithoutSecrets().filter(record)
    assert "s3cr3t" not in record.getMessage()
    assert path.split("s3cr3t", maxsplit=1)[0].removesuffix("MQ/") in record.getMessage()


@pytest.mark.parametrize("path", PRIVATE)
def test_the_web_server_writes_no_path_of_a_private_link(path: str) -> None:
    config = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    logger = import_string(config["logger_class"])(Config())
    response = SimpleNamespace(status="200 OK", sent=5, headers=())
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "PATH_INFO": path.partition("?")[0],
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    atoms = logger.atoms(response, SimpleNamespace(headers=()), environ, timedelta(seconds=1))
    line = config["access_log_format"] % logger.atoms_wrapper_class(atoms)
    assert "s3cr3t" not in line
    assert "s3cr3t" not in str(atoms.values())
    assert path.split("s3cr3t", maxsplit=1)[0] in line


def test_a_practice_whose_name_looks_like_it_is_logged_as_it_is() -> None:
    assert without_secrets("GET /en/practices/africa/answers-of-the-soil/ 200") == (
        "GET /en/practices/africa/answers-of-the-soil/ 200"
    )
