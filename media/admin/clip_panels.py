"""Lays out the form of a clip: file, title and language first, all else folded."""

from functools import cache

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from media.models import Clip
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES


class UnlessHiddenPanel(FieldPanel):
    """Shows a field without its heading where there is nothing to choose."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and not self.bound_field.is_hidden


@cache
def panels(own: str) -> Panel:
    """Returns the form's layout for somebody who works in the language `own`."""
    return ObjectList(
        [
            FieldPanel("received"),
            FieldPanel(f"title_{own}"),
            FieldPanel("spoken"),
            _folded(_("Another language that is spoken"), "spoken_other"),
            _folded(_in(own, _("captions and text")), f"captions_{own}", f"transcript_{own}"),
            *(
                _folded(
                    _in(code, _("title, captions and text")),
                    *(f"{field}_{code}" for field in ("title", "captions", "transcript")),
                )
                for code in LANGUAGES
                if code != own
            ),
            _folded(_("Whose it is"), "credit", "licence"),
            UnlessHiddenPanel("collection"),
        ]
    ).bind_to_model(Clip)


def _in(code: str, parts: str | Promise) -> Promise:
    return format_lazy("{} · {}", BY_CODE[code].name, parts)


def _folded(heading: str | Promise, *fields: str) -> Panel:
    # Wagtail opens it where a field in it has an error.
    return MultiFieldPanel([FieldPanel(field) for field in fields], heading=heading, classname="collapsed")
