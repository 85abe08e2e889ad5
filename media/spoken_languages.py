"""Names the languages that people speak in films and recordings, by their tags (BCP 47).

The names are those of Unicode's CLDR, as `langcodes` has them. What a language calls itself stands here
where CLDR lacks it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import langcodes
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zones.spelling import without_accents

# Offered first, because farmers of the regions that this site is for speak them; any other can be typed.
# West Africa; the rest of Africa; Latin America and the Caribbean; Asia; spoken in several of these.
_OFFERED: Final = """
    ajg bba bci beh bib blo bm bqc dag ddn dje dop dyo dyu ee ff fod fon gej gur gux ha ife ig kbp kpe kri
    lob men mnk mos mql ntm pil sef ses snk srr sus tbz tem tiv tmh tw vai wo wwa yo

    am ar bem ewo guz kab kam kg ki ln lg lua luo luy mer mg ny om rn rw sg shi sn so ss st suk sw ti tn toi
    ts tum umb ve vmw wal xh zu

    arn ay cab cak gn gym ht kek mam miq nah quc qu shp tzh tzo yua zap

    as bho bn ceb fil gu hi id ilo jv km kn lo mai ml mr my ne or pa ps sat si ta te th ur vi zh

    en es fr pt
"""
FARMERS: Final = tuple(_OFFERED.split())
OWN_NAMES: Final[Mapping[str, str]] = {
    "ay": "Aymar aru",
    "bm": "Bamanankan",
    "dyu": "Julakan",
    "fon": "Fɔngbè",
    "gux": "Gulmancema",
    "mos": "Mooré",
    "nah": "Nāhuatl",
    "tmh": "Tamasheq",
}
# Tags that name no language: undetermined, several, none, invented, not coded.
NO_LANGUAGE: Final = frozenset({"und", "mul", "zxx", "art", "mis"})
TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
IN_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
LONGEST_TYPED: Final = 35


def clean(tag: str) -> str:
    """Returns the tag as it is written, `ff-Latn` for `FF_latn`; raises ValidationError with a sentence."""
    typed = tag.strip()
    try:
        written = langcodes.standardize_tag(typed[:LONGEST_TYPED])
        is_known = langcodes.tag_is_valid(written) and len(typed) <= LONGEST_TYPED
    except langcodes.LanguageTagError:
        is_known = False
    if not is_known or not TAG.fullmatch(written) or written.partition("-")[0] in NO_LANGUAGE:
        raise ValidationError(
            _("“%(tag)s” is not the short name of a language. It has two or three letters: Yom is “pil”."),
            code="unknown_language",
            params={"tag": typed[:LONGEST_TYPED]},
        )
    return written


@lru_cache(maxsize=2048)
def name(tag: str, language: str) -> str:
    """Returns what a spoken language is called in `language`, "peul (Pulaar)"; the tag where nobody knows."""
    try:
        spoken = langcodes.Language.get(tag)
        known = spoken.is_valid()
    except langcodes.LanguageTagError:
        known = False
    if not known:
        return tag
    shown = _plain(spoken, spoken.display_name(language))
    if language != "en" and shown == _plain(spoken, spoken.display_name("en")):
        # CLDR has no name in `language`, and only English writes its languages with a capital.
        shown = shown.lower()
    own = OWN_NAMES.get(tag) or (spoken.autonym() if _is_bare(spoken) and spoken.has_name_data() else "")
    own = _plain(spoken, own)
    return f"{shown} ({own})" if own and without_accents(own) != without_accents(shown) else shown


def choices(language: str) -> list[tuple[str, str]]:
    """Returns the tags and names of the languages that farmers speak, by their names in `language`."""
    named = [(tag, name(tag, language)) for tag in FARMERS]
    return sorted(named, key=lambda pair: without_accents(pair[1]))


def _is_bare(spoken: langcodes.Language) -> bool:
    """Returns whether the tag names a language alone, no script and no country."""
    return spoken.to_tag() == spoken.language


def _plain(spoken: langcodes.Language, found: str) -> str:
    """Returns a name without what CLDR adds to tell languages apart, unless the tag does so itself."""
    return IN_BRACKETS.sub("", found).removesuffix(" languages") if _is_bare(spoken) else found
