"""Lists the hosts that hold copies of other people's documents: no source is linked there."""

import re
from typing import Final
from urllib.parse import urlsplit

# Under any ending, since they move: `zlibrary.cc`, `fr.scribd.com`, `ws.studylib.es`.
_NAMES: Final = frozenset(
    (
        *("zlibrary", "zlibrary-global", "z-lib", "z-library", "1lib", "b-ok", "libgen", "sci-hub"),
        *("annas-archive", "singlelogin", "bookfi", "booksc", "pdfdrive"),
        *("1library", "123dok", "businessdocbox", "coek", "daneshyari", "docplayer", "docslib", "doczz"),
        *("dokumen", "fdocument", "fdocuments", "pdfcoffee", "pdffox", "pdfroom", "pdfslide", "scribd"),
        *("studocu", "studylib", "studyres", "vdocument", "vdocuments", "what-when-how", "wikisum", "yumpu"),
    )
)
_HOSTS: Final = frozenset(
    ("academia.edu", "core.ac.uk", "documents.pub", "ebin.pub", "qdoc.tips", "researchgate.net", "silo.tips")
)
_DOI_END: Final = re.compile(r"[.,;:)\]]$")


def is_mirror(url: str) -> bool:
    """Returns whether an address leads to one of them, or to a host below it."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return False
    above = {".".join(labels[place:]) for place in range(len(labels))}
    return not _NAMES.isdisjoint(labels[:-1]) or not _HOSTS.isdisjoint(above)


def is_cut_badly(doi: str) -> bool:
    """Returns whether a DOI took a mark of its sentence along."""
    return bool(_DOI_END.search(doi)) and not (doi.endswith(")") and doi.count("(") == doi.count(")"))
