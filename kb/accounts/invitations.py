"""Invites people: an account without a password, and a letter whose link sets one, once.

Of the link the hash alone is stored (`jobs/links.py`). Opening it changes nothing; a new letter ends the
link of the one before.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView

from exchange import notifying
from exchange.notifying import Letter
from jobs import links
from jobs.client_address import client_address
from jobs.limited_forms import LimitedFormMixin, busy, too_many
from kb.accounts.hashing import HashingBusy, hashing_slot
from kb.accounts.known_browser import remember_browser
from kb.accounts.password_reset import SET_FROM_ONE_ADDRESS
from kb.models import User
from readers.views.peers.private import kept_private

PURPOSE: Final = "kb.invitation"
GOOD_FOR: Final = timedelta(days=14)
NAME: Final = "account_invitation"


@transaction.atomic
def send_invitation(person: User, inviter: str, part: Callable[[], str]) -> None:
    """Writes the letter with a new link, in the person's language; `part` says in it what they shall be."""
    links.revoke(PURPOSE, str(person.pk))
    token = links.make(PURPOSE, str(person.pk), valid_for=GOOD_FOR)
    url = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse(NAME, args=[token]))
    with translation.override(person.language):
        letter = Letter(
            _("Your account at Twin Fields"),
            _("%(inviter)s invites you to Twin Fields: %(part)s.") % {"inviter": inviter, "part": part()},
            links=((_("Choose a password"), url),),
            notes=(
                _("After that you sign in with this address: %(email)s") % {"email": person.email},
                _("The link is good for %(days)s days and for one password.") % {"days": GOOD_FOR.days},
                _("If you did not expect this letter, do nothing."),
            ),
            sender=_("Twin Fields"),
        )
        notifying.send(person.email, letter)


def tell_of_new_part(person: User, inviter: str, part: Callable[[], str]) -> None:
    """Writes to somebody who has a password already what they may do from now on."""
    with translation.override(person.language):
        url = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("wagtailadmin_home"))
        letter = Letter(
            _("Twin Fields: you have a new part"),
            _("%(inviter)s gave you a part at Twin Fields: %(part)s.") % {"inviter": inviter, "part": part()},
            links=((_("My desk"), url),),
            sender=_("Twin Fields"),
        )
        notifying.send(person.email, letter)


def invited_by(token: str) -> User | None:
    """Returns the person of an invitation while its link is good and nobody has set a password otherwise."""
    link = links.find(token, PURPOSE)
    person = User.objects.filter(pk=link.subject, is_active=True).first() if link else None
    return person if person is not None and not person.has_usable_password() else None


# A page without a referrer sends its form without an origin; whoever has the link needs no other proof.
@method_decorator(csrf_exempt, name="dispatch")
class InvitationView(LimitedFormMixin, FormView[Any]):
    """Shows whoever opens the link of an invitation where to set a password; sets it when they send one."""

    template_name = "kb/invitation.html"
    form_class = SetPasswordForm
    person: User | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = invited_by(kwargs["token"])
        if self.person is None:
            over = self.render_to_response({"person": None}, status=404)
            return kept_private(over)
        translation.activate(self.person.language)
        return kept_private(super().dispatch(request, *args, **kwargs))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person}

    def form_valid(self, form: Any) -> HttpResponse:
        # The template shows what is wrong beside a field only.
        field = "new_password1"
        if wait := SET_FROM_ONE_ADDRESS.hit(client_address(self.request)):
            form.add_error(field, too_many(wait))
            return self.form_invalid(form)
        try:
            with hashing_slot(), transaction.atomic():
                if links.use(self.kwargs["token"], PURPOSE) is None:
                    return self.render_to_response({"person": None}, status=404)
                form.save()
        except HashingBusy:
            form.add_error(field, busy())
            return self.form_invalid(form)
        messages.success(self.request, _("Your password is set. Sign in with it now."))
        response = redirect("wagtailadmin_login")
        remember_browser(response, form.user.email)
        return response
