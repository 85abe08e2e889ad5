"""Folds what few need: fields behind a heading, and long lists of boxes behind what is ticked."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.encoding import force_str
from wagtail.admin.panels import MultiFieldPanel


class FoldedPanel(MultiFieldPanel):
    """Stands inside a group, where Wagtail folds nothing; open where a field in it has an error."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "practices/panels/folded.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            # Its own template writes the heading, as what is pressed.
            self.summary, self.heading = self.heading, ""

        def has_errors(self) -> bool:
            return any(field.errors for field in _fields_of(self.visible_children))


def _fields_of(panels: Iterable[Any]) -> Iterator[Any]:
    for panel in panels:
        yield from _fields_of(getattr(panel, "visible_children", ()))
        if getattr(panel, "bound_field", None) is not None:
            yield panel.bound_field


class FoldedTicks(forms.CheckboxSelectMultiple):
    """Says which boxes are ticked; pressed, it shows them all."""

    template_name = "practices/widgets/folded_ticks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        options = [option for _group, some, _index in context["widget"]["optgroups"] for option in some]
        context["widget"]["ticked"] = [force_str(one["label"]) for one in options if one["selected"]]
        return context
