from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    name = "readers"
    verbose_name = _("Readers’ pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from exchange.models import Kind
        from readers import pages, peer_mails
        from readers.presenters import private_page
        from readers.presenters.asking import answers_to_choose

        pages.register_all()
        peer_mails.connect()
        private_page.offer(Kind.QUESTION, answers_to_choose)
