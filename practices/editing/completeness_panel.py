"""Shows how far a practice has come, and the next best thing to add."""

from typing import Any

from wagtail.admin.panels import Panel

from practices.completeness import completeness_of


class CompletenessPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/panels/completeness.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def show_panel_furniture(self) -> bool:
            return False

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            context["completeness"] = completeness_of(self.instance)
            return context
