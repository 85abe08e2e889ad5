"""The one table of languages, and what else in the code must not repeat it."""

import re
from pathlib import Path

from zones import languages, vocabulary
from zones.languages import ALL, BY_CODE, CODES, language_of

ROOT = Path(__file__).parents[3]
# Texts that were written in these languages once, whatever others the site has.
MAY_NAME_THEM = ("zones/languages.py", "practices/consent.py", "practices/drawings.py")


def test_every_code_stands_once() -> None:
    assert len(BY_CODE) == len(ALL)
    assert vocabulary.LANGUAGES == CODES


def test_an_unknown_language_is_the_first() -> None:
    assert language_of("fr").name == "Français"
    assert language_of("fr-ca") is BY_CODE["fr"]
    assert {language_of(code) for code in (None, "", "xx", "deutsch")} == {ALL[0]}


def test_stop_words_are_as_the_analyser_meets_them() -> None:
    for language in ALL:
        assert all(word.isascii() and word.islower() for word in language.stop_words), language.code


def test_no_module_lists_the_languages_again() -> None:
    """Two codes in one line of code are a list; a third language would be forgotten there."""
    later = "|".join(languages.CODES[1:])
    again = re.compile(rf"""["'](?:{later})["'].*["'](?:{later})["']|_(?:{later})\b["']""")
    apps = ("kb", "api", "readers", "search", "practices", "media", "jobs", "matching", "zones")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for app in apps
        for path in sorted((ROOT / app).rglob("*"))
        if path.suffix in (".py", ".html", ".js") and "migrations" not in path.parts
        if path.relative_to(ROOT).as_posix() not in MAY_NAME_THEM
        for line in path.read_text(encoding="utf-8").splitlines()
        if again.search(line)
    ]
    assert found == []
