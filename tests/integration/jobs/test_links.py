"""A link opens what it was made for, acts once, and cannot be read from the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobs import links
from jobs.models import Link

WEEK = timedelta(days=7)


@pytest.mark.django_db
def test_a_link_is_found_again_and_acts_once() -> None:
    token = links.make("confirm", "subscriber 5", valid_for=WEEK)
    for _ in range(3):
        link = links.find(token, "confirm")
        assert link is not None, "looking at it uses nothing up"
        assert link.subject == "subscriber 5"
    used = links.use(token, "confirm")
    assert used is not None
    assert used.used_at is not None
    assert links.use(token, "confirm") is None
    assert links.find(token, "confirm") is None


@pytest.mark.django_db
def test_a_link_of_another_purpose_too_old_or_taken_back_opens_nothing() -> None:
    token = links.make("confirm", "subscriber 5", valid_for=WEEK)
    assert links.find(token, "stop") is None
    assert links.use(token, "stop") is None
    assert links.find(token + "x", "confirm") is None
    assert links.use(token, "confirm", now=datetime.now(UTC) + WEEK + timedelta(seconds=1)) is None
    assert links.revoke("confirm", "subscriber 6") == 0
    assert links.revoke("confirm", "subscriber 5") == 1
    assert links.use(token, "confirm") is None


@pytest.mark.django_db
def test_the_token_is_long_random_and_stored_nowhere() -> None:
    tokens = {links.make("confirm", "one", valid_for=WEEK) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 22 for token in tokens)
    stored = " ".join(map(str, Link.objects.values_list()))
    assert not any(token in stored for token in tokens)


@pytest.mark.django_db
def test_links_long_over_are_forgotten() -> None:
    links.make("confirm", "one", valid_for=WEEK)
    assert links.purge(datetime.now(UTC) + WEEK) == 0
    assert links.purge(datetime.now(UTC) + WEEK + links.KEPT + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_of_two_at_the_same_moment_one_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    token = links.make("confirm", "one", valid_for=WEEK)
    find, other = links.find, list[Link | None]()

    def find_while_another_uses(*asked: Any) -> Link | None:
        found = find(*asked)
        monkeypatch.setattr(links, "find", find)
        other.append(links.use(token, "confirm"))
        return found

    monkeypatch.setattr(links, "find", find_while_another_uses)
    assert links.use(token, "confirm") is None
    assert other[0] is not None
