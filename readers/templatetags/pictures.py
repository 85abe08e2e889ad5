"""`{% picture card.picture %}`: a drawing or photo, with every encoding that a browser may choose from."""

from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from readers.presenters.view_models import Picture

register = template.Library()

# How wide a banner is shown: across a phone, or in the wider of two columns.
_BANNER_SIZES: Final = mark_safe(' sizes="(min-width:60rem) 40rem, 100vw"')
_LAZY: Final = mark_safe(' loading="lazy" decoding="async"')


@register.simple_tag
def picture(shown: Picture, classes: str = "", **options: Any) -> SafeString:
    """Return the picture, loaded when it comes near; with `is_banner=True` at once, across the page.

    `is_decorative=True` leaves out what it shows: the text beside it says that. `px` is its side as laid out.
    """
    is_banner, px = options.get("is_banner", False), options.get("px")
    image = format_html(
        '<img{} src="{}" alt="{}"{} width="{}" height="{}"{}>',
        format_html(' class="{}"', classes) if classes else "",
        shown.src,
        "" if options.get("is_decorative") else shown.alt.text,
        format_html(' lang="{}"', shown.alt.lang) if shown.alt.lang else "",
        px or shown.width,
        px or shown.height,
        "" if is_banner else _LAZY,
    )
    if not shown.sources:
        return image
    sizes = _BANNER_SIZES if is_banner else ""
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}"{}>',
        ((source.content_type, source.srcset, sizes) for source in shown.sources),
    )
    return format_html("<picture>{}{}</picture>", sources, image)
