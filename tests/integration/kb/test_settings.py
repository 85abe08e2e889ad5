"""Production's refusals as an operator meets them: sentences at the terminal, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAFE = {
    "TWINFIELDS_BOOTSTRAP": "off",
    "DJANGO_SETTINGS_MODULE": "kb.settings.production",
    "TWINFIELDS_SECRET_KEY": "q7Gm2xVw9Lr4Tz8Bn1Ks6Hd3Yp5Jc0Fa-EiUoWeRtXvZ",
    "TWINFIELDS_ALLOWED_HOSTS": "fields.example.org",
    "TWINFIELDS_BASE_URL": "https://fields.example.org",
}


def check(tmp_path: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    given = os.environ | SAFE | {"TWINFIELDS_DATA_DIR": str(tmp_path)} | environ
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_safe_settings_pass_djangos_own_check_for_production(tmp_path: Path) -> None:
    done = check(tmp_path, "--deploy", "--fail-level", "ERROR")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWINFIELDS_SECRET_KEY", "short"),
        ("TWINFIELDS_ALLOWED_HOSTS", "*"),
        ("TWINFIELDS_BASE_URL", "http://fields.example.org"),
        ("TWINFIELDS_DEBUG", "1"),
    ],
)
def test_an_unsafe_setting_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    done = check(tmp_path, **{name: value})
    assert done.returncode == 1
    assert "does not start" in done.stderr
    assert "Traceback" not in done.stderr
