"""Plain pages such as "About"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from practices.passages import Passage, passage
from readers.models import PlainPage


class OperatorLine(NamedTuple):
    """What is known of whoever answers for the site; `url` writes or calls, or is empty."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlainView:
    """`body` is rich text as Wagtail stores it."""

    title: Passage
    intro: Passage
    operator: Sequence[OperatorLine]
    body: Passage


def plain_view(page: PlainPage) -> PlainView:
    """Return what a plain page shows."""
    return PlainView(
        title=passage(page, "name"),
        intro=passage(page, "intro"),
        operator=operator_lines() if page.names_operator else (),
        body=passage(page, "body"),
    )


def operator_lines() -> list[OperatorLine]:
    """Return the lines on the operator that the settings have; of the others nothing is said."""
    told = settings.OPERATOR
    phone = "".join(sign for sign in told["phone"] if sign.isdigit() or sign == "+")
    lines = [
        OperatorLine(_("Name"), told["name"]),
        OperatorLine(_("Address"), told["address"]),
        OperatorLine(_("E-mail"), told["email"], f"mailto:{told['email']}"),
        OperatorLine(_("Phone"), told["phone"], f"tel:{phone}"),
        OperatorLine(_("Responsible for the content"), told["responsible"]),
        OperatorLine(_("Hosting"), told["hosting"]),
    ]
    return [line for line in lines if line.value]
