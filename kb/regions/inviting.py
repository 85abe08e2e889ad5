"""Takes people into a team by letter, and gives them other roles."""

from dataclasses import dataclass
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kb.accounts.invitations import send_invitation, tell_of_new_part
from kb.models import User, as_stored
from kb.regions.teams import Team

INVITED: Final = "kb.invited"
ROLE_CHANGED: Final = "kb.role_changed"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is invited, as an administrator typed it."""

    email: str
    name: str
    role: str
    language: str


class AlreadyThereError(Exception):
    """Raised where the person of an address is of the team already."""


@transaction.atomic
def invite(team: Team, newcomer: Newcomer, by: User) -> User:
    """Returns the person, who has the role from now on and a letter on its way.

    An account that there is gets the role and keeps its name and language; one that was closed is opened
    again, without what it could do and how it was signed in to. Raises AlreadyThereError.
    """
    person = User.objects.filter(email=as_stored(newcomer.email)).first()
    if person is None:
        person = User.objects.create_user(
            newcomer.email, display_name=newcomer.name, language=newcomer.language
        )
    elif not person.is_active:
        _open_again(person)
    elif team.role_of(person):
        raise AlreadyThereError
    team.give(person, newcomer.role)
    log(person, INVITED, user=by, data={"team": team.title, "role": newcomer.role})
    write_letter(team, person, by)
    return person


def _open_again(person: User) -> None:
    """Makes a closed account as a new one is: whoever closed it may have left its groups as they were."""
    person.is_active, person.is_superuser = True, False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "is_superuser", "password"])
    person.groups.clear()
    person.user_permissions.clear()
    # A passkey signs in without the password.
    Authenticator.objects.filter(user=person).delete()


@transaction.atomic
def write_letter(team: Team, person: User, by: User) -> None:
    """Writes the letter that fits: with a link to set a password, or to the desk for who has one."""
    role = team.role_of(person)

    def part() -> str:
        return _("%(role)s, %(team)s") % {"role": team.roles[role], "team": team.title}

    inviter = by.get_full_name()
    if person.has_usable_password():
        tell_of_new_part(person, inviter, part)
    else:
        send_invitation(person, inviter, part)


@transaction.atomic
def change_role(team: Team, person: User, role: str, by: User) -> None:
    """Gives somebody of the team another role."""
    team.give(person, role)
    log(person, ROLE_CHANGED, user=by, data={"team": team.title, "role": role})
