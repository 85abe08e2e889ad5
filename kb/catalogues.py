"""Extracts, keeps and compiles the texts of the site and their translations, by Babel alone."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# Under another name a function that translates is not seen here, and its texts are in no catalogue.
RENAMED = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?) as (\w+)")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)[^{}]*\}")
POSITIONAL = re.compile(r"(?<!%)%[sd]|\{\}")


def translated_languages() -> list[str]:
    """Returns every language of the site but the one that the code is written in."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def every_path() -> list[Path]:
    """Returns the files of all languages: our own texts, and what the admin brings along in English."""
    return [path for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).glob("??/*/django.po"))]


def short_path_of(language: str) -> str:
    """Return the path of the file as people name it, from the project's folder."""
    return path_of(language).relative_to(settings.BASE_DIR).as_posix()


def extract() -> Catalog:
    """Returns all texts marked for translation in the code and the templates of our apps."""
    template = Catalog()
    for path in sources():
        method: Any = extract_template if path.suffix in (".html", ".txt") else extract_python
        with path.open("rb") as file:
            found = extract_messages(method, file, keywords=KEYWORDS, options={"encoding": "utf-8"})
            for _, message, _, context in found:
                template.add(message, context=context)
    return template


def renamed() -> list[str]:
    """Returns one line for each function that translates under a name that is not looked for."""
    return [
        f"{path.relative_to(settings.BASE_DIR)}: texts of {name} as {alias} are in no catalogue"
        for path in sources()
        if path.suffix == ".py"
        for name, alias in RENAMED.findall(path.read_text("utf-8"))
        if alias not in KEYWORDS
    ]


def sources() -> Iterator[Path]:
    for app in (*settings.OUR_APPS, "matching"):
        for path in sorted((settings.BASE_DIR / app).rglob("*")):
            is_template = path.suffix in (".html", ".txt") and "templates" in path.parts
            if is_template or (path.suffix == ".py" and "migrations" not in path.parts):
                yield path


def extract_template(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Any:
    """Extracts from a Django template for Babel, by way of the Python-like text Django makes of it."""
    text = templatize(file.read().decode("utf-8"))
    # What is left of the page around the calls must not be read as indentation.
    lines = "\n".join(line.strip() for line in text.splitlines())
    return extract_python(io.BytesIO(lines.encode("utf-8")), keywords, comment_tags, options)


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Twin Fields", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, template: Catalog) -> int:
    """Write the file anew, sorted, guessing nothing; how many texts wait for a translation."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    return sum(not is_complete(message) for message in catalogue if message.id)


def is_complete(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(texts) and all(texts)


def problems(language: str, template: Catalog) -> list[str]:
    """Returns one line for each text that is missing, uncertain, or whose placeholders went astray."""
    catalogue = read(language)
    found = []
    for wanted in template:
        if not wanted.id:
            continue
        message = catalogue.get(wanted.id, wanted.context)
        text = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
        if any(POSITIONAL.search(part) for part in parts(wanted.id)):
            found.append(f"{language}: name the placeholders of {text!r}")
        if message is None or not is_complete(message):
            found.append(f"{language}: no translation of {text!r}")
        elif message.fuzzy:
            found.append(f"{language}: uncertain (fuzzy) translation of {text!r}")
        elif stray := stray_placeholders(message):
            found.append(f"{language}: placeholders differ in {text!r}: {', '.join(sorted(stray))}")
    return found


def parts(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def stray_placeholders(message: Message) -> set[str]:
    """Names that stand on one side only. A singular may leave out the number that its plural shows."""
    wanted = set().union(*(placeholders(part) for part in parts(message.id)))
    given = [placeholders(part) for part in parts(message.string)]
    return set().union(*given) ^ wanted


def compile_all() -> list[Path]:
    """Write every .mo that is older than its .po; a reader never meets half a file."""
    written = []
    for source in every_path():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        with source.open("rb") as texts, draft.open("wb") as file:
            write_mo(file, read_po(texts, locale=source.parts[-3]))
        draft.replace(target)
        written.append(target)
    return written
