"""Of one figure there is one draft and one that is public, whoever else writes at the same moment."""

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from network.countries import stated
from network.models import StatedValue, Territory, TerritoryFact
from network.twins import territories

# Long enough for a second one to come where nothing holds it back.
BOTH_COME_S = 0.5


def value(**dates: Any) -> StatedValue:
    told = {"country": "BJ", "indicator": "cropland_ha", "year": 2024, "source_text": "A report", "best": 5}
    return StatedValue(**told, **dates)


@pytest.fixture
def at_once(shared_database: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`at_once(one, other)` calls both; each waits for the other in the midst of it, if that can come."""
    both, now = Barrier(2), timezone.now

    def when_both_came() -> Any:
        with contextlib.suppress(BrokenBarrierError):
            both.wait(BOTH_COME_S)
        return now()

    def call(write: Callable[[], object]) -> None:
        try:
            write()
        except (StatedValue.DoesNotExist, TerritoryFact.DoesNotExist):
            """The other one took its place."""
        finally:
            connections.close_all()

    def call_all(*writers: Callable[[], object]) -> None:
        monkeypatch.setattr(timezone, "now", when_both_came)
        with ThreadPoolExecutor(len(writers)) as threads:
            list(threads.map(call, writers))
        monkeypatch.undo()

    return call_all


def test_a_value_of_a_country_has_one_draft(at_once: Callable[..., None]) -> None:
    drafts = value(), value()
    at_once(*(lambda draft=draft: stated.enter([draft], None) for draft in drafts))
    assert StatedValue.objects.count() == 2
    assert stated.drafts(["BJ"]).count() == 1


def test_a_value_of_a_country_is_public_once(at_once: Callable[..., None]) -> None:
    drafts = StatedValue.objects.bulk_create([value(), value()])
    at_once(*(lambda draft=draft: stated.publish(draft.pk, None) for draft in drafts))
    assert stated.published().count() == 1


def test_a_figure_of_a_territory_has_one_draft_and_is_public_once(at_once: Callable[..., None]) -> None:
    place = Territory.objects.create(name="A place", country="BJ", latitude=9.8, longitude=1.5)
    told = {"territory": place, "indicator": "population", "year": 2024, "source_text": "A census", "best": 5}
    at_once(*(lambda: territories.enter(TerritoryFact(**told), None) for _ in range(2)))
    assert place.facts.filter(replaced_at=None).count() == 1
    drafts = [*TerritoryFact.objects.filter(replaced_at=None), TerritoryFact.objects.create(**told)]
    at_once(*(lambda draft=draft: territories.publish(place, draft.pk, None) for draft in drafts))
    assert len(place.facts.exclude(published_at=None).filter(replaced_at=None)) == 1
