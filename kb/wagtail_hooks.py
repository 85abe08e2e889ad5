"""Our colours and forms in Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel

from kb.admin.users import AccountForm
from kb.models import HomePage, PlainPage
from practices.admin.page_views import WalledPageViewSet

# Wagtail builds this panel itself and asks nobody; its form wants a first and a last name.
NameEmailSettingsPanel.form_class = AccountForm


@hooks.register("insert_global_admin_css")
def own_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("kb/css/admin.css"))


class HomePageViewSet(WalledPageViewSet):
    model = HomePage


class PlainPageViewSet(WalledPageViewSet):
    model = PlainPage


@hooks.register("register_admin_viewset")
def own_page_views() -> list[WalledPageViewSet]:
    return [HomePageViewSet(), PlainPageViewSet()]
