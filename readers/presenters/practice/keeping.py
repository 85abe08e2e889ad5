"""What "Keep or send" offers on a practice: a message, a short one, a sign to scan, a file, a sheet of paper.

What is sent carries the practice and the language, and the reader's land only where they ticked that.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import int_to_base36
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from practices.models import Practice
from practices.passages import Passage, passage
from practices.places import place_line
from readers.presenters.land.place_names import place_label
from readers.presenters.practice.short_message import LONGEST, gsm_length, short_message
from readers.presenters.wording import file_size
from readers.request_land import Pairs, RequestLand, with_query
from zones.labels import label

WITH_LAND: Final = "with_land"
# What says where the land is in the fewest signs.
PLACE: Final = ("place", "lat", "lon")


@dataclass(frozen=True, slots=True)
class KeepView:
    """The page "Keep or send". `land_place` is empty where nothing is known of the reader's land."""

    title: Passage
    back_url: str
    message: str
    whatsapp_url: str
    sms: str
    sms_url: str
    sms_note: str
    address: str
    sign: SafeString
    file_url: str
    file_name: str
    file_size: str
    sheet_url: str
    land_place: str
    has_land: bool
    land_pairs: Pairs


def keep_view(
    request_land: RequestLand, practice: Practice, path: str, file: tuple[str, int], *, has_land: bool
) -> KeepView:
    """Returns the page; `path` is the practice's, `file` the name and size of what is kept."""
    pairs = request_land.pairs if has_land else []
    address = with_query(settings.WAGTAILADMIN_BASE_URL + path, pairs)
    sms, leaves_out = _sms(practice, pairs)
    message = "\n".join((" · ".join(_words(practice)), address))
    name, size = file
    land = request_land.land
    return KeepView(
        title=passage(practice, "name"),
        back_url=with_query(path, request_land.pairs),
        message=message,
        whatsapp_url=f"https://wa.me/?text={quote(message, safe='')}",
        sms=sms,
        # Telephones of both kinds find the text behind either sign.
        sms_url=f"sms:?&body={quote(sms, safe='')}",
        sms_note=_sms_note(sms, leaves_out=leaves_out),
        address=address,
        sign=_sign(with_query(short_url(practice), pairs)),
        file_url=f"{path}keep.html",
        file_name=name,
        file_size=file_size(size),
        sheet_url=path,
        land_place=(place_label(land) or _("what you told")) if request_land.pairs else "",
        has_land=has_land,
        land_pairs=request_land.pairs,
    )


def short_url(practice: Practice) -> str:
    """Returns the practice's short address in the active language."""
    path = reverse("short_address", args=(int_to_base36(practice.pk), get_language()))
    return settings.WAGTAILADMIN_BASE_URL + path


def sms_text(practice: Practice, pairs: Pairs | tuple[()] = ()) -> str:
    """Returns one SMS: name, outcome, place as far as they fit, and the short address."""
    return short_message(_words(practice), with_query(short_url(practice), list(pairs)))


def _words(practice: Practice) -> list[str]:
    outcome = str(label("OUTCOMES", practice.outcome)) if practice.outcome else ""
    known = (passage(practice, "name").text, outcome, place_line(practice))
    return [word for word in known if word]


def _sms(practice: Practice, pairs: Pairs) -> tuple[str, bool]:
    """Returns the SMS and whether it leaves out what does not fit of the land: all but its place."""
    text = sms_text(practice, pairs)
    if gsm_length(text) <= LONGEST and text != with_query(short_url(practice), pairs):
        return text, False
    # A link without a word is opened by nobody.
    return sms_text(practice, [pair for pair in pairs if pair[0] in PLACE]), bool(pairs)


def _sms_note(text: str, *, leaves_out: bool) -> str:
    count = gsm_length(text)
    note = ngettext("%(count)s character, one SMS.", "%(count)s characters, one SMS.", count)
    said = [note % {"count": count}]
    if leaves_out:
        said.append(_("Of your land only the place fits in."))
    return " ".join(said)


def _sign(address: str) -> SafeString:
    """Returns a QR code as a drawing, dark on light in any scheme."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    head, _end, paths = drawn.partition(">")
    title = format_html(' role="img"><title>{}</title>', _("QR code of the short address"))
    return mark_safe(head + title + paths)  # noqa: S308  our own address as lines, and an escaped title
