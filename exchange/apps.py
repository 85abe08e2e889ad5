from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Peers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from exchange import (
            deliveries,
            notifying,
            page_decisions,
            page_steps,
            public_files,
            reports,
        )

        page_decisions.connect()
        public_files.connect()
        page_steps.connect()
        notifying.connect()
        deliveries.connect()
