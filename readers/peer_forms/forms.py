"""A form that a reader sends without an account: signed, with a trap for robots, nothing typed lost."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.models.item import Held
from exchange.stamps import ExpiredStampError, Stamp, StampError, new_stamp, read_stamp
from readers.presenters.view_models import Link
from zones.blank import emptied

STAMP: Final = "stamp"
# Named like what robots love to fill in; a style sheet takes it out of sight, and readers skip it.
TRAP: Final = "website"
# Codes of what is wrong with the land as a whole; where its fields say more, that stands instead.
AT_LAND: Final = ("land", "place")
PLACE_FIELD: Final = "#place_typed"
LINE_BREAKS: Final = re.compile(r"\r\n?")


class PlainTextField(forms.CharField):
    """Takes a text of any length and says so where it is too long, instead of cutting what was typed.

    Marks that nobody sees, and that turn what stands beside them, are left out.
    """

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value: Any) -> str:
        return emptied(LINE_BREAKS.sub("\n", super().to_python(value) or ""))

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if len(text) > self.longest:
            over = len(text) - self.longest
            raise ValidationError(
                ngettext(
                    "This is %(over)s letter too long. What you wrote is still here: please shorten it.",
                    "This is %(over)s letters too long. What you wrote is still here: please shorten it.",
                    over,
                ),
                code="too_long",
                params={"over": over},
            )
        return text


class PeerForm(forms.Form):
    """Checks the stamp. `subject` is what the form is about; each view gives its own, "report 12" for one."""

    # Shown by the templates of the site, field by field, so no names of widgets are needed.
    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None, *, subject: str, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.subject = subject
        self.stamp: Stamp | None = None
        self.fresh_stamp = ""

    @property
    def stamp_value(self) -> str:
        """Returns the stamp to write into the form: the one it came with while it is good, else a new one."""
        if not self.fresh_stamp:
            sent = self.data.get(STAMP, "") if self.is_bound else ""
            self.fresh_stamp = sent if sent and self._is_good(sent) else new_stamp(self.subject)
        return self.fresh_stamp

    @property
    def land_faults(self) -> Sequence[Link]:
        """Returns what is wrong with the land, for a form that has one."""
        return ()

    @property
    def faults(self) -> list[Link]:
        """Returns all that is wrong, in the order of the fields; each leads to its field, if it has one."""
        if not self.errors:
            return []
        found: list[Link] = []
        for error in self.errors.as_data().get(NON_FIELD_ERRORS, ()):
            is_land = error.code in AT_LAND
            if not (is_land and self.land_faults):
                found += [Link(text, PLACE_FIELD if is_land else "") for text in error.messages]
        found += self.land_faults
        for name, field in self.fields.items():
            texts = map(str, self.errors.get(name, ()))
            found += [Link(_with_label(field.label, text), f"#{name}") for text in texts]
        return found

    @property
    def filled_traps(self) -> bool:
        return bool(self.data.get(TRAP, "").strip())

    def held(self, is_origin_known: bool) -> Held | str:
        """Returns why the region should look twice; empty where there is no reason."""
        if self.filled_traps:
            return Held.HIDDEN_FIELD
        if self.stamp is not None and self.stamp.is_too_fast:
            return Held.TOO_FAST
        return "" if is_origin_known else Held.NO_ORIGIN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            self.stamp = read_stamp(self.data.get(STAMP, ""), self.subject)
        except ExpiredStampError:
            self.add_error(
                None,
                ValidationError(
                    _("This form lay open for more than a day. All you wrote is still here: send it again."),
                    code="expired",
                ),
            )
        except StampError:
            self.add_error(
                None,
                ValidationError(_("Something of the form was missing. Please send it again."), code="stamp"),
            )
        return cleaned

    def _is_good(self, stamp: str) -> bool:
        try:
            read_stamp(stamp, self.subject)
        except StampError:
            return False
        return True


def _with_label(label: Any, text: str) -> str:
    if not label:
        return text
    return f"{label} {text}" if str(label).endswith("?") else f"{label} – {text}"


class KeptFile(NamedTuple):
    """A file that was stored with an earlier try of the same form, and the hash of what was sent."""

    pk: int
    digest: str


def kept_file(pk: int, kind: str, digest: str) -> str:
    """Returns what a form carries along for a file that is stored already, so that it is sent only once."""
    return signing.dumps([kind, pk, digest], salt="readers.kept_file")


def stored_file_of(value: str, kind: str) -> KeptFile | None:
    """Returns the file that was stored with an earlier try of the same form."""
    try:
        of_kind, pk, digest = signing.loads(value, salt="readers.kept_file", max_age=24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return KeptFile(int(pk), str(digest)) if of_kind == kind else None


def choices(pairs: Sequence[tuple[str, Any]], chosen: str | Sequence[str]) -> list[Mapping[str, Any]]:
    """Returns the answers of a question as templates place them, with those that are chosen."""
    picked = {chosen} if isinstance(chosen, str) else set(chosen)
    return [{"code": code, "label": label, "is_selected": code in picked} for code, label in pairs]
