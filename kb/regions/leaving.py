"""Lets somebody leave a region in one step: what they had under way passes on to a colleague."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db import transaction
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.log_actions import log
from wagtail.models import WorkflowState, get_default_page_content_type

from jobs import links
from kb.accounts.invitations import PURPOSE
from kb.accounts.sessions import end_sessions
from kb.models import User
from kb.regions.teams import RegionTeam, Team, looks_after_something
from practices.models import Practice, PublicContact
from practices.region_contacts import regions_of_person

LEFT: Final = "kb.left_team"


@dataclass(frozen=True)
class Legacy:
    """What somebody leaves behind in a region, for the page that asks and for the step itself."""

    person: User
    team: RegionTeam

    @property
    def _practices(self) -> QuerySet[Practice]:
        return Practice.objects.descendant_of(self.team.section)

    @property
    def own(self) -> QuerySet[Practice]:
        """Returns the practices that they look after: their own, and what nobody owns and they wrote last."""
        mine = Q(owner=self.person) | Q(owner=None, latest_revision__user=self.person)
        return self._practices.filter(mine)

    @property
    def handed_in(self) -> QuerySet[WorkflowState]:
        """Returns the moderation that answers to them, whether it waits or was sent back."""
        keys = self._practices.annotate(key=Cast("pk", CharField())).order_by().values("key")
        return WorkflowState.objects.active().filter(
            requested_by=self.person,
            base_content_type=get_default_page_content_type(),
            object_id__in=keys,
        )

    @property
    def changes(self) -> QuerySet[Practice]:
        """Returns published practices, whoever owns them, with a change of theirs that is not handed in."""
        waiting = [int(each) for each in self.handed_in.values_list("object_id", flat=True)]
        return self._practices.filter(
            live=True, has_unpublished_changes=True, latest_revision__user=self.person
        ).exclude(pk__in=waiting)

    @cached_property
    def drafts_count(self) -> int:
        return (self.own.filter(live=False) | self.changes).count()

    @cached_property
    def published_count(self) -> int:
        return self.own.filter(live=True).exclude(pk__in=self.changes.values("pk")).count()

    @cached_property
    def handed_in_count(self) -> int:
        return self.handed_in.count()

    def __bool__(self) -> bool:
        return bool(self.drafts_count or self.published_count or self.handed_in_count)

    def pass_on(self, heir: User) -> None:
        """Makes the heir the one who looks after all of it; who wrote what stays in the history."""
        for practice in self.changes:
            # As a version of the heir's, so that it stands on their desk.
            practice.get_latest_revision_as_object().save_revision(user=heir, clean=False, log_action=True)
        self.handed_in.update(requested_by=heir)
        keys = list(self.own.values_list("pk", flat=True))
        Practice.objects.filter(pk__in=keys).update(owner=heir)
        unlocked = {"locked": False, "locked_by": None, "locked_at": None}
        self._practices.filter(locked_by=self.person).update(**unlocked)


class HeirMissingError(Exception):
    """Raised where somebody leaves something behind and nobody was chosen to have it."""


@transaction.atomic
def leave(person: User, team: Team, by: User, heir: User | None = None) -> bool:
    """Takes somebody out of a team and ends their sessions; returns whether the account stays open.

    An account that looks after nothing else is closed. Raises HeirMissingError.
    """
    if isinstance(team, RegionTeam):
        legacy = Legacy(person, team)
        if legacy and heir is None:
            raise HeirMissingError
        if heir is not None:
            legacy.pass_on(heir)
    stays = looks_after_something(person, beside=team)
    team.take(person)
    if not stays:
        person.is_active = False
        person.save(update_fields=["is_active"])
    if not regions_of_person(person).exists():
        # Agreed to for a region; without one they could not take it back.
        PublicContact.objects.filter(user=person).delete()
    if not stays or not person.has_usable_password():
        links.revoke(PURPOSE, str(person.pk))
    end_sessions(person)
    log(person, LEFT, user=by, data={"team": team.title, "heir": heir.get_full_name() if heir else ""})
    return stays
