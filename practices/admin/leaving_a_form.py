"""Leads from a form that is done with to the desk, and says what comes next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Page


class ToDeskMixin(View):
    """Leads to the desk where Wagtail leads to its tree of pages, in which nothing says what to do next."""

    next_url: str
    page: Page

    def submit_action(self) -> HttpResponse:
        response: HttpResponse = super().submit_action()  # type: ignore[misc]
        say_what_comes_next(self.request, self.page)
        return response

    def redirect_away(self) -> HttpResponse:
        return redirect(self.next_url or "wagtailadmin_home")


def say_what_comes_next(request: HttpRequest, page: Page) -> None:
    """Says it in the place of Wagtail's message of success, which speaks of moderation alone."""
    for said in [*messages.get_messages(request)]:
        if said.level != messages.SUCCESS:
            messages.add_message(request, said.level, said.message, said.extra_tags)
    words = _(
        "“%(title)s” is on its way to be reviewed. Somebody else of your region reads it. You get a mail "
        "when it is published, or when something has to be changed."
    )
    messages.success(request, words % {"title": page.get_admin_display_title()})
