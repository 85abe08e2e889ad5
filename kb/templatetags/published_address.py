from django import template
from wagtail.models import Page

register = template.Library()


@register.simple_tag
def published_address(page: Page) -> str:
    """Returns where readers find a page as it is stored now; empty where it is not published."""
    stored = Page.objects.live().filter(pk=page.pk).first()
    return (stored.specific.full_url or "") if stored is not None else ""
