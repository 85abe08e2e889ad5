"""More broken scorers: limiters, needs, water, sliders, gate, order and groups. See catalogue.py."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from matching import (
    explanation,
    limiters,
    profile,
    question,
    ranking,
    reference,
)
from matching.profile import (
    DistanceLimiter,
    FactLimiter,
    Limiter,
    StepsLimiter,
)
from matching.question import Question
from matching.records import Record
from tests.mutants.catalogue import Patch, change_limiter, mutant, named
from zones import land
from zones.land import Answer, Land, Sliders

_CLAYS: Final = frozenset({"clay", "cracking_clay"})
_WATERS: Final = frozenset({"rainfed", "supplementary", "full_irrigation"})
_WITH_TEMPERATURE: Final = (*profile.RAIN_FACTORS, "season_temperature")

# --- limiters -------------------------------------------------------------------------------------------


def _drop(patch: Patch, name: str) -> None:
    patch.setattr(profile, "LIMITERS", tuple(f for f in profile.LIMITERS if f.name != name))


def _each(name: str) -> Callable[[Patch], None]:
    return lambda patch: _drop(patch, name)


for _limiter in profile.LIMITERS:
    named(f"limiter dropped: {_limiter.name}", _each(_limiter.name))

named("a limiter takes three tenths", lambda p: p.setattr(profile, "LIMITER_FACTOR", 0.7))
named("temperature limit is 5 degrees", lambda p: change_limiter(p, "season_temperature", limit=5))
named("aridity limit is a ratio of three", lambda p: change_limiter(p, "aridity", limit=3))
named("exactly at the limit counts as over it", lambda p: p.setattr(profile, "DISTANCE_TOLERANCE", -1e-6))
named("one class steeper is too steep", lambda p: change_limiter(p, "slope", steps=1))
named("three classes steeper are too steep", lambda p: change_limiter(p, "slope", steps=3))
named("yearly swing limits from 10 degrees", lambda p: change_limiter(p, "temperature_range", limit=10))
named(
    "some irrigation does not clear",
    lambda p: change_limiter(p, "irrigation", clearing=frozenset({"rainfed"})),
)
named(
    "who waters sometimes is limited too",
    lambda p: change_limiter(p, "irrigation", limited=frozenset({"rainfed", "supplementary"})),
)


def _reconflict(patch: Patch, broken: Callable[[Limiter, Answer, Record, bool], bool]) -> None:
    original = limiters.applies
    patch.setattr(limiters, "applies", lambda f, a, r: broken(f, a, r, original(f, a, r)))


def _reapply(patch: Patch, broken: Callable[[Limiter, Answer | None, bool], bool]) -> None:
    original = limiters.may_apply
    patch.setattr(limiters, "may_apply", lambda f, a: broken(f, a, original(f, a)))


named("silence limits", lambda p: _reconflict(p, lambda f, a, r, was: was or f.factor not in r.values))
named(
    "silence about a fact limits",
    lambda p: _reconflict(
        p, lambda f, a, r, was: was or (isinstance(f, FactLimiter) and f.factor not in r.values)
    ),
)
named(
    "silence about slope limits",
    lambda p: _reconflict(
        p, lambda f, a, r, was: was or (isinstance(f, StepsLimiter) and f.factor not in r.values)
    ),
)
named(
    "no statement about a fact limits",
    lambda p: _reconflict(p, lambda f, a, r, was: was and not isinstance(f, FactLimiter)),
)
named(
    "any statement about a fact limits",
    lambda p: _reconflict(
        p, lambda f, a, r, was: was or (isinstance(f, FactLimiter) and f.factor in r.values)
    ),
)


@mutant
def a_limiter_stands_beside_the_need_on_its_fact(patch: Patch) -> None:
    original = limiters.applies
    patch.setattr(limiters, "applies", lambda f, a, r: original(f, a, replace(r, needs=frozenset())))


named("gentlest instead of steepest slope", lambda p: p.setattr(limiters, "highest", limiters.lowest))
named("steepest of the farmer's slopes", lambda p: p.setattr(limiters, "lowest", limiters.highest))
named(
    "a farmer without salt is limited too",
    lambda p: _reapply(p, lambda f, a, was: was or (isinstance(f, FactLimiter) and a is not None)),
)
named(
    "climate limits only what a person stated",
    lambda p: _reapply(
        p,
        lambda f, a, was: (
            was and not (isinstance(f, DistanceLimiter) and a is not None and a.origin == "derived")
        ),
    ),
)
named("frost from the map up to 8 degrees", lambda p: p.setattr(land, "FROST_UP_TO_C", 8))
named("no frost from the map from 17 degrees", lambda p: p.setattr(land, "FROST_FREE_FROM_C", 17))


# --- needs and water ------------------------------------------------------------------------------------


def _change_need(patch: Patch, code: str, **changes: Any) -> None:
    needs = tuple(replace(n, **changes) if n.code == code else n for n in profile.SITE_NEEDS)
    patch.setattr(profile, "SITE_NEEDS", needs)


def _without_need(code: str) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(
        profile, "SITE_NEEDS", tuple(need for need in profile.SITE_NEEDS if need.code != code)
    )


for _need in profile.SITE_NEEDS:
    named(f"need dropped: {_need.code}", _without_need(_need.code))

named("clay that does not crack is enough", lambda p: _change_need(p, "cracking_clay", meeting=_CLAYS))
named("gentle slopes are too flat", lambda p: _change_need(p, "slope", meeting=frozenset({"hilly", "steep"})))
named("any water is controlled", lambda p: _change_need(p, "controlled_irrigation", meeting=_WATERS))
named("no unwanted water denies a flood", lambda p: _change_need(p, "flood", fact="waterlogging"))
named("frost that is needed follows the soil slider", lambda p: _change_need(p, "frost", slider="soil"))


def _restate(patch: Patch, broken: Callable[[limiters.NeedState], limiters.NeedState]) -> None:
    original = limiters.need_state
    patch.setattr(limiters, "need_state", lambda need, answers: broken(original(need, answers)))


named(
    "who was not asked denies", lambda p: _restate(p, lambda state: "denied" if state == "untold" else state)
)
named("nobody denies a need", lambda p: _restate(p, lambda state: "met"))


@mutant
def crops_not_told_deny_a_crop(patch: Patch) -> None:
    original = question.build_question
    patch.setattr(
        reference,
        "build_question",
        lambda asked: replace(
            built := original(asked),
            crops=frozenset() if built.crops is None else built.crops,
            answers={"crops": Answer(frozenset(), "stated"), **built.answers},
        ),
    )


@mutant
def every_crop_needed_must_be_there(patch: Patch) -> None:
    original = reference._denied

    def broken(asked: Question, record: Record) -> Any:
        crops = limiters.needed_crops(record)
        if crops and asked.crops is not None and not crops <= asked.crops:
            yield from original(replace(asked, crops=frozenset()), record)
        else:
            yield from original(asked, record)

    patch.setattr(reference, "_denied", broken)


def _reshare(patch: Patch, **shares: float) -> None:
    patch.setattr(profile, "RAIN_SHARES", {**profile.RAIN_SHARES, **shares})


named("some watering leaves rain as it is", lambda p: _reshare(p, supplementary=1))
named("some watering takes rain away", lambda p: _reshare(p, supplementary=0))
named("full watering leaves half of rain", lambda p: _reshare(p, full_irrigation=0.5))
named(
    "water leaves aridity as it is", lambda p: p.setattr(profile, "RAIN_FACTORS", ("rain", "growing_period"))
)
named("water takes temperature too", lambda p: p.setattr(profile, "RAIN_FACTORS", _WITH_TEMPERATURE))
named(
    "the practice's water is not looked at", lambda p: p.setattr(reference, "_rain_share", lambda record: 1.0)
)


@mutant
def the_farmers_water_is_not_looked_at(patch: Patch) -> None:
    original = question.build_question
    patch.setattr(reference, "build_question", lambda asked: replace(original(asked), rain_share=1.0))


@mutant
def water_takes_the_weight_but_aridity_still_limits(patch: Patch) -> None:
    original = reference._limited

    def broken(asked: Question, record: Record) -> Any:
        dry = replace(record, values={n: v for n, v in record.values.items() if n != "water_supply"})
        found = [*original(replace(asked, rain_share=1.0), dry)]
        known = {limiter.name: limiter for limiter in original(asked, record)}
        return iter([one for one in found if one.name == "aridity" or one.name in known])

    patch.setattr(reference, "_limited", broken)


# --- several limiters -----------------------------------------------------------------------------------


@mutant
def several_limiters_halve_once(patch: Patch) -> None:
    _re_explain(patch, lambda e: replace(e, likeness=e.similarity * e.coverage * (0.5 if e.applied else 1)))


@mutant
def limiters_lower_by_a_constant(patch: Patch) -> None:
    _re_explain(
        patch, lambda e: replace(e, likeness=max(0.0, e.similarity * e.coverage - 0.1 * len(e.applied)))
    )


@mutant
def limiters_are_named_but_do_not_count(patch: Patch) -> None:
    _re_explain(patch, lambda e: replace(e, likeness=e.similarity * e.coverage))


def _re_explain(patch: Patch, broken: Callable[[Any], explanation.Explanation]) -> None:
    original = reference.explain

    def explain(asked: Land, record: Record) -> explanation.Explanation | None:
        found = original(asked, record)
        return broken(found) if found is not None and found.likeness is not None else found

    patch.setattr(reference, "explain", explain)


# --- sliders and gate -----------------------------------------------------------------------------------


def _reweigh(patch: Patch, broken: Callable[[Sliders], dict[str, float]]) -> None:
    patch.setattr(question, "slider_weights", broken)


def _plain(sliders: Sliders) -> dict[str, float]:
    return {"climate": sliders.climate, "soil": sliders.soil, "farming": sliders.farming}


named("sliders are ignored", lambda p: _reweigh(p, lambda s: dict.fromkeys(_plain(s), 1.0)))
named("sliders all at nought ask nothing", lambda p: _reweigh(p, _plain))
named(
    "sliders at nought count as one",
    lambda p: _reweigh(p, lambda s: {g: x or 1.0 for g, x in _plain(s).items()}),
)
named("sliders are added", lambda p: _reweigh(p, lambda s: {g: x + 0.1 for g, x in _plain(s).items()}))
named(
    "soil and climate sliders are exchanged",
    lambda p: _reweigh(p, lambda s: {"climate": s.soil, "soil": s.climate, "farming": s.farming}),
)


@mutant
def a_slider_at_nought_leaves_its_limiters(patch: Patch) -> None:
    original = question.build_question

    def broken(asked: Land) -> Question:
        whole = original(replace(asked, sliders=Sliders()))
        return replace(original(asked), limiters=whole.limiters, sliders_at_work=whole.sliders_at_work)

    patch.setattr(reference, "build_question", broken)


def _repass(patch: Patch, passes: Callable[[Question, frozenset[str]], bool]) -> None:
    patch.setattr(Question, "passes", passes)


named("the gate is open", lambda p: _repass(p, lambda q, uses: True))
named(
    "mixed does not pass the gate",
    lambda p: _repass(p, lambda q, uses: q.gate is None or bool(q.gate & uses - {"mixed"})),
)
named(
    "every land use must fit the gate", lambda p: _repass(p, lambda q, uses: q.gate is None or uses <= q.gate)
)

# --- order, groups, states ------------------------------------------------------------------------------


def _reorder(patch: Patch, key: Callable[[int, int, int, int], tuple[int, ...]]) -> None:
    def order_key(
        group: str | None, likeness: float | None, known: int, confirmed_on: int, record_id: int
    ) -> tuple[int, ...]:
        place = 0 if group is None else ranking.GROUPS.index(group)  # type: ignore[arg-type]
        steps = 0 if likeness is None else ranking.steps_of(likeness)
        return (place, *key(steps, known, confirmed_on, record_id))

    patch.setattr(ranking, "order_key", order_key)


named("the furthest come first", lambda p: _reorder(p, lambda s, known, day, i: (s, -known, -day, i)))
named(
    "order forgets how much is known", lambda p: _reorder(p, lambda steps, known, day, i: (-steps, -day, i))
)
named(
    "fewer factors known come first",
    lambda p: _reorder(p, lambda steps, known, day, i: (-steps, known, -day, i)),
)
named(
    "longest confirmed come first",
    lambda p: _reorder(p, lambda steps, known, day, i: (-steps, -known, day, i)),
)
named("newest id comes first", lambda p: _reorder(p, lambda s, known, day, i: (-s, -known, -day, -i)))
named(
    "known factors go before L", lambda p: _reorder(p, lambda steps, known, day, i: (-known, -steps, -day, i))
)
named(
    "L is ordered to the last digit",
    lambda p: p.setattr(ranking, "steps_of", lambda x: x * 1e5),
)
named("L is ordered in hundredths", lambda p: p.setattr(profile, "LIKENESS_STEPS", 100))


@mutant
def order_forgets_the_group(patch: Patch) -> None:
    original = ranking.order_key
    patch.setattr(ranking, "order_key", lambda group, *rest: original("near", *rest))


named("two groups compared are enough", lambda p: p.setattr(profile, "ENOUGH_FACTOR_GROUPS", 2))
named("four groups must be compared", lambda p: p.setattr(profile, "ENOUGH_FACTOR_GROUPS", 4))


def _relike(patch: Patch, like: Callable[[dict[str, str]], bool]) -> None:
    patch.setattr(reference, "is_like", like)


def _compared(states: dict[str, str]) -> int:
    return sum(state != "unknown" for state in states.values())


named("likeness alone makes a group", lambda p: _relike(p, lambda states: True))
named(
    "a group may be different",
    lambda p: _relike(p, lambda s: s["climate"] == "close" and _compared(s) >= 3),
)
named(
    "climate may be near",
    lambda p: _relike(p, lambda s: "different" not in s.values() and _compared(s) >= 3),
)
named(
    "what is not known counts as compared",
    lambda p: _relike(p, lambda s: s["climate"] == "close" and "different" not in s.values()),
)
named("close is above one half, not from it", lambda p: p.setattr(profile, "CLOSE_LIKENESS", 0.50001))
named("near begins at a quarter", lambda p: p.setattr(profile, "NEAR_LIKENESS", 0.25))
named("a state is close above three quarters", lambda p: p.setattr(profile, "CLOSE_SCORE", 0.7500001))
named("a state is near above a quarter", lambda p: p.setattr(profile, "NEAR_SCORE", 0.2500001))
