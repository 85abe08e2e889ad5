"""Has some labels of Wagtail's forms translated when they are shown, not once when they are imported.

Each is a text of Wagtail's own catalogue, or of ours where a label needs other words.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from wagtail.forms import TaskStateCommentForm

CHOOSER_LABELS: Final = {
    "edit_item_text": _("Edit"),
    "search_tab_label": _("Search"),
}

# Said in plain words by our catalogues, which are asked before Wagtail's.
NOT_CREATED: Final = gettext_noop("The page could not be created due to validation errors.")

# How the mails of moderation begin.
GREETING: Final = gettext_noop("Hello %(username)s,")


def connect() -> None:
    from wagtail.admin.viewsets.chooser import ChooserViewSet  # noqa: PLC0415  needs every app's models

    TaskStateCommentForm.base_fields["comment"].label = pgettext_lazy("moderation", "Words for the author")
    for name, label in CHOOSER_LABELS.items():
        setattr(ChooserViewSet, name, label)
