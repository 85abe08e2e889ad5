"""Makes a practice into one file that opens from any disk: no script, no address to ask, its drawings inside.

It holds what the practice's page tells of the practice itself, and leads to films and voices. These, photos
and what peers told stay on the site: there they can be taken back, in a file that is passed on they cannot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from practices import drawings
from practices.interchange.record_files import LICENCE_ADDRESSES
from practices.models import Practice
from readers import selectors
from readers.presenters.practice.clip_views import ClipView
from readers.presenters.practice.clips import Clips, clips_page
from readers.presenters.practice.page import PracticeView, practice_view
from readers.presenters.practice.pictures import Photos, drawing
from readers.presenters.view_models import Picture, Step
from readers.request_land import RequestLand
from readers.styles import kept_css
from zones.land import Land
from zones.languages import language_of

LARGEST: Final = 30_000
# Of the words that are said in a film or by a voice: about two minutes of speech.
LONGEST_SAID: Final = 1_500
# All that may stand within quotes in HTML and in an address of data.
_PLAIN_IN_DATA: Final = " /:;,?@=+$-_.!~*'()[]|^`{}"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What the template of a kept file shows beside the practice; `address` is that of its page."""

    practice: PracticeView
    clips: Sequence[ClipView]
    address: str
    site: str
    home: str
    licence_address: str
    language_name: str


def kept_name(practice: Practice) -> str:
    """Returns what a kept file is called: the practice and the active language."""
    return f"{practice.slug}-{get_language()}.html"


def kept_html(practice: Practice, path: str) -> str:
    """Returns the file in the active language; `path` is that of the practice's page.

    Where everything is more than 30 kB, drawings are left out, the last steps' first. Words never are.
    """
    names = [practice.drawing, *(step.drawing for step in practice.steps.all())]
    pictures = [_inlined(name, get_language() or "") for name in names]
    view = practice_view(
        RequestLand(Land()),
        practice,
        path,
        None,
        (),
        photos=Photos({}),
        clips=Clips({}),
        standings=practice.standings(),
    )
    html = _rendered(practice, view, pictures, path)
    excess = len(html.encode()) - LARGEST
    if excess <= 0:
        return html
    for place in reversed(range(len(pictures))):
        if excess > 0 and (left_out := pictures[place]) is not None:
            excess -= len(left_out.src.encode())
            pictures[place] = None
    return _rendered(practice, view, pictures, path)


def _rendered(practice: Practice, view: PracticeView, pictures: Sequence[Picture | None], path: str) -> str:
    lead, *of_steps = pictures
    steps: list[Step] = [
        replace(step, picture=picture) for step, picture in zip(view.steps, of_steps, strict=True)
    ]
    file = KeptFile(
        practice=replace(view, picture=lead, steps=steps),
        clips=_clips(practice),
        site=settings.WAGTAILADMIN_BASE_URL,
        address=settings.WAGTAILADMIN_BASE_URL + path,
        home=f"{settings.WAGTAILADMIN_BASE_URL}/{get_language()}/",
        licence_address=LICENCE_ADDRESSES.get(practice.licence, ""),
        language_name=language_of(get_language()).name,
    )
    context = {"file": file, "published_at": practice.last_published_at, "language": get_language()}
    return render_to_string("readers/keep/file.html", {**context, "css": kept_css()})


def _clips(practice: Practice) -> list[ClipView]:
    """Returns the films and voices of a practice, those with few words with what is said in them."""
    found = clips_page(RequestLand(Land()), practice, Clips(selectors.clips_of(practice))).clips
    return [
        clip if clip.said and len(clip.said.text) <= LONGEST_SAID else replace(clip, said=None)
        for clip in found
    ]


@lru_cache(maxsize=512)
def _inlined(name: str, language: str) -> Picture | None:
    """Returns a drawing whose address is the drawing itself; `language` is that of its description."""
    known = drawing(name)
    file = drawings.file_of(name) if known else None
    if known is None or file is None:
        return None
    return replace(known, src=data_address(file.read_text(encoding="utf-8")))


def data_address(svg: str) -> SafeString:
    """Returns a drawing as an address of data that may stand between double quotes."""
    # Django would write each apostrophe as six signs more; here nothing is left that HTML reads as its own.
    return mark_safe(f"data:image/svg+xml,{quote(svg, safe=_PLAIN_IN_DATA)}")  # noqa: S308
