"""Finds what waits for a person among the practices of their regions, kind by kind.

Every query begins with `Desk.practices`, so that nothing of another region can come in, and none is made for
a single row: a desk asks as often for five practices as for thousands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    GroupApprovalTask,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from media.region_access import AnyUser
from network.access import countries_of
from practices import confirming, proposals
from practices.demand import reading
from practices.freshness import TO_DO, State
from practices.models import ConceptProposal, Practice, RegionSection, TranslationState
from practices.own_regions import own_regions, within
from practices.passages import languages_from
from practices.region_access import is_administrator
from zones.vocabulary import LANGUAGES


class Desk:
    """Whose desk it is, and of which regions."""

    def __init__(self, user: AnyUser) -> None:
        self.user = user

    @property
    def regions(self) -> list[RegionSection]:
        return own_regions(self.user)

    @property
    def countries(self) -> frozenset[str] | None:
        """Returns the countries of the person's regions; None for whoever also sees what no region has."""
        return countries_of(self.user)

    @property
    def practices(self) -> QuerySet[Practice]:
        """Returns the practices of the person's regions, published or not."""
        return Practice.objects.filter(within(self.regions))


# --- drafts ------------------------------------------------------------------------------------------------


def drafts(desk: Desk) -> QuerySet[Practice]:
    """Returns what the person has begun and not handed in: new practices, and changes to published ones."""
    user = desk.user.pk
    handed_in = _moderation(WorkflowState.objects.active()).annotate(number=Cast("object_id", IntegerField()))
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False).annotate(
        number=Cast("object_id", IntegerField())
    )
    is_new = Q(live=False, first_published_at=None) & (Q(owner=user) | Q(latest_revision__user=user))
    is_change = Q(live=True, has_unpublished_changes=True, latest_revision__user=user)
    found = desk.practices.filter(is_new | is_change)
    found = found.exclude(pk__in=handed_in.values("number")).exclude(pk__in=scheduled.values("number"))
    return found.select_related("latest_revision").order_by("-latest_revision_created_at", "-pk")


def old_drafts(desk: Desk) -> QuerySet[Practice]:
    """Returns the drafts that nobody touched for a week."""
    return drafts(desk).filter(latest_revision_created_at__lt=timezone.now() - timedelta(days=7))


# --- moderation --------------------------------------------------------------------------------------------


def _moderation(states: QuerySet[WorkflowState]) -> QuerySet[WorkflowState]:
    return states.filter(base_content_type=get_default_page_content_type())


def _keys(practices: QuerySet[Practice]) -> QuerySet[Any]:
    """Returns the numbers of practices as moderation notes them: as text."""
    return practices.annotate(key=Cast("pk", CharField())).order_by().values("key")


def sent_back(desk: Desk) -> QuerySet[WorkflowState]:
    """Returns the moderation of what the person handed in or owns and shall change, the last one first."""
    mine = Q(requested_by=desk.user.pk) | Q(object_id__in=_keys(desk.practices.filter(owner=desk.user.pk)))
    found = _moderation(WorkflowState.objects.all()).filter(
        mine, status=WorkflowState.STATUS_NEEDS_CHANGES, object_id__in=_keys(desk.practices)
    )
    return found.select_related("current_task_state__finished_by").order_by(
        "-current_task_state__finished_at", "-pk"
    )


def to_review(desk: Desk) -> QuerySet[TaskState]:
    """Returns what others handed in and the person may decide on, the oldest first."""
    found = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id__in=_keys(desk.practices),
    ).exclude(Q(workflow_state__requested_by=desk.user.pk) | Q(revision__user=desk.user.pk))
    if not is_administrator(desk.user):
        mine = Group.objects.filter(user=desk.user.pk).values("pk")
        tasks = GroupApprovalTask.objects.filter(groups__in=mine)
        found = found.filter(task__in=tasks.values("pk"))
    return found.select_related("workflow_state__requested_by").order_by("started_at", "pk")


def may_review(desk: Desk) -> bool:
    """Returns whether anything can come to the person to be decided on."""
    mine = GroupApprovalTask.objects.filter(groups__user=desk.user.pk, active=True)
    return is_administrator(desk.user) or mine.exists()


def at_others(desk: Desk) -> QuerySet[WorkflowState]:
    """Returns what the person handed in and others have still to decide on, the oldest first."""
    found = _moderation(WorkflowState.objects.all()).filter(
        requested_by=desk.user.pk,
        status=WorkflowState.STATUS_IN_PROGRESS,
        object_id__in=_keys(desk.practices),
    )
    return found.select_related("current_task_state").order_by("created_at", "pk")


# --- what is published -------------------------------------------------------------------------------------


