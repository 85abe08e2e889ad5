from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    name = "readers"
    verbose_name = _("Readers’ pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from network.directory import has_partners
        from network.events import has_events, has_press
        from network.known import has_countries
        from network.territories import has_public_territories
        from readers import pages, peer_mails
        from readers.presenters.page_frame import add_footer_link

        pages.register_all()
        peer_mails.connect()
        # A section without content is not in the menu.
        add_footer_link(_("Partners"), "readers:partners", in_menu=True, is_shown=has_partners)
        add_footer_link(_("Countries"), "readers:countries", in_menu=True, is_shown=has_countries)
        add_footer_link(_("Twin Regions"), "readers:twins", in_menu=True, is_shown=has_public_territories)
        add_footer_link(_("Events"), "readers:events", in_menu=True, is_shown=has_events)
        add_footer_link(_("Press review"), "readers:press", in_menu=True, is_shown=has_press)
        add_footer_link(_("The carbon market explained"), "readers:carbon_market")
