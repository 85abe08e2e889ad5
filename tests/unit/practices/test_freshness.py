"""The laws of freshness, for any way the languages may stand and any edit."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from practices.freshness import Edit, EditKind, Standing, State, after_edit
from zones.vocabulary import LANGUAGES

NOW = datetime(2026, 5, 4, tzinfo=UTC)
BEFORE = NOW - timedelta(days=60)

languages = st.frozensets(st.sampled_from(LANGUAGES))
kinds = st.sampled_from(EditKind)
edits = st.builds(Edit, kind=kinds, reviewed=languages, machine=languages)


@st.composite
def standing(draw: st.DrawFn) -> Standing:
    state = draw(st.sampled_from(State))
    behind = state is State.STALE or (state is State.MACHINE and draw(st.booleans()))
    if not behind:
        return Standing(state)
    return Standing(state, since=BEFORE, kind=draw(st.sampled_from((EditKind.MEDIUM, EditKind.MAJOR))))


standings = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, standing()))


def stale(found: dict[str, Standing]) -> set[str]:
    return {code for code, each in found.items() if each.state is State.STALE}


@given(standings, languages, languages, edits)
def test_a_language_is_missing_exactly_where_it_has_no_text(
    before: dict[str, Standing], edited: frozenset[str], told: frozenset[str], edit: Edit
) -> None:
    after = after_edit(before, edited, told, edit, NOW)
    assert {code for code in LANGUAGES if after[code].state is State.MISSING} == set(LANGUAGES) - told


@given(standings, languages, languages, languages, languages)
def test_a_typo_makes_nothing_stale(
    before: dict[str, Standing],
    edited: frozenset[str],
    told: frozenset[str],
    reviewed: frozenset[str],
    machine: frozenset[str],
) -> None:
    after = after_edit(before, edited, told, Edit(EditKind.TYPO, reviewed, machine), NOW)
    assert stale(after) <= stale(before)


@given(standings, languages, languages, st.sampled_from((EditKind.MEDIUM, EditKind.MAJOR)))
def test_what_a_person_edits_or_has_compared_is_current(
    before: dict[str, Standing], edited: frozenset[str], reviewed: frozenset[str], kind: EditKind
) -> None:
    after = after_edit(before, edited, frozenset(LANGUAGES), Edit(kind, reviewed), NOW)
    assert all(after[code].state is State.CURRENT for code in edited | reviewed)


@given(standings, languages, languages, edits)
def test_since_and_kind_are_known_exactly_of_what_is_behind(
    before: dict[str, Standing], edited: frozenset[str], told: frozenset[str], edit: Edit
) -> None:
    for each in after_edit(before, edited, told, edit, NOW).values():
        assert (each.since is None) == (each.kind is None)
        assert each.since is None or each.state in (State.STALE, State.MACHINE)
        assert each.state is not State.STALE or each.since is not None


@given(standings, languages, languages, edits)
def test_there_is_one_source_at_most_and_it_has_a_text(
    before: dict[str, Standing], edited: frozenset[str], told: frozenset[str], edit: Edit
) -> None:
    sources = [each for each in after_edit(before, edited, told, edit, NOW).values() if each.is_source]
    assert len(sources) <= 1
    assert all(each.state in (State.CURRENT, State.STALE) for each in sources)


@given(standings, languages, languages)
def test_the_same_edit_of_nothing_more_changes_nothing_more(
    before: dict[str, Standing], edited: frozenset[str], told: frozenset[str]
) -> None:
    once = after_edit(before, edited, told, Edit(), NOW)
    assert after_edit(once, frozenset(), told, Edit(), NOW + timedelta(days=1)) == once


@given(standings, st.permutations(LANGUAGES))
def test_the_order_in_which_translations_are_compared_does_not_matter(
    before: dict[str, Standing], order: list[str]
) -> None:
    told = frozenset(LANGUAGES)
    settled = after_edit(before, frozenset(), told, Edit(), NOW)
    one_by_one = settled
    for code in order:
        one_by_one = after_edit(one_by_one, {code}, told, Edit(reviewed=frozenset({code})), NOW)
    states = {code: each.state for code, each in one_by_one.items()}
    assert states == dict.fromkeys(LANGUAGES, State.CURRENT)


def test_a_graver_edit_counts_from_its_own_day_and_a_lighter_one_changes_nothing() -> None:
    told = frozenset({"en", "fr"})
    start = {"en": Standing(State.CURRENT), "fr": Standing(State.CURRENT, is_source=True)}
    medium = after_edit(start, {"fr"}, told, Edit(EditKind.MEDIUM), BEFORE)
    assert medium["en"] == Standing(State.STALE, since=BEFORE, kind=EditKind.MEDIUM)
    assert not medium["en"].readers_are_told
    major = after_edit(medium, {"fr"}, told, Edit(EditKind.MAJOR), NOW)
    assert major["en"] == Standing(State.STALE, since=NOW, kind=EditKind.MAJOR)
    assert major["en"].readers_are_told
    later = after_edit(major, {"fr"}, told, Edit(EditKind.MEDIUM), NOW + timedelta(days=1))
    assert later["en"] == major["en"]


def test_a_translation_that_catches_up_leaves_its_original_alone() -> None:
    told = frozenset({"en", "fr"})
    behind = {
        "en": Standing(State.STALE, since=BEFORE, kind=EditKind.MAJOR),
        "fr": Standing(State.CURRENT, True),
    }
    after = after_edit(behind, {"en"}, told, Edit(EditKind.MEDIUM), NOW)
    assert after["en"] == Standing(State.CURRENT)
    assert after["fr"] == Standing(State.CURRENT, is_source=True)


def test_a_large_change_is_news_in_whichever_language_it_is_written() -> None:
    told = frozenset({"en", "fr"})
    behind = {
        "en": Standing(State.STALE, since=BEFORE, kind=EditKind.MEDIUM),
        "fr": Standing(State.CURRENT, True),
    }
    after = after_edit(behind, {"en"}, told, Edit(EditKind.MAJOR), NOW)
    assert after["fr"] == Standing(State.STALE, since=NOW, kind=EditKind.MAJOR)
    assert after["en"] == Standing(State.CURRENT, is_source=True)


def test_what_a_machine_wrote_stays_a_machines_until_somebody_has_read_it() -> None:
    told = frozenset({"en", "fr"})
    start = {"fr": Standing(State.CURRENT, is_source=True)}
    machine = after_edit(start, {"en"}, told, Edit(machine=frozenset({"en"})), BEFORE)
    assert machine["en"].state is State.MACHINE and machine["en"].readers_are_told
    behind = after_edit(machine, {"fr"}, told, Edit(EditKind.MAJOR), NOW)
    assert behind["en"] == Standing(State.MACHINE, since=NOW, kind=EditKind.MAJOR)
    read = after_edit(behind, frozenset(), told, Edit(reviewed=frozenset({"en"})), NOW)
    assert read["en"] == Standing(State.CURRENT)


def test_what_was_told_in_one_language_has_that_one_as_its_source() -> None:
    first = after_edit({}, frozenset(LANGUAGES), {"fr"}, Edit(), NOW)
    assert [code for code, each in first.items() if each.is_source] == ["fr"]
    at_once = after_edit({}, frozenset(LANGUAGES), frozenset(LANGUAGES), Edit(), NOW)
    assert not any(each.is_source for each in at_once.values())
