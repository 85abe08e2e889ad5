"""Makes the card of partners who applied, or whom nobody confirmed for two years."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.desk.rows import Card, Row
from media.region_access import AnyUser
from network.access import own_partners
from network.admin.partners import NAME, WAITING
from network.models import Partner, PartnerState
from practices.passages import Passage
from practices.places import country_name

MOST_ROWS: Final = 3
CARD: Final = "partners"


def partner_cards(user: AnyUser) -> dict[str, Card]:
    """Returns the card of the partners that wait for a person; nothing where none does."""
    waiting = own_partners(user).waiting().order_by("-state", "confirmed_on", "pk")
    number = waiting.count()
    if not number:
        return {}
    rows = [_row(partner) for partner in waiting[:MOST_ROWS]]
    all_url = f"{reverse(f'{NAME}:index')}?{WAITING}=1"
    return {CARD: Card(CARD, _("Partners to look at"), "group", number, rows, all_url=all_url)}


def _row(partner: Partner) -> Row:
    if partner.state == PartnerState.APPLIED:
        why, verb = _("applied"), _("Check")
    elif partner.is_stale:
        why, verb = _("not confirmed for two years"), _("Ask them")
    else:
        why, verb = _("never confirmed by them"), _("Ask them")
    note = f"{country_name(partner.country)} · {why}"
    return Row(Passage(partner.name), reverse(f"{NAME}:edit", args=[partner.pk]), verb, note)
