"""Words that carry no meaning of their own, by language, without accents and in small letters.

Source: our own lists, written for this site from the grammars' closed classes (articles, pronouns, common
prepositions and conjunctions, auxiliary verbs). Left out on purpose, because farmers mean something by them:
"no", "without", "sans", "sin" (no-till, without ploughing), "peu", "poco" (little rain), and what reads like
a farmer's word once its accents are gone: "mais" (maize), "son" (bran), "vers" (worms), "ete" (summer), "sur"
(south, in Spanish).
Changing a list changes the index: raise ANALYSER_VERSION in `search/text/analyser.py`.
"""

from typing import Final

_ENGLISH: Final = """
a about after all also am an and any are as at be because been before being between both but by can
could did do does doing during each either else ever every few for from further get gets got had has
have having he her here hers him his how i if in into is it its itself just may me might more most much
must my neither nor not of off often on once only or other our ours out own per same shall she should
since so some still such than that the their theirs them then there these they this those through thus
to too until up us very was we were what when where whether which while who whom whose why will with
would yet you your yours
"""

_FRENCH: Final = """
a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avaient avais avait avant avec
avez avoir avons c car ce ceci cela celle celles celui ces cet cette ceux chacun chaque chez ci comme
comment d dans de des deux donc dont du elle elles en encore entre es est et etaient etait etant etre eu
eux fait faire fois font furent ici il ils j je jusque l la le les leur leurs lors lorsque lui m ma
me meme memes mes moi mon n ne ni nos notre nous on ont ou par parce pas peut plus plusieurs pour
pourquoi puis puisque qu quand que quel quelle quelles quels qui quoi s sa se selon sera sert ses si
soit sont souvent sous suis ta te tel telle tes toi ton tous tout toute toutes tres trop tu un une
va via vos votre vous y
"""

_SPANISH: Final = """
a al algo algun alguna algunas alguno algunos ambos ante antes aquel aquella aquellas aquellos aqui asi
aun aunque cada como con cual cuales cualquier cuando cuanto de del desde despues donde dos durante e el
ella ellas ellos en entonces entre era eran es esa esas ese eso esos esta estaba estaban estan estar
estas este esto estos fue fueron ha haber habia hace hacer hacia han hasta hay he la las le les lo los
mas me mi mientras mis mucho muy ni nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro
otros para pero por porque pues que quien quienes se sea segun ser si sido sino sobre solo son su
sus tal tambien tan tanto te tener tiene tienen toda todas todo todos tras tu tus u un una unas uno unos
usted ustedes y ya yo
"""

STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}

# Dropped from what practices say while the accents are still there: the French "but", which is not maize.
STOP_WORDS_WITH_ACCENTS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(),
    "fr": frozenset({"mais"}),
    "es": frozenset(),
}
