"""What other sites show of a link to one of our pages: a picture beside its title and description."""

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language, gettext

from practices import preview_image, raster_drawings
from practices.models import Practice
from readers.presenters.view_models import LinkPreview, Picture
from zones.languages import language_of


def locale() -> str:
    """Return the language of the page as Open Graph names it; empty where it has no such name."""
    return language_of(get_language()).link_locale


def site_preview() -> LinkPreview:
    """Return what stands for a page without a picture of its own: the site's mark and name."""
    image = settings.WAGTAILADMIN_BASE_URL + static("readers/img/preview.png")
    return LinkPreview(image, preview_image.WIDTH, preview_image.HEIGHT, gettext("Twin Fields"))


def practice_preview(practice: Practice, address: str, picture: Picture | None) -> LinkPreview:
    """Return the picture of a practice's link: the one at `address`, else its drawing, else the site's."""
    base, kind = settings.WAGTAILADMIN_BASE_URL, "article"
    alt = picture.alt.text if picture else ""
    alt = alt or practice.passage("name").text
    if address:
        return LinkPreview(base + address, preview_image.WIDTH, preview_image.HEIGHT, alt, kind)
    if path := raster_drawings.static_path(practice.drawing):
        return LinkPreview(base + static(path), raster_drawings.SIDE, raster_drawings.SIDE, alt, kind)
    site = site_preview()
    return LinkPreview(site.image, site.width, site.height, site.alt, kind)
