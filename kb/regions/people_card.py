"""Makes the list of a team's people."""

from django.utils.translation import gettext as _

from kb.desk.rows import Card, Row
from kb.regions.teams import Member, Team, members
from practices.passages import Passage
from practices.times import ago
from zones.languages import BY_CODE


def people_card(team: Team) -> Card:
    """Returns the people of a team, each with role, language, second factor and last sign-in."""
    found = members(team)
    rows = [
        Row(Passage(each.person.get_full_name()), each.url, _("Open"), " · ".join(facts_of(team, each)))
        for each in found
    ]
    return Card(
        "people",
        _("People"),
        "group",
        len(rows),
        rows,
        empty=_("Nobody yet. Invite somebody below: they get a letter with a link."),
    )


def facts_of(team: Team, member: Member) -> list[str]:
    facts = [str(team.roles[member.role])] if member.role else []
    facts += [member.person.email, BY_CODE[member.person.language].name]
    if not member.person.has_usable_password():
        is_open = member.is_invitation_open
        return [*facts, _("invited, not yet here") if is_open else _("invited; the link is too old")]
    facts.append(_("second factor: yes") if member.has_second_factor else _("second factor: no"))
    came = member.last_sign_in
    return [*facts, _("signed in %(time)s") % {"time": ago(came)} if came else _("never signed in")]
