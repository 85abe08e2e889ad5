"""Lets people change their own account: one name, as `kb.models.User` has it, not a first and a last one."""

from typing import Any

from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel

from kb.admin.users import AccountForm


class NamePanel(NameEmailSettingsPanel):
    form_class = AccountForm


class OwnAccountView(AccountView):
    def get_panels(self) -> list[Any]:
        """Returns Wagtail's panels and those of hooks, with our own for name and address."""
        return [
            NamePanel(panel.request, panel.user, panel.profile)
            if isinstance(panel, NameEmailSettingsPanel)
            else panel
            for panel in super().get_panels()
        ]
