"""Makes the cards of a desk of what `work.py` finds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import TaskState, WorkflowState

from kb.desk import work
from kb.desk.draft_values import DraftValues
from kb.desk.rows import Card, Row
from kb.desk.work import Desk, Kind
from practices.admin.proposals.views import PROPOSAL, PROPOSE
from practices.admin.reports.still_so import CONFIRM as CONFIRM_NAME
from practices.admin.reports.still_so import last_confirmed
from practices.completeness import completeness_of
from practices.editing.edit_kind import COMPARE, language_name
from practices.models import ConceptProposal, Practice
from practices.models.freshness import STATE_LABELS
from practices.passages import Passage, passage
from practices.proposals import told
from practices.sent_back import decision
from practices.times import ago
from zones.vocabulary import LANGUAGES

MOST_ROWS: Final = 5
LIST: Final = "desk_list"


def card(desk: Desk, kind: Kind, first: int = 0, most: int = MOST_ROWS) -> Card:
    """Returns `most` rows of what waits of a kind from the row `first` on."""
    items, number = _found(kind.find(desk), first, most)
    return Card(
        kind.name,
        str(kind.heading),
        kind.icon,
        number,
        _ROWS[kind.name](desk, kind, items) if items else [],
        empty=str(kind.empty),
        note=_lacking(desk) if kind is work.TRANSLATE and number else "",
        advice=str(kind.advice) if number else "",
        all_url=reverse(LIST, args=[kind.name]),
    )


def _found(found: QuerySet[Any], first: int, most: int) -> tuple[list[Any], int]:
    """Returns `most` of what was found from the row `first` on, and how many there are in all."""
    # How many there are comes with each row: one question instead of two.
    counted = found.annotate(of_all=Window(Count("*")))
    if found.model is not Practice:
        items = list(counted[first : first + most])
        return items, items[0].of_all if items else 0
    # A practice has some 200 columns: they are read of those that are shown, not of all that are sorted.
    numbers = dict(counted.values_list("pk", "of_all")[first : first + most])
    items = list(found.filter(pk__in=numbers)) if numbers else []
    return items, next(iter(numbers.values()), 0)


def cards(desk: Desk) -> dict[str, Card]:
    """Returns every card that has something, or words for when it has nothing, by name.

    Whoever never decides is not told that what colleagues hand in comes to them.
    """
    made = {kind.name: card(desk, kind) for kind in work.KINDS}
    if not made[work.REVIEW.name].number and not work.may_review(desk):
        del made[work.REVIEW.name]
    return {name: one for name, one in made.items() if one.number or one.empty}


# --- rows --------------------------------------------------------------------------------------------------


def draft_name(practice: Practice) -> Passage:
    """Returns what a practice is called in its latest version, published or not."""
    return passage(DraftValues(practice), "name") or Passage(str(practice.untitled))


def _edit_url(number: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[number])


def _joined(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)


def _place(desk: Desk, practice: Practice) -> str:
    """Returns the name of the region of a practice to those who have several."""
    if len(desk.regions) < 2:
        return ""
    found = (region for region in desk.regions if practice.path.startswith(region.path))
    return next((str(passage(region, "name")) for region in found), "")


def _drafts(desk: Desk, kind: Kind, items: Sequence[Practice]) -> list[Row]:
    return [
        Row(
            draft_name(each),
            _edit_url(each.pk),
            str(kind.verb),
            _joined(ago(each.latest_revision_created_at), _place(desk, each), _next_thing(each)),
        )
        for each in items
    ]


def _next_thing(practice: Practice) -> str:
    thing = completeness_of(DraftValues(practice)).next_label
    return _("next: %(thing)s") % {"thing": thing} if thing else ""


def _of_pages(numbers: Sequence[str]) -> Mapping[str, Practice]:
    """Returns practices with their latest versions by the numbers that moderation notes."""
    found = Practice.objects.select_related("latest_revision").in_bulk([int(each) for each in numbers])
    return {str(number): practice for number, practice in found.items()}


def _sent_back(desk: Desk, kind: Kind, items: Sequence[WorkflowState]) -> list[Row]:
    pages = _of_pages([each.object_id for each in items])
    return [
        Row(
            draft_name(page),
            _edit_url(page.pk),
            str(kind.verb),
            _joined(said.name, ago(said.at), _place(desk, page)),
            sent_back=said,
        )
        for each in items
        if (page := pages.get(each.object_id)) and (said := decision(each))
    ]


def _to_review(desk: Desk, kind: Kind, items: Sequence[TaskState]) -> list[Row]:
    pages = _of_pages([each.workflow_state.object_id for each in items])
    rows = []
    for each in items:
        if page := pages.get(each.workflow_state.object_id):
            person = each.workflow_state.requested_by
            name = get_user_display_name(person) if person else _("told by a farmer")
            note = _joined(name, ago(each.started_at), _place(desk, page))
            rows.append(Row(draft_name(page), _edit_url(page.pk), str(kind.verb), note))
    return rows


def _at_others(desk: Desk, kind: Kind, items: Sequence[WorkflowState]) -> list[Row]:
    pages = _of_pages([each.object_id for each in items])
    return [
        Row(
            draft_name(page),
            _edit_url(page.pk),
            str(kind.verb),
            _joined(
                ago(each.current_task_state.started_at if each.current_task_state else each.created_at),
                _place(desk, page),
            ),
        )
        for each in items
        if (page := pages.get(each.object_id))
    ]


def _to_translate(desk: Desk, kind: Kind, items: Sequence[Practice]) -> list[Row]:
    rows = []
    for each in items:
        waiting = work.waiting_languages(each)
        states = [
            _("%(language)s: %(state)s") % {"language": language_name(code), "state": STATE_LABELS[state]}
            for code, state in waiting.items()
        ]
        url = reverse(COMPARE, args=[each.pk, next(iter(waiting))])
        rows.append(Row(passage(each, "name"), url, str(kind.verb), _joined(*states, _place(desk, each))))
    return rows


def _lacking(desk: Desk) -> str:
    """Returns of how many practices which language has something to do."""
    numbers = work.numbers_to_translate(desk)
    return " · ".join(
        _("%(what)s: %(number)s") % {"what": language_name(code), "number": numbers[code]}
        for code in LANGUAGES
        if numbers.get(code)
    )


def _to_confirm(desk: Desk, kind: Kind, items: Sequence[Practice]) -> list[Row]:
    return [
        Row(
            passage(each, "name"),
            _edit_url(each.pk),
            str(kind.verb),
            _joined(last_confirmed(each), _place(desk, each)),
            action=(reverse(CONFIRM_NAME, args=[each.pk]), _("Still so")),
        )
        for each in items
    ]


def _searched(desk: Desk, kind: Kind, items: Sequence[Any]) -> list[Row]:
    rows = []
    for each in items:
        propose = f"{reverse(PROPOSE)}?{urlencode({'word': each.text})}"
        rows.append(_typed(each, kind, "q", [(_("Propose the word"), propose)]))
    return rows


def _places(desk: Desk, kind: Kind, items: Sequence[Any]) -> list[Row]:
    return [_typed(each, kind, "place") for each in items]


def _typed(term: Any, kind: Kind, parameter: str, links: Sequence[tuple[str, str]] = ()) -> Row:
    """Returns what readers typed; it leads to the page that they came to with it."""
    return Row(
        Passage(term.text, term.language if term.language != get_language() else None),
        f"{reverse('readers:results')}?{urlencode({parameter: term.text})}",
        str(kind.verb),
        ngettext("%(times)s time", "%(times)s times", term.times) % {"times": term.times},
        links=[(label, url, "") for label, url in links],
    )


def _proposed(desk: Desk, kind: Kind, items: Sequence[ConceptProposal]) -> list[Row]:
    return [
        Row(
            Passage(told(each)),
            reverse(PROPOSAL, args=[each.pk]),
            str(kind.verb),
            _joined(
                get_user_display_name(each.proposed_by) if each.proposed_by else "", ago(each.proposed_at)
            ),
        )
        for each in items
    ]


_ROWS: Final[Mapping[str, Callable[[Desk, Kind, Any], list[Row]]]] = {
    work.SENT_BACK.name: _sent_back,
    work.REVIEW.name: _to_review,
    work.TRANSLATE.name: _to_translate,
    work.AT_OTHERS.name: _at_others,
    work.CONFIRM.name: _to_confirm,
    work.SEARCHED.name: _searched,
    work.PLACES.name: _places,
    work.PROPOSED.name: _proposed,
    work.DRAFTS.name: _drafts,
}
