from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    name = "readers"
    verbose_name = _("Readers’ pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from readers import pages, peer_mails

        pages.register_all()
        peer_mails.connect()
