"""Tells those who may add videos and voices why none can be made ready, as long as that is so."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from media import ffmpeg
from media.models import Clip

# By what became of the programme; see `media/ffmpeg.py`.
SENTENCES: Final[Mapping[str, Any]] = {
    "installing": _(
        "New videos and voices cannot be played yet: the programme for them is being installed, which takes "
        "some minutes. What is sent meanwhile is kept, and made ready by itself."
    ),
    "failed": _(
        "New videos and voices cannot be played: the programme for them could not be installed. What is sent "
        "is kept. It is tried again when the site is started next."
    ),
    "left_out": _(
        "New videos and voices cannot be played: whoever runs this site left out the programme for them "
        "(up --lean). What is sent is kept, and made ready once the site is started without --lean."
    ),
    "named": _(
        "New videos and voices cannot be played: there is no programme at the place that TWINFIELDS_FFMPEG "
        "names. What is sent is kept. An administrator of the machine puts that right."
    ),
    "missing": _(
        "New videos and voices cannot be played: the programme for them is not installed. What is sent is "
        "kept. An administrator of the machine installs it with: python3 manage.py up --setup-only"
    ),
}
REASONS: Final[Mapping[str, Any]] = {
    "disk_full": _("The disk is full."),
    "wrong_hash": _("What was downloaded was not what it should be."),
    "not_trusted": _("The package index shows a certificate that this machine does not trust."),
    "no_index": _("The package index cannot be reached."),
    "no_package": _("There is no such programme for this kind of machine."),
    "does_not_run": _("There is no such programme for this kind of machine."),
    "no_right": _("The site may not write to its data folder."),
    "interrupted": _("The site was stopped meanwhile."),
}


def sentences() -> list[Any]:
    """Returns what is to be said, nothing where ffmpeg is at hand."""
    if ffmpeg.program() is not None:
        return []
    state, why = ffmpeg.why_missing()
    found = [SENTENCES.get(state, SENTENCES["missing"])]
    return found + ([REASONS[why]] if state == "failed" and why in REASONS else [])


class FfmpegNotice(Component):
    """Stands on the home page of the admin."""

    order: ClassVar[int] = 40
    template_name = "media/admin/ffmpeg_notice.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"ffmpeg_notice": sentences()}


def is_for(request: HttpRequest) -> bool:
    """Returns whether the person may add videos and voices and there is something to say."""
    user = request.user
    if isinstance(user, AnonymousUser):
        return False
    return bool(policy_registry.get_by_type(Clip).user_has_permission(user, "add") and sentences())
