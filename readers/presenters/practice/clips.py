"""Films and voices: what can be watched and heard of a practice, how much each costs, before anybody taps.

Shown is what lies among the public files of a clip, so that what is not made yet, or not public any more, is
not there. Nothing is loaded before the reader asks for it but the still picture of one film.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from media import spoken_languages
from media.models import Clip, PublicCopy
from practices.models import Practice
from practices.passages import Passage, passage
from practices.slugs import slug_of
from readers.presenters.practice.clip_views import (
    ClipFile,
    ClipsPage,
    ClipsSection,
    ClipView,
    Track,
    Voice,
)
from readers.presenters.wording import NBSP, file_size, number, sentence_case
from readers.request_land import RequestLand, with_query
from search.voices import Heard
from zones.labels import label
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

FILM: Final = "film.mp4"
POSTER: Final = "poster.jpg"
# Browsers load a still picture, and captions that are shown at once, before the tap, when the page has to
# stay small: so those of one film, and none that cost more than this.
LARGEST_POSTER: Final = 8_000
LARGEST_CAPTIONS: Final = 5_000
# The rest has a page of its own, where the words stand that are said.
MOST_ON_PAGE: Final = 3


@dataclass(frozen=True, slots=True)
class Clips:
    """The clips of a page by number. A preview, for people of the region, has those not public too."""

    by_number: Mapping[int, Clip]
    is_preview: bool = False

    def view(self, number: int | None) -> ClipView | None:
        """Return the clip of that number; None where there is none, or nothing of it can be played yet."""
        clip = self.by_number.get(number) if number else None
        if clip is None:
            return None
        return clip_view(clip) or (_private_view(clip) if self.is_preview else None)


def clip_view(clip: Clip) -> ClipView | None:
    """Return a clip as anybody may play it; None while it has no public files."""
    copy: PublicCopy | None = getattr(clip, "public_copy", None)
    if copy is None:
        return None
    sizes: dict[str, int] = {file["name"]: file["bytes"] for file in copy.files}
    film = sound = None
    if FILM in sizes:
        film = ClipFile(copy.address(FILM), _("Video"), file_size(sizes[FILM]), f"{file_name(clip)}.mp4")
    if name := next((name for name in sizes if name.startswith("sound.")), ""):
        kept_as = f"{file_name(clip)}{PurePath(name).suffix}"
        heard = _("Sound only") if film else _("Sound")
        sound = ClipFile(copy.address(name), heard, file_size(sizes[name]), kept_as)
    if film is None and sound is None:
        return None
    has_poster = film is not None and 0 < sizes.get(POSTER, 0) <= LARGEST_POSTER
    return replace(
        _described(clip, film, sound),
        poster=copy.address(POSTER) if has_poster else "",
        tracks=_tracks(copy, sizes) if film else (),
    )


def _described(clip: Clip, film: ClipFile | None, sound: ClipFile | None) -> ClipView:
    title = passage(clip, "title")
    kind = _("Video") if film else _("Voice")
    about = (kind, duration_text(clip.duration_seconds), spoken_text(clip))
    # "Film" stands for a title where there is none.
    return ClipView(
        number=clip.pk,
        title=title or Passage(kind),
        about=" · ".join(filter(None, about if title else about[1:])),
        credit=credit_line(clip),
        film=film,
        sound=sound,
        width=clip.width,
        height=clip.height,
        said=passage(clip, "transcript"),
    )


def _private_view(clip: Clip) -> ClipView | None:
    """Return a clip as people of its region play it in a preview, from the addresses of the admin."""

    def address(part: str, *arguments: str) -> str:
        return reverse(f"clips:{part}", args=(clip.pk, *arguments))

    film = sound = None
    if clip.video:
        film = ClipFile(address("film"), _("Video"), "", f"{file_name(clip)}.mp4")
    if clip.sound:
        kept_as = file_name(clip) + PurePath(clip.sound.name or "").suffix
        sound = ClipFile(address("sound"), _("Sound only") if film else _("Sound"), "", kept_as)
    if film is None and sound is None:
        return None
    tracks = [
        _track(address("captions", code), code, len(text.encode()))
        for code in LANGUAGES
        if film and (text := getattr(clip, f"captions_{code}"))
    ]
    poster = address("poster") if film and clip.poster else ""
    return replace(_described(clip, film, sound), poster=poster, tracks=tracks)


def _tracks(copy: PublicCopy, sizes: Mapping[str, int]) -> list[Track]:
    """Return the captions that there are, in the order of the languages."""
    return [
        _track(copy.address(name), code, sizes[name])
        for code in LANGUAGES
        if (name := f"captions-{code}.vtt") in sizes
    ]


def _track(address: str, code: str, size: int) -> Track:
    """Return captions that are shown unasked where they are the reader's and of a small size, in bytes."""
    is_default = code == (get_language() or "")[:2] and size <= LARGEST_CAPTIONS
    return Track(address, code, BY_CODE[code].name, is_default)


