"""Asks whether a doubtful position is right: a box that says which position it is about."""

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel


class PositionTick(forms.CheckboxInput):
    """Sends the position that was confirmed, so that a tick never counts for another one."""

    key = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")

    def format_value(self, value: Any) -> str | None:
        return self.key

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        if value and value == self.key:
            context["widget"]["attrs"]["checked"] = True
        return context


class PositionTickPanel(FieldPanel):
    """Is there only where the position is doubtful."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            # A comparison of two versions has no form.
            return super().is_shown() and self.bound_field is not None and bool(self.bound_field.help_text)
