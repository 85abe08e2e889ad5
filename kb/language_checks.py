"""What a language of the table still lacks. Warnings, so that a language can be added step by step."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from babel import Locale, UnknownLocaleError
from django.core.checks import CheckMessage, Error, Warning, register
from django.db.migrations.loader import MigrationLoader
from modeltranslation.translator import translator
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from jobs import consent_texts
from kb import catalogues
from practices import consent
from zones import languages
from zones.languages import Language


@register("languages")
def languages_are_complete(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    return [message for language in languages.ALL for message in lacks(language)]


def lacks(language: Language) -> Iterator[CheckMessage]:
    """Yield what is wrong with or missing for one language. Reads files, asks no database."""
    code = language.code
    if not (len(code) == 2 and code.isascii() and code.islower()):
        yield _error(language, "its code is not two small letters", "E001")
    try:
        Locale.parse(language.babel_locale)
    except (UnknownLocaleError, ValueError):
        yield _error(language, f"Babel knows no locale {language.babel_locale!r}", "E002")
    if language is not languages.ALL[0] and not catalogues.path_of(code).exists():
        hint = "Run collect_messages, translate the new file, then run compile_catalogues."
        yield _warning(language, f"there is no catalogue {catalogues.short_path_of(code)}", hint, "W001")
    for app_label, columns in _columns_without_migration(code).items():
        shown = ", ".join(columns[:3]) + (" …" if len(columns) > 3 else "")
        hint = f"Run makemigrations {app_label}, then migrate."
        yield _warning(language, f"no migration of {app_label} has {shown}", hint, "W002")
    if not language.stemmer:
        hint = "Name Snowball's stemmer in zones/languages.py, if it has one."
        yield _warning(language, "it has no stemmer: words are found only as they are written", hint, "W003")
    elif not _is_stemmer(language.stemmer):
        yield _error(language, f"there is no stemmer {language.stemmer!r}", "E003")
    if not language.stop_words:
        hint = "List its small words in zones/languages.py, without accents."
        yield _warning(language, "it has no stop words: small words count like all others", hint, "W004")
    for kind in consent.KINDS:
        if not consent_texts.is_worded_in(kind, code):
            hint = "Have the newest text translated by somebody who can answer for it: jobs/consent_texts.py."
            yield _warning(language, f"the {kind} agreement is not worded in it", hint, "W005")


def _error(language: Language, text: str, number: str) -> Error:
    return Error(
        f"{language.english_name} ({language.code}): {text}.",
        hint="Correct the entry in zones/languages.py.",
        id=f"languages.{number}",
    )


def _warning(language: Language, text: str, hint: str, number: str) -> Warning:
    return Warning(f"{language.english_name} ({language.code}): {text}.", hint=hint, id=f"languages.{number}")


def _is_stemmer(name: str) -> bool:
    try:
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stemmer(name)).build()
    except ValueError:
        return False
    return True


def _columns_without_migration(code: str) -> dict[str, list[str]]:
    """Return the columns of translated fields that no migration of their app makes, by app."""
    found: dict[str, list[str]] = {}
    for model in translator.get_registered_models(abstract=False):
        app_label = model._meta.app_label
        made = _migrated_fields(app_label)
        for field in translator.get_options_for_model(model).all_fields:
            column = f"{field}_{code}"
            if (model._meta.model_name, column) not in made:
                found.setdefault(app_label, []).append(f"{model._meta.model_name}.{column}")
    return {app_label: sorted(columns) for app_label, columns in found.items()}


@cache
def _migrated_fields(app_label: str) -> frozenset[tuple[str, str]]:
    """Return model and name of every field that a migration of the app makes or renames to."""
    module_name, _is_explicit = MigrationLoader.migrations_module(app_label)
    assert module_name is not None
    found: set[tuple[str, str]] = set()
    for module in iter_modules(import_module(module_name).__path__):
        waiting = list(import_module(f"{module_name}.{module.name}").Migration.operations)
        while waiting:
            operation = waiting.pop()
            waiting += getattr(operation, "state_operations", ())
            if hasattr(operation, "fields"):
                found |= {(operation.name_lower, name) for name, _field in operation.fields}
            if hasattr(operation, "model_name_lower"):
                names = (getattr(operation, key, "") for key in ("name", "new_name"))
                found |= {(operation.model_name_lower, name) for name in names if name}
    return frozenset(found)
