"""Climate, soil, slope and farming on a card. The same few combinations stand on every page of results."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from readers.presenters.view_models import FactorGroup

register = template.Library()


@register.simple_tag
def factor_groups(groups: Sequence[FactorGroup]) -> SafeString:
    """Return `components/factor_groups.html`, made once for groups that say the same in the same language."""
    return _html(tuple(groups), get_language() or "")


# Four groups, four states, three languages; those not asked and those of watered land are few more.
@lru_cache(maxsize=4 * 4**4)
def _html(groups: tuple[FactorGroup, ...], language: str) -> SafeString:
    return render_to_string("readers/components/factor_groups.html", {"groups": groups})
