"""Puts the desk in the place of Wagtail's panels on the start page of the admin."""

from collections.abc import Mapping
from typing import Any, Final

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from laces.components import Component

from exchange.admin import list_view, queue
from exchange.admin.words import ITEM
from exchange.models import Question
from exchange.questions import unanswered
from exchange.regions import is_coordination, walled
from kb.accounts.second_factor import has_second_factor
from kb.desk import published, work
from kb.desk.cards import cards
from kb.desk.expressions import CARD as EXPRESSIONS
from kb.desk.expressions import expression_cards
from kb.desk.partners import CARD as PARTNERS
from kb.desk.partners import partner_cards
from kb.desk.rows import Card, Row
from kb.desk.work import Desk
from media.region_access import AnyUser
from newsletter import building
from newsletter.access import may_edit
from newsletter.admin.base import BUILD, LIST, TITLE
from newsletter.admin.builder import saved_words
from practices.passages import Passage, passage, shortened
from practices.times import ago

LONGEST_QUESTION: Final = 140
MOST_QUESTIONS: Final = 3
# In the order of the page; on a wide screen the first half stands on the left.
LEFT: Final = (
    work.SENT_BACK.name,
    "peers",
    "unanswered",
    PARTNERS,
    EXPRESSIONS,
    work.SEARCHED.name,
    work.PLACES.name,
)
RIGHT: Final = (
    work.REVIEW.name,
    work.PROPOSED.name,
    work.TRANSLATE.name,
    work.DRAFTS.name,
    work.AT_OTHERS.name,
    work.CONFIRM.name,
)


class DeskPanel(Component):
    """Shows what waits for the person; to those who look after no region, what is published."""

    template_name = "kb/desk/desk.html"
    order = 100

    class Media:
        css = {"all": ["kb/css/desk.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if parent_context is None:
            return {}
        request = parent_context["request"]
        user = request.user
        context = {
            "user": user,
            "mail_url": reverse("wagtailadmin_account") + "#tab-notifications",
            "csrf_token": get_token(request),
            "next_url": request.path,
            "has_second_factor": has_second_factor(user),
        }
        desk = Desk(user)
        if not (desk.regions or is_coordination(user)):
            return context | {
                "columns": first_columns(user),
                "new": [],
                "writes_newsletter": may_edit(user),
            }
        found = {**cards(desk), **_from_peers(user), **partner_cards(user), **expression_cards(user)}
        columns = [[found[name] for name in names if name in found] for names in (LEFT, RIGHT)]
        return context | {
            "regions": regions_words(desk),
            "columns": columns,
            "new": new_practice_links(desk),
        }


def first_columns(user: AnyUser) -> list[list[Card]]:
    """Returns the cards of somebody who looks after no region; the newsletter first where they write it."""
    read = published.most_opened_card(user)
    return [[*([newsletter_card()] if may_edit(user) else []), published.card(user)], [read]]


def newsletter_card() -> Card:
    """Returns the issue that is being written, or where one is begun."""
    issue = building.open_issue()
    number = issue.entries.count() if issue is not None else 0
    row = (
        Row(
            issue.name or Passage(_("An issue without a subject yet")),
            reverse(BUILD, args=[issue.pk]),
            _("Go on"),
            _joined(ngettext("%(n)s entry", "%(n)s entries", number) % {"n": number}, saved_words(issue)),
        )
        if issue is not None
        else Row(Passage(_("Begin a new issue")), reverse(LIST), _("Begin"))
    )
    return Card("newsletter", str(TITLE), "mail", int(issue is not None), [row])


def _joined(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)


def regions_words(desk: Desk) -> str:
    """Returns whose desk it is: the names of the person's regions, or all."""
    if is_coordination(desk.user):
        return _("all regions")
    return ", ".join(str(passage(region, "name")) for region in desk.regions)


def new_practice_links(desk: Desk) -> list[tuple[str, str]]:
    """Returns the regions where the person may begin a practice, each with the address of its empty form."""
    return [
        (
            str(passage(region, "name")),
            reverse("wagtailadmin_pages:add", args=["practices", "practice", region.pk]),
        )
        for region in desk.regions
        if region.permissions_for_user(desk.user).can_add_subpage()
    ]


def _from_peers(user: AnyUser) -> dict[str, Card]:
    waiting = queue.waiting_by_kind(user)
    rows = [
        Row(
            Passage(
                _("%(what)s: %(number)s") % {"what": queue.KIND_LABELS[each.kind], "number": each.number}
            ),
            list_view.address(queue.Chosen(kind=each.kind)),
            _("Read"),
            _("the oldest came %(time)s") % {"time": ago(each.since)},
        )
        for each in waiting
    ]
    found = {
        "peers": Card(
            "peers",
            str(list_view.QueueView.page_title),
            "group",
            sum(each.number for each in waiting),
            rows,
            empty=_("Nothing waits. Send somebody the link of a practice: “I tried this” stands below it."),
        )
    }
    asked = unanswered(walled(Question.objects.all(), user)).order_by("published_at", "pk")
    if number := asked.count():
        found["unanswered"] = Card(
            "unanswered",
            _("Questions that nobody answered for two weeks"),
            "help",
            number,
            [_question_row(each) for each in asked[:MOST_QUESTIONS]],
            all_url=list_view.address(queue.Chosen(state=queue.UNANSWERED)),
        )
    return found


def _question_row(question: Question) -> Row:
    return Row(
        Passage(shortened(question.text, LONGEST_QUESTION), question.language),
        reverse(ITEM, args=[question.kind, question.pk]),
        _("Answer"),
        ago(question.published_at),
    )
