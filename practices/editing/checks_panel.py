"""Shows what readers would miss, and what the page costs them, once the practice is saved."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from practices.editing.form_checks import checks_of


def checks_context(practice: Any, fields: Sequence[str]) -> dict[str, Any]:
    """Returns what the template shows; automatic saving has it shown anew."""
    if practice.pk is None:
        return {"checks": None}
    return {
        "checks": checks_of(practice, fields),
        "cost_address": reverse("practices_page_cost", args=[practice.pk]),
    }


class ChecksPanel(Panel):
    """Looks at the practice as it was saved last; `fields` are its translated texts."""

    def __init__(self, fields: Sequence[str] = (), **kwargs: Any) -> None:
        self.fields = tuple(fields)
        kwargs["heading"] = kwargs.get("heading") or _("Checks")
        super().__init__(**kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "fields": self.fields}

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/panels/checks.html"

        def is_shown(self) -> bool:
            return self.instance is not None

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            return context | checks_context(self.instance, self.panel.fields)
