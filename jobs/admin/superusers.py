"""Reports for superusers: what they list tells of people, or of the machine."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.base import BasePermissionPolicy

from jobs.admin.tables import TextTables


class SuperusersPolicy(BasePermissionPolicy):
    """Lets superusers do everything, and others nothing whatever their groups say."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.is_superuser)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True, is_superuser=True)


class SuperusersReportView(TextTables, ReportView):
    permission_required = "view"


class SuperusersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


class TryAgainView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks before it does anything; only the POST of its button acts."""

    template_name = "jobs/try_again.html"
    page_title = _("Try again")
    permission_required = "change"
    model: type[Model]
    index_url_name: str
    warning: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def try_again(self) -> bool:
        """Returns whether it is tried again now."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.try_again():
            messages.success(request, _("It is tried again now."))
        else:
            messages.error(request, _("It cannot be tried again: look at the list."))
        return redirect(self.index_url_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"warning": self.warning, "index_url": reverse(self.index_url_name)}
