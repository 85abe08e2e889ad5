"""The languages of the site, one entry each: everything that differs from language to language.

Pure. Settings, models, search and pages read it from here: another language is another entry, a catalogue
and a migration, and `manage.py check` names what it still lacks. Texts are shown in the reader's language,
else in the first that has them, in the order of this table; the first is the language that the code is
written in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


def gettext_noop(text: str) -> str:
    """Return the text as it is; marks it for translators, who find it by this function's name."""
    return text


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language.

    `name` is how it calls itself. `english_name` and `note` are texts for translation; the note stands
    behind a passage that is shown for want of a translation. `stemmer` is Snowball's name, empty where it
    has none: then only words written alike are found.

    Stop words carry no meaning of their own; without accents and in small letters. Source: our own lists,
    written for this site from the grammars' closed classes (articles, pronouns, common prepositions and
    conjunctions, auxiliary verbs). Left out on purpose, because farmers mean something by them: "no",
    "without", "sans", "sin" (no-till, without ploughing), "peu", "poco" (little rain), and what reads like
    a farmer's word once its accents are gone: "mais" (maize), "son" (bran), "vers" (worms), "ete" (summer),
    "sur" (south, in Spanish). Changing a list changes the index: raise ANALYSER_VERSION in
    `search/text/analyser.py`. `stop_words_with_accents` are dropped from what practices say while the
    accents are still there.

    `own_letters`: letters that other languages lack, in small letters. Their accents may be left out in
    words of this language; elsewhere the word without it is another one.
    `link_locale`: how Open Graph names it, a language with a country; Spanish here is that of Latin America.
    `cell_separator`: what spreadsheets in this language put between the cells of a CSV file; a comma in a
    number makes that a semicolon.
    `ground_words`: whoever says one may say another; soil is tired, and so is land. `keeps_s_after_vowel`:
    the stemmer leaves the plural -s there. `groups_digits_from`: smaller whole numbers are written without
    blanks, for readers to whom a point between thousands would be a decimal sign.
    """

    code: str
    name: str
    english_name: str
    note: str
    babel_locale: str
    link_locale: str = ""
    cell_separator: str = ","
    stemmer: str = ""
    stop_words: frozenset[str] = frozenset()
    stop_words_with_accents: frozenset[str] = frozenset()
    own_letters: frozenset[str] = frozenset()
    ground_words: tuple[str, ...] = ()
    keeps_s_after_vowel: bool = False
    groups_digits_from: int | None = None


ALL: Final = (
    Language(
        code="en",
        name="English",
        english_name=gettext_noop("English"),
        note=gettext_noop("in English"),
        babel_locale="en",
        link_locale="en_GB",
        stemmer="english",
        ground_words=("soil", "land", "ground"),
        stop_words=_words("""
            a about after all also am an and any are as at be because been before being between both but
            by can could did do does doing during each either else ever every few for from further get
            gets got had has have having he her here hers him his how i if in into is it its itself just
            may me might more most much must my neither nor not of off often on once only or other our
            ours out own per same shall she should since so some still such than that the their theirs
            them then there these they this those through thus to too until up us very was we were what
            when where whether which while who whom whose why will with would yet you your yours
        """),
    ),
    Language(
        code="fr",
        name="Français",
        english_name=gettext_noop("French"),
        note=gettext_noop("in French"),
        babel_locale="fr",
        link_locale="fr_FR",
        cell_separator=";",
        stemmer="french",
        ground_words=("sol", "terre"),
        keeps_s_after_vowel=True,
        # "But", which is not maize.
        stop_words_with_accents=frozenset({"mais"}),
        stop_words=_words("""
            a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avaient avais avait
            avant avec avez avoir avons c car ce ceci cela celle celles celui ces cet cette ceux chacun
            chaque chez ci comme comment d dans de des deux donc dont du elle elles en encore entre es
            est et etaient etait etant etre eu eux fait faire fois font furent ici il ils j je jusque l
            la le les leur leurs lors lorsque lui m ma me meme memes mes moi mon n ne ni nos notre nous
            on ont ou par parce pas peut plus plusieurs pour pourquoi puis puisque qu quand que quel
            quelle quelles quels qui quoi s sa se selon sera sert ses si soit sont souvent sous suis ta
            te tel telle tes toi ton tous tout toute toutes tres trop tu un une va via vos votre vous y
        """),
    ),
    Language(
        code="es",
        name="Español",
        english_name=gettext_noop("Spanish"),
        note=gettext_noop("in Spanish"),
        babel_locale="es",
        link_locale="es_LA",
        cell_separator=";",
        stemmer="spanish",
        own_letters=frozenset("ñ"),
        ground_words=("suelo", "tierra"),
        # A point would be read as a decimal sign in much of Latin America: 2343, 12 900.
        groups_digits_from=10_000,
        stop_words=_words("""
            a al algo algun alguna algunas alguno algunos ambos ante antes aquel aquella aquellas
            aquellos aqui asi aun aunque cada como con cual cuales cualquier cuando cuanto de del desde
            despues donde dos durante e el ella ellas ellos en entonces entre era eran es esa esas ese
            eso esos esta estaba estaban estan estar estas este esto estos fue fueron ha haber habia hace
            hacer hacia han hasta hay he la las le les lo los mas me mi mientras mis mucho muy ni nos
            nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero por porque
            pues que quien quienes se sea segun ser si sido sino sobre solo son su sus tal tambien tan
            tanto te tener tiene tienen toda todas todo todos tras tu tus u un una unas uno unos usted
            ustedes y ya yo
        """),
    ),
)

BY_CODE: Final[Mapping[str, Language]] = {language.code: language for language in ALL}
CODES: Final = tuple(BY_CODE)


def language_of(code: str | None) -> Language:
    """Return the language of a code such as "fr" or "fr-ca"; the first where there is none of that code."""
    return BY_CODE.get((code or "")[:2], ALL[0])


def letters_of(code: str, text: str) -> bool:
    """Return whether a text has a letter that only the language of that code has; none has no code."""
    return code in BY_CODE and not BY_CODE[code].own_letters.isdisjoint(text.lower())


def is_foreign(text: str, code: str) -> bool:
    """Return whether a text has a letter of another language that the language of that code lacks."""
    return not letters_of(code, text) and any(letters_of(other, text) for other in CODES)
