"""A reader's words as a query of the embedded engine, built from analysed words, never from raw text."""

from collections.abc import Iterator, Sequence

from tantivy import Occur, Query, Schema

from search.engines.fields import (
    BESIDE_CROP,
    CONCEPT_FIELDS,
    EXACT_BOOST,
    EXACT_FIELD,
    EXTRA_WORDS,
    FUZZY_DISTANCE,
    NAMES_BOOST,
    NAMES_FIELD,
    NAMING_WORDS,
    NEAR_BOOST,
    NEAR_SLOP,
    OTHER_LANGUAGE,
    STEM_FIELDS,
    SURFACE_FIELD,
    TIE_BREAKER,
)
from search.text.analyser import Token
from search.text.query import Phrase, QueryPart, TextQuery, Word
from zones.vocabulary import LANGUAGES


class Compiler:
    """Builds queries for one schema and one reader's language."""

    def __init__(self, schema: Schema, language: str, *, is_fuzzy: bool, is_any: bool) -> None:
        self._schema = schema
        self._languages = (language, *(code for code in LANGUAGES if code != language))
        self._is_fuzzy = is_fuzzy
        self._is_any = is_any

    def compile(self, query: TextQuery) -> Query:
        """Return the query that finds and scores practices for these words."""
        must = [self._phrase(phrase) for phrase in query.phrases]
        if query.needed:
            minimum_match = 1 if self._is_any else query.minimum_match
            needed = [(Occur.Should, self._part(part)) for part in query.needed]
            must.append(Query.boolean_query(needed, minimum_match))
        helpful = [Query.boost_query(self._part(part), EXTRA_WORDS) for part in query.extra]
        helpful += self._near(query)
        clauses = [(Occur.Must, part) for part in must] + [(Occur.Should, part) for part in helpful]
        return Query.boolean_query(clauses)

    def _weight(self, language: str) -> float:
        return 1.0 if language == self._languages[0] else OTHER_LANGUAGE

    def _part(self, part: QueryPart) -> Query:
        """Return a query for a word, or for concepts: their words alone do not match, but raise the score."""
        words = [self._word(word) for word in part.words]
        if not part.concepts:
            return Query.boolean_query([(Occur.Must, word) for word in words])
        fields = [
            Query.boost_query(Query.term_query(self._schema, field, concept), boost)
            for concept in sorted(part.concepts)
            for field, boost in CONCEPT_FIELDS.items()
        ]
        if self._is_fuzzy:
            fields += words
        named = [(Occur.Must, Query.disjunction_max_query(fields, TIE_BREAKER))]
        helped = [(Occur.Should, Query.boost_query(word, NAMING_WORDS)) for word in words]
        found = Query.boolean_query(named + helped)
        return Query.boost_query(found, BESIDE_CROP) if part.is_lighter else found

    def _word(self, word: Word) -> Query:
        """Return a query for the word in the best of all fields of all languages."""
        places = [self._term(NAMES_FIELD, word.folded, NAMES_BOOST, word)]
        for language in self._languages:
            weight = self._weight(language)
            if word.is_foreign(language):
                places.append(self._term(f"{SURFACE_FIELD}_{language}", word.typed.lower(), weight, word))
                continue
            places.append(self._term(f"{EXACT_FIELD}_{language}", word.folded, EXACT_BOOST * weight, word))
            if stem := word.stem(language):
                for field, boost in STEM_FIELDS.items():
                    places.append(self._term(f"{field}_{language}", stem, boost * weight, word))
            if self._is_fuzzy:
                # A slip may change how a word is stemmed, so it is also compared as written.
                places.append(self._term(f"{SURFACE_FIELD}_{language}", word.typed.lower(), weight, word))
        return Query.disjunction_max_query(places, TIE_BREAKER)

    def _term(self, field: str, text: str, boost: float, word: Word) -> Query:
        if self._is_fuzzy and word.bends(text):
            return Query.boost_query(
                Query.fuzzy_term_query(self._schema, field, text, FUZZY_DISTANCE, True), boost
            )
        return Query.boost_query(Query.term_query(self._schema, field, text), boost)

    def _phrase(self, phrase: Phrase) -> Query:
        """Return a query for the words in a row, in any field of any language."""
        places = [self._row(NAMES_FIELD, phrase.plain, NAMES_BOOST)]
        for language in self._languages:
            weight = self._weight(language)
            places.append(self._row(f"{EXACT_FIELD}_{language}", phrase.plain, EXACT_BOOST * weight))
            if stemmed := phrase.tokens(language):
                for field, boost in STEM_FIELDS.items():
                    places.append(self._row(f"{field}_{language}", stemmed, boost * weight))
        return Query.disjunction_max_query(places, TIE_BREAKER)

    def _row(self, field: str, tokens: Sequence[Token], boost: float) -> Query:
        if len(tokens) == 1:
            return Query.boost_query(Query.term_query(self._schema, field, tokens[0].text), boost)
        first = tokens[0].position
        words: list[str | tuple[int, str]] = [(token.position - first, token.text) for token in tokens]
        return Query.boost_query(Query.phrase_query(self._schema, field, words), boost)

    def _near(self, query: TextQuery) -> Iterator[Query]:
        language = self._languages[0]
        found = [stem for word in query.unnamed if (stem := word.stem(language))]
        if len(found) > 1 and not self._is_fuzzy:
            for field, boost in STEM_FIELDS.items():
                row: list[str | tuple[int, str]] = list(found)
                near = Query.phrase_query(self._schema, f"{field}_{language}", row, NEAR_SLOP)
                yield Query.boost_query(near, boost * NEAR_BOOST)
