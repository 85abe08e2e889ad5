"""Edits accounts in the admin: e-mail, name and language, not Wagtail's user, first and last name."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.ui.tables import Column
from wagtail.users import forms as wagtail_forms
from wagtail.users.views.users import IndexView, UserViewSet

from jobs import links
from kb.accounts.invitations import PURPOSE as INVITATION
from kb.models import User

OWN_FIELDS = ["email", "display_name", "language"]
ERRORS = {
    **wagtail_forms.UserForm.error_messages,
    "duplicate_username": _("Somebody with this e-mail address has an account already."),
}


class UserCreationForm(wagtail_forms.UserCreationForm):
    error_messages = ERRORS
    first_name = None
    last_name = None

    class Meta(wagtail_forms.UserCreationForm.Meta):
        fields = [*OWN_FIELDS, "is_superuser", "groups"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class UserEditForm(wagtail_forms.UserEditForm):
    error_messages = ERRORS
    first_name = None
    last_name = None

    class Meta(wagtail_forms.UserEditForm.Meta):
        fields = [*OWN_FIELDS, "is_active", "is_superuser", "groups"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def save(self, commit: bool = True) -> User:
        if "email" in self.changed_data:
            # The letter went to an address that may be somebody else's.
            links.revoke(INVITATION, str(self.instance.pk))
        person: User = super().save(commit)
        return person


class AccountForm(NameEmailForm):
    """Takes what people change about themselves."""

    first_name = None
    last_name = None

    class Meta:
        model = User
        fields = ["display_name", "email"]


class UsersIndexView(IndexView):
    default_ordering = "email"

    @cached_property
    def columns(self) -> list[Column]:
        # The second column repeats the user name, which is the e-mail address here.
        columns = super().columns
        for column in columns:
            if column.name == User.USERNAME_FIELD:
                column.label = User._meta.get_field("email").verbose_name
        return columns

    @cached_property
    def search_fields(self) -> set[str]:
        return {"email", "display_name"}


class TrilingualUserViewSet(UserViewSet):
    index_view_class = UsersIndexView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Any]]:
        return UserEditForm if for_update else UserCreationForm
