from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = _("Open data")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from api.downloads import listeners
        from api.downloads.offered import find_zip
        from readers.presenters import feed_link
        from readers.presenters.page_frame import add_footer_link
        from readers.presenters.practice import kept_zips

        listeners.connect()
        kept_zips.offer(find_zip)
        feed_link.offer("atom_feed")
        add_footer_link(_("Open data"), "open_data")
