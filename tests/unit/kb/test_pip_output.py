import pytest

from kb.bootstrap.pip_output import Progress

LOCK = "\n".join(f"package{number}==1.0 \\\n    --hash=sha256:{number:064x}" for number in range(10))


def read(*lines: str) -> tuple[Progress, list[str]]:
    said: list[str] = []
    progress = Progress(LOCK, said.append)
    for line in lines:
        progress.read(line)
    return progress, said


def test_progress_counts_packages_in_a_handful_of_lines() -> None:
    _, said = read(*(f"Collecting package{number}==1.0 (from -r lock)" for number in range(10)))
    assert said[-1] == "  packages: 10 of 10 at hand"
    assert len(said) == 5


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [
                "WARNING: Retrying (Retry(total=0)) after connection broken",
                "ERROR: Could not find a version that satisfies the requirement a==1 (from versions: none)",
            ],
            "index cannot be reached",
        ),
        (["ERROR: No matching distribution found for a==1"], "no ready-made package"),
        (["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."], "wrong hash"),
        (
            ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"],
            "disk is full",
        ),
    ],
)
def test_the_cause_of_a_failure_is_one_sentence(lines: list[str], words: str) -> None:
    progress, _ = read(*lines)
    failure = progress.failure()
    assert words in failure
    assert "\n" not in failure


def test_an_unknown_failure_shows_what_pip_said() -> None:
    progress, _ = read("ERROR: something unheard of")
    assert "something unheard of" in progress.failure()


def test_nothing_counts_as_touched_before_pip_unpacks() -> None:
    assert not read("Collecting package1==1.0")[0].is_unpacking
    assert read("Installing collected packages: package1")[0].is_unpacking
