"""Knows who looks after a region, or after the whole site, and in which part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Protocol

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import links
from kb.accounts.groups import NEWSLETTER_GROUP, newsletter_editors
from kb.accounts.invitations import PURPOSE
from kb.models import User
from practices.models import RegionSection, RegionSetup
from practices.passages import passage
from practices.regions import set_up

CORRESPONDENT: Final = "correspondent"
MODERATOR: Final = "moderator"
NEWSLETTER_EDITOR: Final = "newsletter_editor"
ADMINISTRATOR: Final = "administrator"


class Team(Protocol):
    """Whoever looks after something together; each person has one role."""

    roles: ClassVar[Mapping[str, Promise]]

    @property
    def title(self) -> str:
        """Returns what the team is called in the active language."""
        ...

    @property
    def url(self) -> str: ...

    @property
    def own_groups(self) -> Collection[Group]: ...

    def person_url(self, person: User) -> str: ...

    def people(self) -> QuerySet[User]: ...

    def role_of(self, person: User) -> str:
        """Returns the role's code; empty for somebody who is not of the team."""
        ...

    def give(self, person: User, role: str) -> None:
        """Gives somebody a role instead of the one they had."""
        ...

    def take(self, person: User) -> None:
        """Takes every role of this team from somebody."""
        ...


class RegionTeam:
    roles: ClassVar[Mapping[str, Promise]] = {
        CORRESPONDENT: gettext_lazy("correspondent"),
        MODERATOR: gettext_lazy("moderator"),
    }

    def __init__(self, section: RegionSection) -> None:
        self.section = section
        setup: RegionSetup | None = getattr(section, "setup", None)
        found = {
            CORRESPONDENT: setup.correspondents if setup else None,
            MODERATOR: setup.moderators if setup else None,
        }
        # None of what somebody deleted by hand: it is made again when somebody gets that role.
        self.groups = {role: group for role, group in found.items() if group is not None}

    @property
    def title(self) -> str:
        return passage(self.section, "name").text

    @property
    def url(self) -> str:
        return reverse("regions_edit", args=[self.section.pk])

    @property
    def own_groups(self) -> Collection[Group]:
        return self.groups.values()

    def person_url(self, person: User) -> str:
        return reverse("regions_person", args=[self.section.pk, person.pk])

    def people(self) -> QuerySet[User]:
        return User.objects.filter(groups__in=self.own_groups, is_active=True).distinct()

    def role_of(self, person: User) -> str:
        own = {group.pk for group in person.groups.all()}
        # Somebody may be in both, by hand: then the one with more rights counts.
        found = (role for role in (MODERATOR, CORRESPONDENT) if role in self.groups)
        return next((role for role in found if self.groups[role].pk in own), "")

    def give(self, person: User, role: str) -> None:
        self.take(person)
        if role not in self.groups:
            region = set_up(self.section)
            self.groups = {CORRESPONDENT: region.correspondents, MODERATOR: region.moderators}
        person.groups.add(self.groups[role])

    def take(self, person: User) -> None:
        person.groups.remove(*self.own_groups)


class SiteTeam:
    """Those who look after no region: administrators, who see all of them, and newsletter editors."""

    roles: ClassVar[Mapping[str, Promise]] = {
        NEWSLETTER_EDITOR: gettext_lazy("newsletter editor"),
        ADMINISTRATOR: gettext_lazy("administrator"),
    }

    @property
    def title(self) -> str:
        return _("Newsletter and administration")

    @property
    def url(self) -> str:
        return reverse("regions_site_team")

    @property
    def own_groups(self) -> Collection[Group]:
        return list(Group.objects.filter(name=NEWSLETTER_GROUP))

    def person_url(self, person: User) -> str:
        return reverse("regions_site_person", args=[person.pk])

    def people(self) -> QuerySet[User]:
        editors = User.objects.filter(groups__name=NEWSLETTER_GROUP, is_active=True)
        return (editors | User.objects.filter(is_superuser=True, is_active=True)).distinct()

    def role_of(self, person: User) -> str:
        if person.is_superuser:
            return ADMINISTRATOR
        is_editor = NEWSLETTER_GROUP in {group.name for group in person.groups.all()}
        return NEWSLETTER_EDITOR if is_editor else ""

    def give(self, person: User, role: str) -> None:
        self.take(person)
        if role == ADMINISTRATOR:
            person.is_superuser = True
            person.save(update_fields=["is_superuser"])
        else:
            person.groups.add(newsletter_editors())

    def take(self, person: User) -> None:
        person.groups.remove(*self.own_groups)
        if person.is_superuser:
            person.is_superuser = False
            person.save(update_fields=["is_superuser"])


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team, and how far their account is."""

    person: User
    role: str
    url: str
    has_second_factor: bool
    last_sign_in: datetime | None
    # Whether the link of the newest letter still opens.
    is_invitation_open: bool


def members(team: Team) -> list[Member]:
    """Returns the people of a team by name, in a number of queries that does not grow with them."""
    people = list(team.people().prefetch_related("groups").order_by("display_name", "email"))
    keys = [person.pk for person in people]
    protected = set(
        Authenticator.objects.filter(user__in=keys)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    invited = links.open_subjects(PURPOSE, [str(key) for key in keys])
    return [
        Member(
            person,
            team.role_of(person),
            team.person_url(person),
            person.pk in protected,
            person.last_login,
            str(person.pk) in invited,
        )
        for person in people
    ]


def looks_after_something(person: User, beside: Team) -> bool:
    """Returns whether the account opens anything of the admin without that team."""
    if person.is_superuser and not isinstance(beside, SiteTeam):
        return True
    others = person.groups.exclude(pk__in=[group.pk for group in beside.own_groups])
    return others.filter(permissions__codename="access_admin").exists()
