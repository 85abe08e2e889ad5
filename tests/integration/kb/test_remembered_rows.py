"""A region that tests remember is the one that would be made: the same rows under the same numbers."""

from collections.abc import Callable
from dataclasses import astuple

from django.apps import apps
from django.db import transaction

from practices.regions import Region, set_up
from tests import factories
from tests.remembered import next_numbers


def left_by(make: Callable[[], Region]) -> tuple[object, ...]:
    """Returns what is made and how many rows there are of each kind; takes all of it back."""
    with transaction.atomic():
        next_numbers()
        made = make()
        counted = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
        # Nothing is left to set up.
        parts = astuple(set_up(made.section))
        assert {model._meta.label: model._base_manager.count() for model in apps.get_models()} == counted
        transaction.set_rollback(True)
    return astuple(made), parts, counted


def test_a_region_is_the_same_each_time(db: None) -> None:
    made = left_by(lambda: factories.make_region_anew("here", "Here", (), True))
    for _time in range(2):
        assert left_by(lambda: factories.make_region("here", "Here")) == made


def test_who_changes_one_changes_no_other(db: None) -> None:
    names = []
    for _time in range(2):
        with transaction.atomic():
            region = factories.make_region("here", "Here")
            names.append(region.section.name_en)
            region.section.name_en = "There"
            region.section.save()
            transaction.set_rollback(True)
    assert names == ["Here", "Here"]
