"""Registers with Wagtail's admin: partners, and who has which rights to them."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from network.access import CountriesPolicy
from network.models import Partner

# Before anybody asks for it.
register_permission_policy(Partner, CountriesPolicy(Partner))

from network.admin.partners import PartnerViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def partners() -> PartnerViewSet:
    return PartnerViewSet()
