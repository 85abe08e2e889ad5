"""Lets people change their own account: one name, as `kb.models.User` has it, not a first and a last one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    NameEmailSettingsPanel,
    SettingsTab,
    notifications_tab,
)

from kb.accounts.second_factor import has_second_factor
from kb.admin.users import AccountForm
from kb.models import User


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


class WeeklyDigestForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("weekly_digest",)

    def save(self, commit: bool = True) -> User:
        """Saves this field alone: what another panel saved is not known to this object."""
        self.instance.save(update_fields=["weekly_digest"])
        return self.instance


class WeeklyDigestPanel(BaseSettingsPanel):
    """Lets people stop the mail on Mondays, and have it again."""

    name = "weekly_digest"
    title = _("What waits for you")
    tab = notifications_tab
    order = 50
    form_class = WeeklyDigestForm


class NothingToSave(forms.ModelForm[User]):
    """Stands for a panel that only shows something, since each panel is asked for its form."""

    class Meta:
        model = User
        fields = ()

    def save(self, commit: bool = True) -> User:
        """Saves nothing, so that what the other panels saved stays."""
        return self.instance


class SecondFactorPanel(BaseSettingsPanel):
    """Says whether the account has a second factor and leads to it."""

    name = "second_factor"
    title = _("Second factor")
    tab = SettingsTab("security", _("Security"), order=150)
    order = 150
    form_class = NothingToSave
    template_name = "kb/second_factor_panel.html"

    def get_context_data(self) -> dict[str, Any]:
        return {"has_second_factor": has_second_factor(self.user)}
