"""Snippets: the passage of a practice that answers the words, with the words marked.

Everything that people wrote is escaped before the marks are put around it, so no text can become markup.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.text.analyser import Token, asked_stems, cleaned, folded_words, plain_tokens, stems, tokens
from search.text.query import TextQuery
from zones.vocabulary import LANGUAGES

SNIPPET_CHARACTERS: Final = 160
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage with `<mark>`; `lang` is None where it is in the reader's language."""

    html: SafeString
    lang: str | None = None


class SourceText(NamedTuple):
    """A text that may be shown; `language` is empty for names, which belong to all languages.

    `own` is what the practice says there in the reader's language: None where it says nothing, empty where
    readers see it anyway.
    """

    text: str
    language: str
    own: str | None = None


# The labels of a concept by language, each as the words that a text of that language holds.
Labels = Mapping[str, Sequence[tuple[str, ...]]]


class SearchedWords:
    """The words of a query, stemmed for each language, and the labels of the concepts that they name."""

    def __init__(self, query: TextQuery, labels: Labels | None = None) -> None:
        phrases = [phrase.typed for phrase in query.phrases]
        folded = [word.folded for word in query.words]
        self._plain = frozenset(folded).union(*(folded_words(text) for text in phrases))
        self._stems = {
            language: frozenset(asked_stems(" ".join((*_at_home(query, language), *phrases)), language))
            for language in LANGUAGES
        }
        self._labels = labels or {}

    def in_(self, language: str) -> frozenset[str]:
        """Return the stems of that language, or the folded words for names without a language."""
        return self._stems[language] if language else self._plain

    def hits(self, words: Sequence[str], language: str) -> set[int]:
        """Return the positions of words that answer the query: its own, and whole labels of its concepts."""
        typed = self.in_(language)
        found = {at for at, word in enumerate(words) if word in typed}
        for label in self._labels.get(language, ()):
            for at, word in enumerate(words):
                if word == label[0] and tuple(words[at : at + len(label)]) == label:
                    found.update(range(at, at + len(label)))
        return found

    def found(self, source: SourceText) -> int:
        """Return how many different words of a text answer the query."""
        have = stems(source.text, source.language) if source.language else folded_words(source.text)
        return len({have[at] for at in self.hits(have, source.language)})


def _at_home(query: TextQuery, language: str) -> Iterator[str]:
    """Yield the folded words that a text of that language may hold."""
    return (word.folded for word in query.words if not word.is_foreign(language))


def snippet(sources: Iterable[SourceText], wanted: SearchedWords, language: str) -> Snippet | None:
    """Return a passage of the source that has the most of the words; None when none has any.

    `sources` stand in the order of preference, texts of one language together: another language is only
    looked at when the earlier ones have none of the words.
    """
    best, most = None, 0
    for source in sources:
        if best is not None and (source.language != best.language or most >= len(wanted.in_(best.language))):
            break
        found = wanted.found(source) if source.text else 0
        if found > most:
            best, most = source, found
    if best is None:
        return None
    if best.own is not None:
        # The words stand in a translation alone; the reader is shown the same passage.
        return Snippet(marked(best.own, language, wanted)) if best.own else None
    lang = best.language if best.language not in ("", language) else None
    return Snippet(marked(best.text, best.language, wanted), lang)


def marked(text: str, language: str, wanted: SearchedWords, length: int = SNIPPET_CHARACTERS) -> SafeString:
    """Return about `length` characters around the densest run of the words, escaped and marked."""
    clean = cleaned(text)
    found = tokens(text, language) if language else plain_tokens(text)
    hits = [found[at] for at in sorted(wanted.hits([token.text for token in found], language))]
    start, end = _window(clean, hits, length)
    inside = [token for token in hits if start <= token.start and token.end <= end]
    html = "".join(_pieces(clean, inside, start, end))
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(clean) else ""
    return mark_safe(f"{before}{html.strip()}{after}")  # noqa: S308  every piece was escaped


def _pieces(clean: str, hits: Sequence[Token], start: int, end: int) -> Iterator[str]:
    at = start
    for hit in hits:
        yield escape(clean[at : hit.start])
        yield f"<mark>{escape(clean[hit.start : hit.end])}</mark>"
        at = hit.end
    yield escape(clean[at:end])


def _window(clean: str, hits: Sequence[Token], length: int) -> tuple[int, int]:
    """Return start and end of the stretch with the most different words; both lie between words."""
    if len(clean) <= length or not hits:
        return 0, len(clean) if len(clean) <= length else _word_end(clean, length)
    best, most = hits[0], 0
    for first, hit in enumerate(hits):
        inside = {other.text for other in hits[first:] if other.end - hit.start <= length}
        if len(inside) > most:
            best, most = hit, len(inside)
    # A third of the room goes before the first word, more when the text ends soon after it.
    start = max(0, min(best.start - length // 3, len(clean) - length))
    if start:
        space = clean.find(" ", start, best.start)
        start = space + 1 if space >= 0 else best.start
    return start, _word_end(clean, start + length)


def _word_end(clean: str, at: int) -> int:
    """Return the position of the last space before `at`, or `at` when there is none near."""
    if at >= len(clean):
        return len(clean)
    space = clean.rfind(" ", max(0, at - 40), at + 1)
    return space if space > 0 else at
