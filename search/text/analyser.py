"""Analysers: texts into the words that are searched, one analyser a language, for every engine.

Tantivy's, called from here also where tantivy does not search, so that all engines hold the same words. In
order: NFC, elided words cut off, simple tokens, small letters, accents folded, stop words, Snowball stems.
Folding comes before stemming, which makes accents optional and keeps Spanish -ión and -iones together.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from zones.blank import INVISIBLE
from zones.languages import BY_CODE, CODES

# Of the words, and of the concepts found among them; an index made with another version is rebuilt.
ANALYSER_VERSION: Final = f"4/{'+'.join(CODES)}/tantivy-{version('tantivy')}"

# Tokens of so many bytes and more are not taken for words.
LONGEST_TOKEN: Final = 80
# Bytes of one letter, at most.
_WIDEST: Final = 4
# Stands in the place of a stop word, or of one that is too long, so that the words around it are not taken
# for neighbours. No word can be this.
GAP: Final = "_"
# Words whose stem is remembered, in each language: a text has few that are rare.
REMEMBERED_WORDS: Final = 50_000

# "l'eau", "d'Ivoire", "qu'on", whatever the page's language.
ELIDED: Final = frozenset(
    ("l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu")
)
_LONGEST_ELIDED: Final = max(map(len, ELIDED))
_APOSTROPHE: Final = re.compile("['’ʼ`´]")
# Control characters and lone surrogates end a word like a space does.
_UNWRITABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A searched word and where it stands: characters [start, end) of the cleaned text."""

    text: str
    start: int
    end: int
    position: int


def cleaned(text: str) -> str:
    """Return the text in NFC, on one line, without invisible characters. Offsets of tokens refer to it."""
    return _UNWRITABLE.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def prepared(text: str) -> str:
    """Return what the analysers read: the cleaned text with elided words blanked, of the same length."""
    clean = cleaned(text)
    blanks = [span for found in _APOSTROPHE.finditer(clean) if (span := _elided(clean, found.start()))]
    if not blanks:
        return clean
    parts, at = [], 0
    for start, end in blanks:
        parts += [clean[at:start], " " * (end - max(start, at))]
        at = end
    return "".join([*parts, clean[at:]])


def _elided(clean: str, apostrophe: int) -> tuple[int, int] | None:
    """Return start and end of an elided word before an apostrophe or an English possessive after it."""
    start = apostrophe
    while start and clean[start - 1].isalnum() and apostrophe - start <= _LONGEST_ELIDED:
        start -= 1
    before, after = clean[start:apostrophe].lower(), clean[apostrophe + 1 : apostrophe + 3]
    if before in ELIDED and after[:1].isalnum():
        return start, apostrophe + 1
    if before and after[:1] in ("s", "S") and not after[1:].isalnum():
        return apostrophe, apostrophe + 2
    return None


def _simple() -> TextAnalyzerBuilder:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_TOKEN))
    return builder.filter(Filter.lowercase())


def _one_word() -> TextAnalyzerBuilder:
    return TextAnalyzerBuilder(Tokenizer.raw())


def _stemming(builder: TextAnalyzerBuilder, language: str) -> TextAnalyzer:
    stop_words = Filter.custom_stopword(sorted(BY_CODE[language].stop_words))
    folding = builder.filter(Filter.ascii_fold()).filter(stop_words)
    stemmer = BY_CODE[language].stemmer
    return (folding.filter(Filter.stemmer(stemmer)) if stemmer else folding).build()


def _for_texts(builder: TextAnalyzerBuilder, language: str) -> TextAnalyzer:
    with_accents = Filter.custom_stopword(sorted(BY_CODE[language].stop_words_with_accents))
    return _stemming(builder.filter(with_accents), language)


@cache
def analyser(language: str) -> TextAnalyzer:
    """Return the analyser of practices' texts: prepared text into stems."""
    return _for_texts(_simple(), language)


@cache
def asking_analyser(language: str) -> TextAnalyzer:
    """Return the analyser of readers' words, who may leave out every accent: prepared text into stems."""
    return _stemming(_simple(), language)


@cache
def plain_analyser() -> TextAnalyzer:
    """Return the analyser that only folds accents: prepared text into words, none dropped or stemmed."""
    return _simple().filter(Filter.ascii_fold()).build()


@cache
def surface_analyser() -> TextAnalyzer:
    """Return the analyser that only lowers case: prepared text into words as they are written."""
    return _simple().build()


def _tokens(analyzer: TextAnalyzer, text: str) -> list[Token]:
    found = analyzer.pre_tokenize(prepared(text)).tokens
    return [Token(one.text, one.char_offset_from, one.char_offset_to, one.position) for one in found]


def tokens(text: str, language: str) -> list[Token]:
    """Return the stems of a practice's text with their places in `cleaned(text)`."""
    return _tokens(analyser(language), text)


def asked_tokens(text: str, language: str) -> list[Token]:
    """Return the stems of a reader's text with their places in `cleaned(text)`."""
    return _tokens(asking_analyser(language), text)


def plain_tokens(text: str) -> list[Token]:
    """Return the folded words of a text with their places in `cleaned(text)`."""
    return _tokens(plain_analyser(), text)


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a practice's text."""
    return analyser(language).analyze(prepared(text))


def asked_stems(text: str, language: str) -> list[str]:
    """Return the stems of a reader's text."""
    return asking_analyser(language).analyze(prepared(text))


def folded_words(text: str) -> list[str]:
    """Return the words of a text without accents, in small letters."""
    return plain_analyser().analyze(prepared(text))


def is_stop_word(word: str, language: str) -> bool:
    """Return whether a folded word is a stop word of that language."""
    return word in BY_CODE[language].stop_words


# --- word by word, for many texts ---------------------------------------------------------------------------


@cache
def _every_word() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).build()


@cache
def _word_folder() -> TextAnalyzer:
    return _one_word().filter(Filter.ascii_fold()).build()


def written_words(text: str) -> list[str]:
    """Return every word at its position, in small letters; GAP for what is too long to be a word."""
    words = _every_word().analyze(prepared(text))
    if max(map(len, words), default=0) * _WIDEST < LONGEST_TOKEN:
        return words
    return [word if len(word.encode()) < LONGEST_TOKEN else GAP for word in words]


@lru_cache(maxsize=REMEMBERED_WORDS)
def folded_word(word: str) -> str:
    """Return a written word as `plain_analyser` makes it."""
    return _word_folder().analyze(word)[0]


@cache
def word_stemmer(language: str) -> Callable[[str], str]:
    """Return a function that makes of a written word what `analyser` makes of it, GAP of a stop word."""
    stemming = _for_texts(_one_word(), language)

    @lru_cache(maxsize=REMEMBERED_WORDS)
    def stem_of(word: str) -> str:
        found = stemming.analyze(word)
        return found[0] if found else GAP

    return stem_of
