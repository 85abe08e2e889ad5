"""Shows the press review in the admin, to those who publish it; to others there is nothing here."""

from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from media.admin.walls import HiddenFromOthers
from network.events.access import publishes
from network.fields import spoken_name
from network.models import PressItem
from network.vocabulary import LANGUAGE_CODES
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

NAME: Final = "press"


class PressForm(WagtailAdminModelForm):
    """Names the languages in that of whoever edits."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the article"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, spoken_name(code)) for code in LANGUAGE_CODES]
        self.fields["language"].choices = [("", "---------"), *named]
        for code in LANGUAGES:
            field = self.fields[f"text_{code}"]
            field.label = _("Two sentences of ours (%(language)s)") % {"language": BY_CODE[code].name}
            field.widget.attrs["lang"] = code


def press_panels() -> Any:
    """Returns the form's groups."""
    return ObjectList(
        [
            FieldPanel("state"),
            MultiFieldPanel(
                [
                    FieldPanel("url"),
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("outlet"), FieldPanel("language")]),
                    FieldPanel("published_on"),
                ],
                heading=gettext_lazy("The article"),
            ),
            MultiFieldPanel(
                [FieldPanel(f"text_{code}") for code in LANGUAGES],
                heading=gettext_lazy("What we say of it"),
                help_text=gettext_lazy(
                    "In your own words; nothing is copied from the article but its title."
                ),
            ),
        ],
        base_form_class=PressForm,
    )


class PublishersOnly(HiddenFromOthers):
    """Is there for those who publish the press review."""

    may_enter = staticmethod(publishes)


class PressIndexView(PublishersOnly, generic.IndexView):
    # Short, so that the heading has room on a phone.
    add_item_label = gettext_lazy("Add")


class PressCreateView(PublishersOnly, generic.CreateView):
    pass


class PressEditView(PublishersOnly, generic.EditView):
    pass


class PressDeleteView(PublishersOnly, generic.DeleteView):
    pass


class PressHistoryView(PublishersOnly, history.HistoryView):
    pass


class PressUsageView(PublishersOnly, usage.UsageView):
    pass


class PressMenuItem(MenuItem):
    """Stands in the menu of those who publish the press review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return publishes(request.user)


class PressViewSet(ModelViewSet):
    model = PressItem
    name = NAME
    url_prefix = NAME
    icon = "openquote"
    menu_label = gettext_lazy("Press review")
    menu_order = 286
    menu_item_class = PressMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PressIndexView
    add_view_class = PressCreateView
    edit_view_class = PressEditView
    delete_view_class = PressDeleteView
    history_view_class = PressHistoryView
    usage_view_class = PressUsageView
    ordering = "-published_on"
    search_fields: ClassVar[list[str]] = ["title", "outlet"]
    search_backend_name = None
    list_filter: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "title",
        "outlet",
        Column("published_on", label=gettext_lazy("Day it came out"), sort_key="published_on"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
    ]

    def get_edit_handler(self) -> Any:
        return press_panels().bind_to_model(PressItem)
