"""Says, in the words of whoever sent it, why a film or recording is not taken."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What phones and WhatsApp send; the rest is taken as well.
USUAL: Final = "M4A, OGG, OPUS, AMR, MP3, WAV, WEBM"
USUAL_FILMS: Final = f"MP4, MOV, 3GP, MKV, {USUAL}"

REFUSALS: Final[Mapping[str, Any]] = {
    "empty": _("This recording is empty: it has 0 bytes. Record it again."),
    "too_large": _("This recording is larger than 10 MB. Send a shorter one: three minutes at most."),
    "kind_not_taken": _("Recordings of this kind are not taken here. Send one of these: %(kinds)s."),
    "not_a_recording": _("What is in this file is not a recording. Record it again and send it."),
    "too_long": _("This recording is longer than three minutes. Cut it, or send it in parts."),
    "without_sound": _("There is no sound in this file. Record it again and send it."),
    "damaged": _("This recording is damaged or a part of it is missing. Send it again."),
    "film_kind_not_taken": _("Files of this kind are not taken here. Send one of these: %(films)s."),
    "film_not_one": _("What is in this file is neither a video nor a recording. Look which one you chose."),
    "film_too_large": _("This video is larger than 300 MB. Send it in a lower quality, or in parts."),
    "film_too_long": _("This video is longer than ten minutes. Cut it, or send it in parts."),
    "film_too_many_points": _(
        "The pictures of this video are too large: more than 4,096 points on a side. Send it in a lower "
        "quality; 720p is plenty."
    ),
    "film_too_heavy": _(
        "Making this video small takes too long or too much memory. Send it in a lower quality, or in parts."
    ),
    "film_codec": _("This video is stored in a way that cannot be read here. Save it as MP4 (H.264)."),
    "film_elsewhere": _(
        "This file does not hold the video itself but leads to another file. Save it as one whole video."
    ),
    "film_damaged": _("This video is damaged or a part of it is missing. Send it again."),
}


def refusal(code: str) -> ValidationError:
    """Returns the error with the sentence for the person."""
    return ValidationError(REFUSALS[code], code=code, params={"kinds": USUAL, "films": USUAL_FILMS})
