from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Peers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from exchange import deliveries, public_files

        public_files.connect()
        deliveries.connect()
