"""Shows how far a practice has come, and what to add next, each thing with a link to where it is told."""

from typing import Any, Final

from wagtail.admin.panels import Panel

from practices.completeness import CRITERIA, completeness_of
from practices.editing.field_links import Link, element_of

# What a first version needs comes before what would help readers most.
FIRST: Final = frozenset({"name", "place", "summary", "land_use", "outcome"})


def completeness_context(practice: Any) -> dict[str, Any]:
    """Returns what the template shows; automatic saving has it shown anew."""
    completeness = completeness_of(practice)
    first = [one for one in CRITERIA if one.name in FIRST and one in completeness.missing]
    missing = [*first, *(one for one in completeness.missing if one not in first)]
    links: list[Link] = [(one.label, element_of(one.name, practice)) for one in missing]
    return {"completeness": completeness, "next": links[:1], "later": links[1:]}


class CompletenessPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/panels/completeness.html"

        def is_shown(self) -> bool:
            return self.instance is not None

        def show_panel_furniture(self) -> bool:
            return False

        def get_context_data(self, parent_context: Any = None) -> Any:
            return super().get_context_data(parent_context) | completeness_context(self.instance)
