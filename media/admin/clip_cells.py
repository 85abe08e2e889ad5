"""Says of a clip what lists, forms and choosers show: title, length, sizes, language, state."""

from typing import Any, Final

from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import get_language, gettext
from wagtail.admin.ui.tables import Column

from media import spoken_languages
from media.intake.refusals import REFUSALS, refusal
from media.models import Clip, ClipState
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

NAME: Final = "clips"
# Above it sizes are told in MB.
KILOBYTES: Final = 1000


def title(clip: Clip) -> str:
    """Returns what the clip is called, in the person's language if it has a title there."""
    titles = (clip.title, *(getattr(clip, f"title_{code}") for code in LANGUAGES))
    return next(filter(None, titles), gettext("without a title"))


def length(clip: Clip) -> str:
    """Returns how long it takes, in minutes and seconds."""
    if clip.duration_seconds is None:
        return ""
    minutes, seconds = divmod(clip.duration_seconds, 60)
    if minutes and not seconds:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    if minutes:
        return gettext("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}
    return gettext("%(seconds)s s") % {"seconds": seconds}


def sizes(clip: Clip) -> list[str]:
    """Returns how large film and sound are, or what was sent; nothing where the files are lost."""
    film, sound = _size(clip.video), _size(clip.sound)
    if not film:
        return list(filter(None, [sound or _size(clip.received)]))
    told = [gettext("video %(size)s") % {"size": film}]
    return [*told, gettext("sound alone %(size)s") % {"size": sound}] if sound else told


def language(clip: Clip) -> str:
    """Returns the name of the language that is spoken, "" where nobody said which."""
    return spoken_languages.name(clip.spoken, get_language() or LANGUAGES[0]) if clip.spoken else ""


def told(clip: Clip) -> str:
    """Returns length, sizes and language in one line."""
    return " · ".join(filter(None, (length(clip), *sizes(clip), language(clip))))


def reason(clip: Clip) -> str:
    """Returns why the clip cannot be used, or what is played while a new one is made."""
    if clip.state == ClipState.REFUSED and clip.refusal in REFUSALS:
        return str(refusal(clip.refusal).messages[0])
    if clip.state == ClipState.WAITING and (clip.video or clip.sound):
        return gettext("Until the new one is ready, the one before it is played.")
    return ""


def edit_url(clip: Clip) -> str:
    return reverse(f"{NAME}:edit", args=[clip.pk])


def player(clip: Clip) -> dict[str, Any]:
    """Returns what `media/admin/clip_player.html` plays to the people of the region."""

    def address(part: str, *arguments: str) -> str:
        return reverse(f"{NAME}:{part}", args=[clip.pk, *arguments])

    return {
        "clip": clip,
        "title": title(clip),
        "film_url": address("film") if clip.video else "",
        "poster_url": address("poster") if clip.poster else "",
        "sound_url": address("sound") if clip.sound else "",
        "captions": [
            (code, BY_CODE[code].name, address("captions", code))
            for code in LANGUAGES
            if getattr(clip, f"captions_{code}")
        ],
    }


class ClipColumn(Column):
    """Shows the title, how long and large it is, and lets one listen: all of it fits a phone."""

    cell_template_name = "media/admin/clip_title.html"

    def get_cell_context_data(self, instance: Clip, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_cell_context_data(instance, parent_context),
            **player(instance),
            "link_url": edit_url(instance),
            "told": told(instance),
        }


class StateColumn(Column):
    cell_template_name = "media/admin/clip_state.html"


def _size(file: FieldFile) -> str:
    try:
        kilobytes = max(1, round(file.size / 1000)) if file else 0
    except OSError:
        return ""
    if kilobytes < KILOBYTES:
        return gettext("%(size)s kB") % {"size": kilobytes} if kilobytes else ""
    return gettext("%(size)s MB") % {"size": localize(round(kilobytes / 1000, 1))}