def file_name(clip: Clip) -> str:
    """Return what a file of a clip is called on a reader's phone, without its ending."""
    return slug_of(passage(clip, "title").text) or f"twin-fields-{clip.pk}"


def duration_text(seconds: int | None) -> str:
    """Return how long a clip takes; "" where nobody knows."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{number(minutes)}{NBSP}min"] if minutes else []
    return " ".join([*parts, f"{rest}{NBSP}s"] if rest else parts)


def spoken_text(clip: Clip) -> str:
    """Return in which language somebody speaks, "in Yom"; "" where nobody does or nobody said."""
    if not clip.spoken:
        return ""
    return _("in %(language)s") % {"language": language_name(clip.spoken)}


def language_name(tag: str) -> str:
    """Return what a spoken language is called in the reader's."""
    return spoken_languages.name(tag, (get_language() or LANGUAGES[0])[:2])


def credit_line(clip: Clip) -> str:
    """Return who made a clip or speaks in it, and under which licence; "" where neither is known."""
    licence = str(label("LICENCES", clip.licence)).replace(" ", NBSP) if clip.licence else ""
    return " · ".join(filter(None, (clip.credit, licence)))


# --- the parts of pages ------------------------------------------------------------------------------------


def clips_section(
    request_land: RequestLand, practice: Practice, clips: Clips, path: str, wanted: frozenset[str]
) -> ClipsSection:
    """Return the films and voices of a practice, those in the languages that the reader looked for first."""
    numbers = [row.clip_id for row in practice.clips.all()]
    numbers.sort(key=lambda pk: pk not in clips.by_number or clips.by_number[pk].spoken not in wanted)
    found = [view for pk in dict.fromkeys(numbers) if (view := clips.view(pk)) is not None]
    shown = _light(with_said_url(view, request_land, path) for view in found[:MOST_ON_PAGE])
    if len(found) <= MOST_ON_PAGE:
        return ClipsSection(shown)
    text = ngettext("All %(n)s video or voice", "All %(n)s videos and voices", len(found))
    return ClipsSection(shown, clips_url(request_land, path), text % {"n": number(len(found))})


def step_clip(clips: Clips, clip: int | None, request_land: RequestLand, path: str) -> ClipView | None:
    """Return the clip of a step, without its still picture: the step has one of its own."""
    view = clips.view(clip)
    return _unasked_nothing(with_said_url(view, request_land, path)) if view else None


def _light(views: Iterable[ClipView]) -> list[ClipView]:
    """Return the clips, of which the first film alone has anything loaded before the tap."""
    shown: list[ClipView] = []
    for view in views:
        has_film = any(one.film for one in shown)
        shown.append(_unasked_nothing(view) if has_film else view)
    return shown


def _unasked_nothing(view: ClipView) -> ClipView:
    """Return the clip so that nothing of it is loaded before the tap; captions are chosen in the player."""
    return replace(view, poster="", tracks=[replace(track, is_default=False) for track in view.tracks])


def with_said_url(view: ClipView, request_land: RequestLand, path: str) -> ClipView:
    """Return the clip with the address of the words that are said in it, where somebody wrote them down."""
    if not view.said:
        return view
    return replace(view, said_url=f"{clips_url(request_land, path)}#clip-{view.number}")


def clips_url(request_land: RequestLand, path: str) -> str:
    """Return the address of all films and voices of the practice at `path`."""
    return with_query(f"{path}clips/", request_land.pairs)


def clips_page(request_land: RequestLand, practice: Practice, clips: Clips) -> ClipsPage:
    """Return every clip of a practice once: its own, then those of its steps."""
    steps = [step.clip_id for step in practice.steps.all() if step.clip_id]
    numbers = dict.fromkeys([*(row.clip_id for row in practice.clips.all()), *steps])
    found = _light(view for pk in numbers if (view := clips.view(pk)) is not None)
    back = with_query(practice.get_url() or "", request_land.pairs)
    return ClipsPage(passage(practice, "name"), back, found)


def heard_text(heard: Heard, wanted: Collection[str] = ()) -> str:
    """Return for a card what can be heard and seen of a practice; "" where there is nothing.

    Of many languages it names a few, first those that the reader looked for.
    """
    tags = sorted(heard.spoken, key=lambda tag: (tag not in wanted, language_name(tag)))
    names = ", ".join(map(language_name, tags[:MOST_ON_PAGE])) + (" …" if tags[MOST_ON_PAGE:] else "")
    voices = _("voice in %(language)s") % {"language": names} if tags else ""
    return sentence_case(" · ".join(filter(None, (voices, _("video") if heard.has_film else ""))))


# --- voices of peers ---------------------------------------------------------------------------------------


def voice_of(voice: Clip | None) -> Voice | None:
    """Return where the recording of a peer is heard, its language and size; None until it can be."""
    view = clip_view(voice) if voice is not None else None
    if voice is None or view is None or view.sound is None:
        return None
    about = (_("Hear it"), spoken_text(voice), view.sound.size)
    return Voice(" · ".join(filter(None, about)), view.sound.url)
