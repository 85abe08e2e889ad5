from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    name = "readers"
    verbose_name = _("Readers’ pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from network.countries.known import content_of_countries
        from network.models import Event, Partner, PressItem, Territory
        from readers import pages, peer_mails
        from readers.presenters.page_frame import add_footer_link

        pages.register_all()
        peer_mails.connect()
        # A section without content is not in the menu.
        add_footer_link(
            _("Partners"), "readers:partners", in_menu=True, content=lambda: [Partner.objects.public()]
        )
        add_footer_link(_("Countries"), "readers:countries", in_menu=True, content=content_of_countries)
        add_footer_link(
            _("Twin Regions"), "readers:twins", in_menu=True, content=lambda: [Territory.objects.public()]
        )
        add_footer_link(_("Events"), "readers:events", in_menu=True, content=lambda: [Event.objects.public()])
        add_footer_link(
            _("Press review"), "readers:press", in_menu=True, content=lambda: [PressItem.objects.public()]
        )
        add_footer_link(_("The carbon market explained"), "readers:carbon_market")
