"""Signs people in with a password: tries are counted before the password is looked at.

A try is taken from three limits at once; a right password gives it back and clears the narrowest. Accounts
that do not exist are counted and hashed like the others, so nothing tells them apart.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView

from jobs.client_address import client_address
from jobs.limited_forms import LimitedFormMixin, busy, too_many
from jobs.limits import Limit, give_back_all, hit_all
from kb.accounts.hashing import HashingBusy, hashing_slot
from kb.accounts.known_browser import known_browser, remember_browser
from kb.models import as_stored

# One account from one place: somebody who has forgotten a password, or a guesser.
FROM_ONE_PLACE = Limit("sign-in account and place", count=10, per=timedelta(minutes=15))
# All accounts from one address: one password tried on many people. Offices and carriers share addresses.
FROM_ONE_ADDRESS = Limit("sign-in address", count=30, per=timedelta(minutes=15))
# One account from everywhere but the browsers that know it: many machines guess together.
AT_ONE_ACCOUNT = Limit("sign-in account", count=60, per=timedelta(hours=1))

Uses = Sequence[tuple[Limit, str]]


def uses_of(request: HttpRequest, account: str) -> Uses:
    """Returns the limits that a try counts for, the narrowest first."""
    if browser := known_browser(request, account):
        return [(FROM_ONE_PLACE, f"{account} {browser}")]
    address = client_address(request)
    return [
        (FROM_ONE_PLACE, f"{account} {address}"),
        (FROM_ONE_ADDRESS, address),
        (AT_ONE_ACCOUNT, account),
    ]


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without one Django writes the field's name, in English.
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        typed, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not typed or not password:
            cleaned: dict[str, Any] = super().clean()
            return cleaned
        account = as_stored(typed)
        # Nobody can pretend to be a known browser, so it may wait for its turn however many guess.
        slot = nullcontext() if known_browser(self.request, account) else hashing_slot()
        try:
            with slot:
                return self._counted(account)
        except HashingBusy:
            raise busy() from None

    def _counted(self, account: str) -> dict[str, Any]:
        uses = uses_of(self.request, account)
        if wait := hit_all(uses):
            raise too_many(wait)
        cleaned: dict[str, Any] = super().clean()
        give_back_all(uses)
        limit, key = uses[0]
        limit.forget(key)
        return cleaned


class SignInView(LimitedFormMixin, LoginView):
    """Takes the password; allauth asks for the second factor where there is one, then signs in."""

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Returns the way to the second factor or to the page that was asked for."""
        if not form.cleaned_data.get("remember"):
            self.request.session.set_expiry(0)
        person = form.get_user()
        login = Login(user=person, email=person.email, redirect_url=self.get_success_url())
        response: HttpResponse = perform_password_login(self.request, {"email": person.email}, login)
        remember_browser(response, form.get_user().email)
        return response
