from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class SiteConfig(AppConfig):
    name = "kb"
    verbose_name = _("Site")
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kb import language_checks, operator_checks, signals
        from kb.accounts import sessions
        from kb.addresses import sitemap
        from kb.admin import late_texts

        signals.connect()
        sessions.connect()
        late_texts.connect()
        sitemap.connect()


class UsersConfig(WagtailUsersAppConfig):
    """Configures Wagtail's people, edited with our own form."""

    user_viewset = "kb.admin.users.TrilingualUserViewSet"
