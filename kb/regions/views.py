"""Answers under /admin/regions/: regions and their people, for administrators; to others nothing is there."""

from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kb.models import User
from kb.regions.forms import InvitationForm, RegionForm
from kb.regions.inviting import AlreadyThereError, Newcomer, invite
from kb.regions.overview import regions_card
from kb.regions.people_card import people_card
from kb.regions.teams import CORRESPONDENT, MODERATOR, RegionTeam, SiteTeam, Team, members
from media.admin.walls import HiddenFromOthers
from practices.models import RegionSection
from practices.passages import passage
from practices.places import country_name
from practices.region_access import is_administrator
from practices.regions import change_region, create_region, delete_region, publish_alone

INDEX: Final = "regions"
TITLE: Final = gettext_lazy("Regions")


class AdministratorsView(HiddenFromOthers, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "globe"
    http_method_names = ["get", "head", "post"]
    may_enter = staticmethod(is_administrator)

    @property
    def administrator(self) -> User:
        """Returns who is signed in: `dispatch` has let nobody else in."""
        return cast(User, self.request.user)

    @property
    def above(self) -> list[tuple[str, str]]:
        """Returns the pages above this one, each with its address."""
        return [(str(TITLE), reverse(INDEX))]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": url, "label": label} for label, url in self.above]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def shown_again(self, **context: Any) -> HttpResponseBase:
        """Returns the page with what is wrong and all that was typed."""
        return self.render_to_response(self.get_context_data(**context), status=422)


class IndexView(AdministratorsView):
    template_name = "kb/regions/index.html"
    page_title = TITLE
    http_method_names = ["get", "head"]

    @property
    def above(self) -> list[tuple[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "card": regions_card()}


class NewRegionView(AdministratorsView):
    template_name = "kb/regions/region.html"
    page_title = gettext_lazy("New region")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": RegionForm(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = RegionForm(request.POST)
        if not form.is_valid():
            return self.shown_again(form=form)
        region = create_region(
            "",
            form.names,
            form.cleaned_data["countries"],
            correspondents_publish=form.correspondents_publish,
        )
        messages.success(request, _("The region is there. Now invite its people."))
        return redirect("regions_edit", region.section.pk)


class TeamView(AdministratorsView):
    """Lists people and invites others."""

    template_name = "kb/regions/region.html"

    @cached_property
    def team(self) -> Team:
        raise NotImplementedError

    def get_page_title(self) -> str:
        return self.team.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "invitation": InvitationForm(team=self.team, language=self.administrator.language),
            "card": people_card(self.team),
            **super().get_context_data(**kwargs),
        }

    def invite(self) -> HttpResponseBase:
        form = InvitationForm(self.request.POST, team=self.team)
        if form.is_valid():
            try:
                person = invite(self.team, Newcomer(**form.cleaned_data), self.administrator)
            except AlreadyThereError:
                form.add_error("email", _("Somebody with this address is here already."))
            else:
                words = _("A letter to %(email)s is on its way.") % {"email": person.email}
                messages.success(self.request, words)
                return redirect(self.team.url)
        return self.shown_again(invitation=form)


class RegionView(TeamView):
    """Shows one region on one screen: what it is called, who may publish, and its people."""

    @cached_property
    def section(self) -> RegionSection:
        return get_object_or_404(RegionSection.objects.select_related("setup"), id=self.kwargs["pk"])

    @cached_property
    def team(self) -> RegionTeam:
        return RegionTeam(self.section)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": RegionForm(section=self.section),
            **super().get_context_data(**kwargs),
            "section": self.section,
            "chosen": ", ".join(country_name(code) for code in self.section.countries or ()),
            "lacks_moderator": self._lacks_moderator(),
            "is_empty": not self.section.get_children().exists(),
        }

    def _lacks_moderator(self) -> bool:
        """Returns whether nobody of the region can publish what is handed in."""
        found = members(self.team)
        correspondents = self.team.groups.get(CORRESPONDENT)
        if found and publish_alone(correspondents, self.section):
            return False
        return not any(each.role == MODERATOR for each in found)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        action = {"save": self.save, "invite": self.invite}.get(request.POST.get("action", ""))
        if action is None:
            raise Http404
        return action()

    def save(self) -> HttpResponseBase:
        form = RegionForm(self.request.POST, section=self.section)
        if not form.is_valid():
            return self.shown_again(form=form)
        change_region(
            self.section,
            form.names,
            form.cleaned_data["countries"],
            correspondents_publish=form.correspondents_publish,
            user=self.request.user,
        )
        messages.success(self.request, _("The region is saved."))
        return redirect(self.team.url)


class SiteTeamView(TeamView):
    header_icon = "group"

    @cached_property
    def team(self) -> Team:
        return SiteTeam()

    def post(self, request: HttpRequest) -> HttpResponseBase:
        return self.invite()


class DeleteRegionView(AdministratorsView):
    """Asks once more, then deletes a region that has no practices."""

    template_name = "kb/regions/delete.html"
    page_title = gettext_lazy("Delete the region")

    @cached_property
    def section(self) -> RegionSection:
        found = get_object_or_404(RegionSection, id=self.kwargs["pk"])
        if found.get_children().exists():
            raise Http404
        return found

    @property
    def above(self) -> list[tuple[str, str]]:
        here = reverse("regions_edit", args=[self.section.pk])
        return [*super().above, (passage(self.section, "name").text, here)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        team = RegionTeam(self.section)
        people = team.people().count()
        return {**super().get_context_data(**kwargs), "team": team, "people": people}

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        name = passage(self.section, "name").text
        delete_region(self.section, request.user)
        messages.success(request, _("The region “%(name)s” is deleted.") % {"name": name})
        return redirect(INDEX)


class RegionsMenuItem(MenuItem):
    """Stands in the menu of administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)


def menu_item() -> RegionsMenuItem:
    return RegionsMenuItem(TITLE, reverse(INDEX), name="regions", icon_name="globe", order=170)
