"""What the page shows on which a reader says that something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from exchange.flagging import Subject
from exchange.items import practice_of, text_of
from exchange.models import FlagReason, Kind
from practices.models import Practice
from practices.passages import Passage, passage, shortened
from readers.peer_forms.forms import PeerForm, choices

LONGEST_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class FlagPage:
    """`kind` is empty for a practice itself; `text` is what somebody wrote, `practice` what it stands on."""

    kind: str
    text: Passage
    practice: Passage
    url: str
    reasons: list[Mapping[str, Any]]


def flag_view(subject: Subject, form: PeerForm | None = None) -> FlagPage:
    """Return what a notice is about, in words, and the reasons to choose from."""
    practice = subject if isinstance(subject, Practice) else practice_of(subject)
    if practice is not None and not Practice.objects.public().filter(pk=practice.pk).exists():
        practice = None
    kind, text = "", Passage("")
    if not isinstance(subject, Practice):
        kind = str(Kind(subject.kind).label)
        is_foreign = subject.language != (get_language() or "")[:2]
        excerpt = shortened(text_of(subject), LONGEST_EXCERPT)
        text = Passage(excerpt, subject.language if is_foreign else None)
    return FlagPage(
        kind=kind,
        text=text,
        practice=passage(practice, "name") if practice else Passage(""),
        url=(practice.get_url() or "") if practice else "",
        reasons=choices(FlagReason.choices, (form["reason"].value() or "") if form else ""),
    )
