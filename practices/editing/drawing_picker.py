"""Has a drawing chosen by eye: the one that is chosen is seen, and pressed, all can be looked through."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from practices import drawings


class DrawingPicker(forms.TextInput):
    """Without a script the name is typed, as the list of drawings shows it."""

    template_name = "practices/widgets/drawing_picker.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        drawing = drawings.find(value) if isinstance(value, str) and value else None
        if drawing is not None:
            text, written_in = drawing.description(get_language() or "")
            context["widget"] |= {"drawing": drawing, "text": text, "written_in": written_in}
        context["widget"]["address"] = reverse("practices_drawings")
        return context


def drawing_panel() -> FieldPanel:
    return FieldPanel("drawing", widget=DrawingPicker, help_text=_("Stands where there is no photo."))
