import logging
import runpy
from pathlib import Path

from kb.logs import WithoutSecrets

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
