"""Climate, soil, slope and farming on a card. The same few combinations stand on every page of results."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from readers.presenters.view_models import Block

register = template.Library()


@register.simple_tag
def blocks(blocks: Sequence[Block]) -> SafeString:
    """`components/blocks.html`, made once for blocks that say the same in the same language."""
    return _made(tuple(blocks))


# Four blocks, four states, three languages.
@lru_cache(maxsize=3 * 4**4)
def _made(blocks: tuple[Block, ...]) -> SafeString:
    return render_to_string("readers/components/blocks.html", {"blocks": blocks})
