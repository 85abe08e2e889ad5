"""Puts the fields of a partner into the groups of its form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from network.admin.partner_form import PartnerForm
from zones.vocabulary import LANGUAGES


def partner_panels() -> Any:
    """Returns the form's groups."""
    return ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("state")]),
            FieldRowPanel([FieldPanel("country"), FieldPanel("place_name")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
                heading=_("Position, where the place alone is not enough"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    *(FieldPanel(f"about_{code}") for code in LANGUAGES),
                    FieldPanel("website"),
                    FieldPanel("languages"),
                ],
                heading=_("What readers see"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("competences"),
                    FieldPanel("offers"),
                    FieldPanel("seeks"),
                    FieldPanel("objectives"),
                ],
                heading=_("What it does, offers and seeks"),
            ),
            InlinePanel("actions", heading=_("What it does on the land"), label=_("Action")),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("is_member"), FieldPanel("joined_on")])], heading=_("Membership")
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_email")]),
                    FieldRowPanel([FieldPanel("contact_agreed_on"), FieldPanel("contact_agreed_how")]),
                ],
                heading=_("Whom readers may write to"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("confirmed_on"), FieldPanel("confirmed_by")]),
                    FieldRowPanel([FieldPanel("source_url"), FieldPanel("source_read_on")]),
                ],
                heading=_("Where this comes from"),
            ),
        ],
        base_form_class=PartnerForm,
    )
