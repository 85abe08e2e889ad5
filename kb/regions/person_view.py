"""Shows one person of a team: another role, a new letter, and leaving with what passes on."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kb.models import User
from kb.regions.forms import LeavingForm, RoleForm
from kb.regions.inviting import change_role, write_letter
from kb.regions.leaving import HeirMissingError, Legacy, leave
from kb.regions.people_card import facts_of
from kb.regions.teams import RegionTeam, SiteTeam, Team, looks_after_something, members
from kb.regions.views import AdministratorsView
from practices.models import RegionSection


class PersonView(AdministratorsView):
    template_name = "kb/regions/person.html"
    header_icon = "user"

    @cached_property
    def team(self) -> Team:
        return RegionTeam(
            get_object_or_404(RegionSection.objects.select_related("setup"), id=self.kwargs["pk"])
        )

    @cached_property
    def person(self) -> User:
        return get_object_or_404(self.team.people(), pk=self.kwargs["person_id"])

    @property
    def above(self) -> list[tuple[str, str]]:
        return [*super().above, (self.team.title, self.team.url)]

    @cached_property
    def legacy(self) -> Legacy | None:
        found = Legacy(self.person, self.team) if isinstance(self.team, RegionTeam) else None
        return found or None

    @property
    def heirs(self) -> QuerySet[User]:
        """Returns who can have what the person leaves behind: colleagues and administrators."""
        colleagues = self.team.people() | User.objects.filter(is_superuser=True, is_active=True).distinct()
        return colleagues.exclude(pk=self.person.pk).order_by("display_name", "email")

    def get_page_title(self) -> str:
        return self.person.get_full_name()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (member,) = (each for each in members(self.team) if each.person == self.person)
        return {
            "role_form": RoleForm(team=self.team, initial={"role": member.role}),
            "leaving": self._leaving(),
            **super().get_context_data(**kwargs),
            "person": self.person,
            "team": self.team,
            "facts": facts_of(self.team, member),
            "is_awaited": not self.person.has_usable_password(),
            "is_oneself": self.person == self.request.user,
            "legacy": self.legacy,
            "is_elsewhere": self._is_elsewhere(),
        }

    def _leaving(self, typed: Any = None) -> LeavingForm:
        return LeavingForm(typed, heirs=self.heirs, is_needed=self.legacy is not None)

    def _is_elsewhere(self) -> bool:
        """Returns whether the account stays open when the person leaves this team."""
        return looks_after_something(self.person, beside=self.team)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        action = {"role": self.change, "letter": self.send_again, "leave": self.leave}.get(
            request.POST.get("action", "")
        )
        # Nobody takes their own rights away, so one administrator is always left.
        if action is None or (self.person == request.user and action != self.send_again):
            raise Http404
        return action()

    def change(self) -> HttpResponseBase:
        form = RoleForm(self.request.POST, team=self.team)
        if not form.is_valid():
            return self.shown_again(role_form=form)
        change_role(self.team, self.person, form.cleaned_data["role"], self.administrator)
        messages.success(self.request, _("The role is changed."))
        return redirect(self.team.url)

    def send_again(self) -> HttpResponseBase:
        if self.person.has_usable_password():
            raise Http404
        write_letter(self.team, self.person, self.administrator)
        words = _("A letter to %(email)s is on its way.") % {"email": self.person.email}
        messages.success(self.request, words)
        return redirect(self.team.url)

    def leave(self) -> HttpResponseBase:
        form = self._leaving(self.request.POST)
        if not form.is_valid():
            return self.shown_again(leaving=form)
        try:
            stays = leave(self.person, self.team, self.administrator, form.cleaned_data.get("heir"))
        except HeirMissingError:
            # Something was begun while this page was looked at.
            return redirect(self.request.path)
        name = {"name": self.person.get_full_name(), "team": self.team.title}
        words = (
            _("%(name)s has left: %(team)s.")
            if stays
            else _("%(name)s has left: %(team)s. The account is closed.")
        )
        messages.success(self.request, words % name)
        return redirect(self.team.url)


class SitePersonView(PersonView):
    @cached_property
    def team(self) -> Team:
        return SiteTeam()
