"""Takes away a colleague's second factor, for one who has lost the telephone and the recovery codes.

What was done is written down, the person is told by mail, and every session of the account ends.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from kb.accounts.second_factor import has_second_factor
from kb.accounts.sessions import end_sessions
from kb.models import User

LOG_ACTION = "kb.second_factor_cleared"


@transaction.atomic
def clear(person: User, by: User | None) -> None:
    """Takes away every second factor, ends the sessions, writes it down and sends a mail.

    Without `by` it was the operator, at the command line.
    """
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    log(person, LOG_ACTION, user=by)
    with translation.override(person.language):
        send_mail(
            _("Twin Fields: your second factor was removed"),
            render_to_string("kb/mails/second_factor_cleared.txt", {"person": person, "by": by}),
            None,
            [person.email],
        )


@method_decorator((never_cache, require_admin_access), name="dispatch")
class ClearSecondFactor(WagtailAdminTemplateMixin, TemplateView):
    """Asks an administrator once more, then clears; 404 where there is nothing to clear."""

    template_name = "kb/clear_second_factor.html"
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("kb.change_user"):
            raise PermissionDenied
        if self.person == request.user or not has_second_factor(self.person):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> User:
        found: User = get_object_or_404(User, pk=self.kwargs["pk"])
        return found

    @property
    def account_url(self) -> str:
        return reverse("wagtailusers_users:edit", args=(self.person.pk,))

    def get_page_title(self) -> str:
        return _("Remove the second factor")

    def get_page_subtitle(self) -> str:
        return self.person.get_full_name()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person, "account_url": self.account_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        clear(self.person, by=request.user)  # type: ignore[arg-type]
        name = self.person.get_full_name()
        messages.success(request, _("The second factor of %(name)s was removed.") % {"name": name})
        return redirect(self.account_url)
