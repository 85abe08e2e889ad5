"""Tells templates of the admin whether an account has a second factor."""

from django import template

from kb.accounts.second_factor import has_second_factor
from kb.models import User

register = template.Library()


@register.simple_tag
def second_factor_of(person: User) -> bool:
    return has_second_factor(person)
