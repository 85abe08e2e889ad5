"""Where words are looked for and what a find there counts for: the same in every engine."""

from typing import Final

# Fields of stems, one a language, and what a word in them counts for.
STEM_FIELDS: Final = {"title": 4.0, "keywords": 2.0, "summary": 2.0, "body": 1.0}
# The title as it is written, so that a word that is exactly so in a title comes before its relatives.
EXACT_FIELD: Final = "exact"
EXACT_BOOST: Final = 6.0
# Local names, place and tags: one field for all languages.
NAMES_FIELD: Final = "names"
NAMES_BOOST: Final = 5.0
# Concepts of the thesaurus, one field for all languages: what a practice has in its name, what else it is
# about, what it mentions, and what stands above any of these. They count the same in whatever language they
# were asked for.
CONCEPT_FIELDS: Final = {"titled": 10.0, "concepts": 5.0, "mentions": 1.5, "broader": 1.0}
# Those of a practice that treats the concept.
TREATED_FIELDS: Final = ("titled", "concepts")
# The words that named a concept count as words too, for so much of their weight: enough to order practices
# that have the concept alike, too little to order them differently in each language.
NAMING_WORDS: Final = 0.01
# Words beside the concepts that decide.
EXTRA_WORDS: Final = 0.5
# Every word as it is written, for corrections.
SURFACE_FIELD: Final = "surface"
# A problem beside a crop, for so much of its weight: what grows on the land matters more.
BESIDE_CROP: Final = 0.2
# What another language than the reader's counts for.
OTHER_LANGUAGE: Final = 0.4

# A word counts where it fits best, and a little for every other place.
TIE_BREAKER: Final = 0.1
# Words next to each other, in the reader's language: at most so many others between them.
NEAR_BOOST: Final = 2.0
NEAR_SLOP: Final = 2

FUZZY_DISTANCE: Final = 1
