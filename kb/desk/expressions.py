"""Makes the card of the expressions of interest that the coordination has to decide."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.regions import is_coordination
from kb.desk.rows import Card, Row
from media.region_access import AnyUser
from network.admin.expressions import EXPRESSION, EXPRESSIONS, TITLE
from network.twins import expressing
from practices.passages import Passage
from practices.places import country_name
from practices.times import ago

MOST_ROWS: Final = 3
CARD: Final = "expressions"


def expression_cards(user: AnyUser) -> dict[str, Card]:
    """Returns the card of what was confirmed and nobody decided; nothing where none waits for the person."""
    if not is_coordination(user):
        return {}
    number = expressing.waiting().count()
    if not number:
        return {}
    rows = [
        Row(
            Passage(each.territory_name),
            reverse(EXPRESSION, args=[each.pk]),
            _("Decide"),
            f"{country_name(each.country)} · {ago(each.confirmed_at)}",
        )
        for each in expressing.waiting().order_by("confirmed_at", "pk")[:MOST_ROWS]
    ]
    return {CARD: Card(CARD, str(TITLE), "mail", number, rows, all_url=reverse(EXPRESSIONS))}
