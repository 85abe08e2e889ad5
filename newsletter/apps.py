from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("Newsletter")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsletter import freezing
        from newsletter.archive import published
        from readers.presenters.page_frame import add_footer_link

        freezing.connect()
        # A section without content is not in the menu.
        add_footer_link(_("Newsletter"), "newsletter:issues", in_menu=True, content=lambda: [published()])
