"""Search compares stems: two labels that differ only in number or small words are one label to it."""

from collections import defaultdict

import pytest

from practices.thesaurus import HOMONYMS
from practices.thesaurus.entries import read
from search.text.concepts import ConceptIndex, ConceptLabels
from zones.vocabulary import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_concepts_have_a_label_with_the_same_stems(language: str) -> None:
    index = ConceptIndex(
        ConceptLabels(entry.id, entry.broader, {language: entry.labels[language]}) for entry in read()
    )
    owners = defaultdict(set)
    for concept in index:
        for words in index.label_words([concept])[language]:
            owners[words].add(concept)
    meant = [ids for (where, _word), ids in HOMONYMS.items() if where == language]
    assert [ids for ids in owners.values() if len(ids) > 1 and ids not in meant] == []
