"""Resets forgotten passwords: few mails, in the account's language, the same answer whoever asks."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.admin.views import account as wagtail_views

from jobs.client_address import client_address
from jobs.limited_forms import LimitedFormMixin, busy, too_many
from jobs.limits import Limit
from kb.accounts.hashing import HashingBusy, hashing_slot
from kb.accounts.known_browser import remember_browser
from kb.models import as_stored

# Kept silently: saying so would tell that the account exists.
MAILS_TO_ONE_ACCOUNT = Limit("reset account", count=3, per=timedelta(hours=1))
# Said in words: it is the same for accounts that do not exist.
ASKED_FROM_ONE_ADDRESS = Limit("reset address", count=20, per=timedelta(hours=1))
SET_FROM_ONE_ADDRESS = Limit("set password address", count=30, per=timedelta(hours=1))


class PasswordResetForm(WagtailPasswordResetForm):
    def save(self, **options: Any) -> None:
        if not MAILS_TO_ONE_ACCOUNT.hit(as_stored(self.cleaned_data["email"])):
            super().save(**options)

    def send_mail(
        self, subject_template: str, body_template: str, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        with translation.override(context["user"].language):
            super().send_mail(subject_template, body_template, context, *args, **kwargs)


class PasswordResetView(LimitedFormMixin, wagtail_views.PasswordResetView):
    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        if wait := ASKED_FROM_ONE_ADDRESS.hit(client_address(self.request)):
            form.add_error(None, too_many(wait))
            return self.form_invalid(form)
        response: HttpResponse = super().form_valid(form)
        return response


class PasswordResetConfirmView(LimitedFormMixin, wagtail_views.PasswordResetConfirmView):
    """Answers the link of the mail; its form stays good until a password is set, so it is limited too."""

    def form_valid(self, form: Any) -> HttpResponse:
        # The template shows what is wrong beside a field only.
        field = "new_password1"
        if wait := SET_FROM_ONE_ADDRESS.hit(client_address(self.request)):
            form.add_error(field, too_many(wait))
            return self.form_invalid(form)
        try:
            with hashing_slot():
                response: HttpResponse = super().form_valid(form)
        except HashingBusy:
            form.add_error(field, busy())
            return self.form_invalid(form)
        # Who reads the account's mail is its owner, and gets in even while others guess at it.
        remember_browser(response, self.user.email)
        return response
