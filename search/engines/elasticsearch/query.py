"""A reader's words as an Elasticsearch query: the same clauses as the embedded engine's, field by field.

Built from analysed words only; nothing that was typed is read by a parser of the server.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from search.engines.base import Selection
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

Query = dict[str, Any]

EVERYTHING: Final[Query] = {"match_all": {}}


def words_query(selection: Selection) -> Query:
    """Return the query for a selection's words."""
    return _Compiler(selection).compile(selection.query)


class _Compiler:
    def __init__(self, selection: Selection) -> None:
        first = selection.language
        self._languages = (first, *(code for code in LANGUAGES if code != first))
        self._is_fuzzy = selection.is_fuzzy
        self._is_any = selection.is_any

    def compile(self, query: TextQuery) -> Query:
        must = [self._phrase(phrase) for phrase in query.phrases]
        if query.needed:
            minimum_match = 1 if self._is_any else query.minimum_match
            needed = [self._part(part) for part in query.needed]
            must.append({"bool": {"should": needed, "minimum_should_match": minimum_match}})
        helpful = [_weighed(self._part(part), EXTRA_WORDS) for part in query.extra]
        helpful += self._near(query)
        return {"bool": {"must": must, "should": helpful}}

    def _weight(self, language: str) -> float:
        return 1.0 if language == self._languages[0] else OTHER_LANGUAGE

    def _part(self, part: QueryPart) -> Query:
        """Return a query for a word, or for concepts: their words alone do not match, but raise the score."""
        words = [self._word(word) for word in part.words]
        if not part.concepts:
            return {"bool": {"must": words}}
        fields = [
            _exactly(field, concept, boost)
            for concept in sorted(part.concepts)
            for field, boost in CONCEPT_FIELDS.items()
        ]
        if self._is_fuzzy:
            fields += words
        helped = [_weighed(word, NAMING_WORDS) for word in words]
        weight = BESIDE_CROP if part.is_lighter else 1.0
        return {"bool": {"must": [_best_of(fields)], "should": helped, "boost": weight}}

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
        return _best_of(places)

    def _term(self, field: str, text: str, boost: float, word: Word) -> Query:
        if not (self._is_fuzzy and word.bends(text)):
            return _exactly(field, text, boost)
        near = {
            "value": text,
            "fuzziness": FUZZY_DISTANCE,
            "transpositions": True,
            # Every neighbour counts the same, and none is left out because there are many.
            "rewrite": "constant_score",
            "boost": boost,
        }
        return {"fuzzy": {field: near}}

    def _phrase(self, phrase: Phrase) -> Query:
        """Return a query for the words in a row, in any field of any language."""
        places = [_row(NAMES_FIELD, phrase.plain, NAMES_BOOST)]
        for language in self._languages:
            weight = self._weight(language)
            places.append(_row(f"{EXACT_FIELD}_{language}", phrase.plain, EXACT_BOOST * weight))
            if stemmed := phrase.tokens(language):
                for field, boost in STEM_FIELDS.items():
                    places.append(_row(f"{field}_{language}", stemmed, boost * weight))
        return _best_of(places)

    def _near(self, query: TextQuery) -> Iterator[Query]:
        language = self._languages[0]
        found = [stem for word in query.unnamed if (stem := word.stem(language))]
        if len(found) > 1 and not self._is_fuzzy:
            for field, boost in STEM_FIELDS.items():
                near = {
                    "query": " ".join(found),
                    "analyzer": "whitespace",
                    "slop": NEAR_SLOP,
                    "boost": boost * NEAR_BOOST,
                }
                yield {"match_phrase": {f"{field}_{language}": near}}


def _weighed(query: Query, boost: float) -> Query:
    return {"bool": {"must": [query], "boost": boost}}


def _best_of(places: list[Query]) -> Query:
    return {"dis_max": {"queries": places, "tie_breaker": TIE_BREAKER}}


def _exactly(field: str, text: str, boost: float) -> Query:
    return {"term": {field: {"value": text, "boost": boost}}}


def _row(field: str, tokens: Sequence[Token], boost: float) -> Query:
    """Return a query for words one after the other, with as many others between them as were typed."""
    if len(tokens) == 1:
        return _exactly(field, tokens[0].text, boost)
    clauses: list[Query] = []
    for before, token in zip((None, *tokens), tokens, strict=False):
        if before is not None and token.position - before.position > 1:
            clauses.append({"span_gap": {field: token.position - before.position - 1}})
        clauses.append({"span_term": {field: token.text}})
    return {"span_near": {"clauses": clauses, "slop": 0, "in_order": True, "boost": boost}}


# --- filters --------------------------------------------------------------------------------


def gate_filters(gate: frozenset[str] | None) -> list[Query]:
    """Return the filter of a land-use gate; none for an open gate."""
    return [] if gate is None else [{"terms": {"land_uses": sorted(gate)}}]


def facet_filters(selection: Selection) -> list[Query]:
    """Return a filter for each facet with something ticked."""
    return [{"terms": {f"facets.{name}": sorted(codes)}} for name, codes in selection.facets.items() if codes]


def all_of(filters: Sequence[Query]) -> Query:
    """Return a query that all filters must pass; one for everything without any."""
    return {"bool": {"filter": list(filters)}} if filters else EVERYTHING
