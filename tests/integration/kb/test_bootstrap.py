"""The environment made from a lock file, with a package index that is a folder: no network."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
ENSURE = (
    "import sys; from pathlib import Path; from kb.bootstrap import enter_environment\n"
    "import kb.bootstrap; kb.bootstrap.ROOT = Path.cwd()\n"
    "enter_environment(['-c', 'import seed; print(seed.VERSION)'], sys.argv[1])"
)


class Project:
    """A folder with our bootstrap, two locks, and an index that holds one small package."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "index").mkdir(parents=True)
        shutil.copytree(ROOT / "kb" / "bootstrap", root / "kb" / "bootstrap")
        (root / "kb" / "__init__.py").touch()
        self.write_lock("requirements.lock", "1.0")
        self.write_lock("requirements-test.lock", "1.0")

    def write_lock(self, name: str, version: str, digest: str = "") -> None:
        wheel = self.root / "index" / f"seed-{version}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            info = f"seed-{version}.dist-info"
            archive.writestr("seed.py", f"VERSION = '{version}'\n")
            archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: seed\nVersion: {version}\n")
            archive.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(
                f"{info}/RECORD", f"seed.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"
            )
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.root / name).write_text(f"seed=={version} \\\n    --hash=sha256:{digest}\n")

    def start(self, lock: str = "requirements.lock", **environ: str) -> subprocess.Popen[str]:
        settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.root / "index"), "PIP_RETRIES": "0"}
        return subprocess.Popen(
            [sys.executable, "-c", ENSURE, lock],
            cwd=self.root,
            env=os.environ | settings | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def call(self, lock: str = "requirements.lock", **environ: str) -> tuple[int, str, str]:
        """Exit code, what the command printed inside the environment, and what the set-up said."""
        process = self.start(lock, **environ)
        printed, said = process.communicate(timeout=120)
        return process.returncode, printed.strip(), said

    @property
    def unfinished(self) -> Path:
        return self.root / ".venv" / "twin-fields.unfinished"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Set up once, and called by two people at the same time."""
    project = Project(tmp_path_factory.mktemp("ready"))
    calls = [project.start(), project.start()]
    answers = [call.communicate(timeout=120) for call in calls]
    assert [call.returncode for call in calls] == [0, 0], answers
    assert [printed.strip() for printed, _ in answers] == ["1.0", "1.0"]
    assert sum("Making a Python environment" in said for _, said in answers) == 1
    return project


@pytest.fixture
def project(ready: Project) -> Project:
    """The same folder, brought back to its first state through the front door."""
    ready.write_lock("requirements.lock", "1.0")
    ready.write_lock("requirements-test.lock", "1.0")
    assert ready.call()[:2] == (0, "1.0")
    return ready


def test_an_unchanged_lock_costs_nothing(project: Project) -> None:
    assert project.call() == (0, "1.0", "")


def test_a_changed_lock_is_installed_into_the_same_environment(project: Project) -> None:
    project.write_lock("requirements.lock", "2.0")
    code, printed, said = project.call()
    assert (code, printed) == (0, "2.0")
    assert "Making" not in said


def test_the_test_lock_serves_every_other_command_too(project: Project) -> None:
    project.call("requirements-test.lock")
    assert project.call("requirements.lock") == (0, "1.0", "")


def test_an_interrupted_installation_is_made_afresh(project: Project) -> None:
    project.unfinished.touch()
    shutil.rmtree(next((project.root / ".venv" / "lib").glob("python3.*")) / "site-packages" / "pip")
    code, printed, said = project.call()
    assert (code, printed) == (0, "1.0")
    assert "Making a Python environment" in said


def test_a_failure_before_unpacking_leaves_what_stood_there(project: Project) -> None:
    project.write_lock("requirements.lock", "3.0", digest="0" * 64)
    code, _, said = project.call()
    assert code == 1
    assert "wrong hash" in said.splitlines()[-1]
    assert not project.unfinished.exists()


def test_an_index_that_does_not_answer_is_said_in_one_sentence(project: Project) -> None:
    project.write_lock("requirements.lock", "4.0")
    unreachable = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    code, _, said = project.call(**unreachable, PIP_CONFIG_FILE=os.devnull, PIP_RETRIES="1")
    assert code == 1
    assert "the package index cannot be reached" in said.splitlines()[-1]


def test_a_python_without_ensurepip_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kb import bootstrap
    from kb.bootstrap import environment

    find_spec: Callable[[str], object] = environment.importlib.util.find_spec
    monkeypatch.setattr(
        environment.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find_spec(name)
    )
    monkeypatch.setattr(bootstrap, "ROOT", Project(tmp_path).root)
    with pytest.raises(SystemExit) as ended:
        bootstrap.enter_environment(["manage.py"], "requirements.lock")
    assert f"python3.{sys.version_info.minor}-venv" in str(ended.value)
    assert "\n" not in str(ended.value)