def to_translate(desk: Desk) -> QuerySet[Practice]:
    """Returns published practices of which a language is missing, a machine's or out of date.

    Those come first that have something to do in the person's own language.
    """
    waiting = TranslationState.objects.filter(page=OuterRef("pk"), state__in=TO_DO)
    own = Case(
        When(Exists(waiting.filter(language=languages_from(None)[0])), then=Value(0)), default=Value(1)
    )
    found = desk.practices.filter(Exists(waiting), live=True, alias_of=None)
    states = {f"state_{code}": Subquery(_states_in(code).values("state")[:1]) for code in LANGUAGES}
    return found.annotate(**states).order_by(own, "-last_published_at", "-pk")


def _states_in(code: str) -> QuerySet[TranslationState]:
    return TranslationState.objects.filter(page=OuterRef("pk"), language=code)


def numbers_to_translate(desk: Desk) -> Mapping[str, int]:
    """Returns of how many published practices each language has something to do."""
    pages = desk.practices.filter(live=True, alias_of=None).order_by()
    counted = TranslationState.objects.filter(page__in=pages.values("pk"), state__in=TO_DO)
    return dict(counted.values_list("language").annotate(number=Count("pk")))


def waiting_languages(practice: Practice) -> dict[str, State]:
    """Returns the languages of a found practice that have something to do, the person's own first."""
    states = {code: getattr(practice, f"state_{code}") for code in languages_from(None)}
    return {code: State(state) for code, state in states.items() if state in TO_DO}


def to_confirm(desk: Desk) -> QuerySet[Practice]:
    """Returns published practices whose last "still so" is more than two years old, the oldest first."""
    return confirming.to_confirm(desk.practices)


def proposed(desk: Desk) -> QuerySet[ConceptProposal]:
    """Returns what is proposed for the thesaurus and the person decides on, the oldest first."""
    return proposals.to_decide(desk.user)


# --- what readers look for ---------------------------------------------------------------------------------


def searched_in_vain(desk: Desk) -> QuerySet[Any]:
    """Returns the words of readers with land in the person's regions for which nothing was found."""
    return reading.searches_without_results(desk.countries)


def unknown_places(desk: Desk) -> QuerySet[Any]:
    """Returns the names of places in the person's regions that readers typed and we do not know."""
    return reading.unknown_places(desk.countries)


# --- the kinds, by name ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what waits: how it is found, and what is said where nothing does."""

    name: str
    heading: Promise
    icon: str
    find: Callable[[Desk], QuerySet[Any]]
    verb: Promise
    # Without it the card is left away when nothing waits.
    empty: Promise | str = ""
    # What to do about it, where that is more than the verb.
    advice: Promise | str = ""


SENT_BACK: Final = Kind("sent-back", _("Sent back to you"), "arrow-left", sent_back, _("Take it up again"))
REVIEW: Final = Kind(
    "review",
    _("To review"),
    "check",
    to_review,
    _("Review"),
    _("Nothing to review. What colleagues hand in and farmers tell comes here before it is published."),
)
TRANSLATE: Final = Kind(
    "translate",
    _("To translate"),
    "globe",
    to_translate,
    _("Translate"),
    _("Nothing is missing: what is published can be read in all languages of the site, and is up to date."),
)
DRAFTS: Final = Kind(
    "drafts",
    _("My drafts"),
    "draft",
    drafts,
    _("Go on"),
    _("Nothing under way. A practice is begun in five minutes and completed later."),
)
AT_OTHERS: Final = Kind("handed-in", _("Handed in, others have it"), "time", at_others, _("Look"))
CONFIRM: Final = Kind("confirm", _("Ask again: is it still so?"), "history", to_confirm, _("Look"))
SEARCHED: Final = Kind(
    "searched",
    _("Searches that found nothing"),
    "search",
    searched_in_vain,
    _("Look"),
    _("Nothing was searched in vain on three days of the last 90. What readers miss comes here."),
    _(
        "Typed on three days of the last 90, or more. Is there somebody who does it? Begin a practice. Is it "
        "another word for what we have? Propose it for the thesaurus."
    ),
)
PLACES: Final = Kind(
    "places",
    _("Place names that we did not know"),
    "site",
    unknown_places,
    _("Look"),
    advice=_(
        "Readers who typed them were asked for the nearest town. Do you know where one lies? Tell whoever "
        "leads the site its nearest town and how else it is written."
    ),
)
PROPOSED: Final = Kind("proposed", _("Proposed for the thesaurus"), "tag", proposed, _("Decide"))
KINDS: Final[Sequence[Kind]] = (
    *(SENT_BACK, REVIEW, TRANSLATE, AT_OTHERS, CONFIRM, DRAFTS),
    *(SEARCHED, PLACES, PROPOSED),
)
