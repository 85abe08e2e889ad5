"""The form "I tried this": what it asks, in the order in which it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from exchange.models import ReportOutcome, Since
from jobs.consent_texts import PEER_NAMING, PEER_PUBLICATION, current, words
from practices.models import Practice
from practices.passages import Passage, passage
from readers.peer_forms.report_form import ReportForm
from readers.presenters.wording import sentence_case
from readers.request_land import RequestLand, with_query

# A report's outcomes have the shapes of the outcomes of practices.
OUTCOME_ICONS = {
    ReportOutcome.WORKED: "adopted",
    ReportOutcome.PARTLY: "mixed",
    ReportOutcome.DID_NOT_WORK: "abandoned",
    ReportOutcome.STOPPED: "suspended",
}
FAILED = frozenset((ReportOutcome.DID_NOT_WORK,))


class Tile(NamedTuple):
    code: str
    label: str
    is_chosen: bool
    icon: str = ""
    is_failure: bool = False


@dataclass(frozen=True, slots=True)
class ReportFormPage:
    title: Passage
    back_url: str
    outcomes: Sequence[Tile]
    since: Sequence[Tile]
    publication: str
    naming: str


def report_form_page(
    request_land: RequestLand, practice: Practice, form: ReportForm, language: str, back_url: str = ""
) -> ReportFormPage:
    """Returns the page of the form; `back_url` is by default the practice."""
    outcome, since = form["outcome"].value(), form["since"].value()
    return ReportFormPage(
        title=passage(practice, "name"),
        back_url=back_url or with_query(practice.get_url() or "", request_land.pairs),
        outcomes=[
            Tile(code, str(label), code == outcome, OUTCOME_ICONS[ReportOutcome(code)], code in FAILED)
            for code, label in ReportOutcome.choices
        ],
        since=[Tile(code, sentence_case(label), code == since) for code, label in Since.choices],
        publication=words(PEER_PUBLICATION, current(PEER_PUBLICATION), language),
        naming=words(PEER_NAMING, current(PEER_NAMING), language),
    )
