"""What every engine keeps to. An engine's tests subclass `EngineContract` and make its pair, no more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from matching.fusion import fused
from matching.reference import explain, rank
from search.engines.base import (
    Engine,
    EngineAnswer,
    EngineUnavailable,
    Selection,
    Writer,
)
from tests.contract.corpus import CORPUS, document, land
from zones.land import Land
from zones.values import BooleanValue, Classes, Range, Value
from zones.vocabulary import WATER_SUPPLIES

EVERYTHING = 1000


def ids(answer: EngineAnswer) -> list[int]:
    return [hit.id for hit in answer.hits]


class EngineContract:
    @pytest.fixture
    def pair(self) -> tuple[Engine, Writer]:
        """An engine without an index, and its writer."""
        raise NotImplementedError

    @pytest.fixture
    def engine(self, pair: tuple[Engine, Writer]) -> Engine:
        pair[1].rebuild(CORPUS)
        return pair[0]

    @pytest.fixture
    def writer(self, pair: tuple[Engine, Writer]) -> Writer:
        return pair[1]

    def ask(self, engine: Engine, asked: Land | None = None, **selection: object) -> EngineAnswer:
        return engine.match(asked or Land(), Selection(**selection), offset=0, limit=EVERYTHING)  # type: ignore[arg-type]

    def words(self, engine: Engine, words: str, language: str = "en", **selection: object) -> list[int]:
        return ids(self.ask(engine, words=words, language=language, **selection))

    # --- land -----------------------------------------------------------------------------------------

    def test_nothing_asked_is_browsed_most_recently_confirmed_first(self, engine: Engine) -> None:
        answer = self.ask(engine)
        assert ids(answer) == [6, 1, 2, 3, 4, 5]
        assert all(hit.likeness is None for hit in answer.hits)

    @pytest.mark.parametrize(
        "answers",
        [{"texture": "sandy"}, {"texture": "clay", "rain": "1000"}, {"rain": "600", "land_use": "any"}],
    )
    def test_scores_and_order_are_the_references(self, engine: Engine, answers: dict[str, str]) -> None:
        asked = land(**answers)
        expected = {one.record.id: explain(asked, one.record) for one in CORPUS}
        answer = self.ask(engine, asked)
        assert set(ids(answer)) == {pk for pk, found in expected.items() if found is not None}
        for hit in answer.hits:
            found = expected[hit.id]
            assert found is not None
            expected_scores = (found.likeness, found.similarity, found.coverage)
            assert pytest.approx(expected_scores, abs=1e-6) == (hit.likeness, hit.similarity, hit.coverage)
        scores = [round(hit.likeness or 0, 5) for hit in answer.hits]
        assert scores == sorted(scores, reverse=True)
        assert sum(answer.groups.values()) == answer.total == len(answer.hits)

    def test_group_comes_before_likeness_and_its_sizes_count_block_states(
        self, engine: Engine, writer: Writer
    ) -> None:
        """For a land that told of climate, soil, slope and farming."""
        told = land(
            rain="900",
            texture="sandy",
            slope="flat,gentle",
            crops="maize",
            water_supply="rainfed",
            flood="no",
        )
        maize, rice = Classes.of("maize"), Classes.of("rice")
        flat, rainfed = Classes.of("flat"), Classes.of("rainfed")
        alike: dict[str, Value] = {"crops": maize, "slope": flat, "water_supply": rainfed}
        kept = {"texture": "sandy", "rain": (900.0, 900.0)}
        documents = [
            document(21, **kept, crops=maize, slope=flat),
            document(22, **kept, **{**alike, "crops": rice}),
            document(23, **(kept | {"rain": (640.0, 640.0)}), **alike),
            document(24, **(kept | {"rain": None}), **alike),
            document(25, **kept, **alike, needs=["flood"]),
            document(26, **kept, **alike, needs=["rice"]),
            document(27, **kept, **alike, salinity=BooleanValue(False), needs=["slope", "maize", "rice"]),
            document(28, **kept, **{**alike, "water_supply": Classes.of("full_irrigation")}),
            document(29, **kept),
            document(30, **kept, **{**alike, "slope": Classes.of("steep")}),
        ]
        writer.rebuild(documents)
        scan = rank(told, [one.record for one in documents])
        answer = self.ask(engine, told)
        assert ids(answer) == [found.id for found in scan]
        groups = {found.id: found.group for found in scan}
        assert (groups[27], groups[21], groups[23]) == ("close", "close", "near")
        sizes = Counter(found.group for found in scan)
        assert answer.groups == {name: sizes[name] for name in ("close", "near", "far")}
        # A lower likeness before a higher one: less is known of it, but its climate is alike.
        likeness = {found.id: found.likeness or 0 for found in scan}
        assert likeness[21] < likeness[23]
        assert ids(answer).index(21) < ids(answer).index(23)

    @pytest.mark.parametrize("water", ["", "rainfed", "supplementary", "full_irrigation"])
    def test_water_takes_rain_out_of_a_pair(self, engine: Engine, writer: Writer, water: str) -> None:
        answers = {"rain": "400", "aridity": "0.3", "season_temperature": "25", "ph": "6"}
        told = land(**answers, **({"water_supply": water} if water else {}))
        documents = [
            document(
                number,
                rain=(900, 1000),
                aridity=Range(1, 2),
                season_temperature=Range.point(25),
                ph=Range.point(acidity),
                **({"water_supply": Classes.of(theirs)} if theirs else {}),
            )
            for number, (theirs, acidity) in enumerate(product(("", *WATER_SUPPLIES), (5, 6, 7.5)), 31)
        ]
        writer.rebuild(documents)
        scan = rank(told, [one.record for one in documents])
        answer = self.ask(engine, told)
        assert [(hit.id, pytest.approx(hit.likeness, abs=1e-6)) for hit in answer.hits] == [
            (found.id, found.likeness) for found in scan
        ]

    def test_too_little_asked_is_one_list_and_what_is_far(self, engine: Engine) -> None:
        answer = self.ask(engine, land(texture="sandy", rain="600"))
        assert set(answer.groups) == {"listed", "far"}
        assert answer.groups["listed"] == sum((hit.likeness or 0) >= 0.3 for hit in answer.hits)

    def test_the_gate_shuts_out_other_land_uses(self, engine: Engine) -> None:
        assert 6 not in ids(self.ask(engine, land(texture="sandy", land_use="cropland")))
        assert 6 in ids(self.ask(engine, land(texture="sandy", land_use="any")))

    def test_pages_follow_each_other_without_gap_or_repeat(self, engine: Engine) -> None:
        for selection in (Selection(), Selection(words="stone pierres manure", is_any=True)):
            asked = land(texture="sandy", land_use="any")
            whole = ids(engine.match(asked, selection, offset=0, limit=EVERYTHING))
            pages = [ids(engine.match(asked, selection, offset=at, limit=2)) for at in range(0, 8, 2)]
            assert [pk for page in pages for pk in page] == whole

    # --- words ----------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("words", "language", "found"),
        [
            ("stone", "en", {1, 5}),
            ("stones", "en", {1, 5}),
            ("STONE Lines", "en", {1, 5}),
            ("zai", "en", {2}),
            ("zaï", "fr", {2}),
            ("tassa", "es", {2}),
            ("pierre", "fr", {3}),
            ("pierre", "en", {3}),
            ("l'eau", "fr", {3}),
            ("erosion", "es", {4}),
            ("erosiones", "es", {4}),
            ("the pits", "en", {2, 5}),
            ("stone cattle", "en", set()),
            ("stone pits manure", "en", {2, 5}),
            ('"stone lines"', "en", {1}),
            ('"lines stone"', "en", set()),
            ("unheard", "en", set()),
        ],
    )
    def test_words_decide_the_set(self, engine: Engine, words: str, language: str, found: set[int]) -> None:
        assert set(self.words(engine, words, language)) == found

    def test_some_words_and_nearly_the_words(self, engine: Engine) -> None:
        assert set(self.words(engine, "stone cattle", is_any=True)) == {1, 5, 6}
        assert self.words(engine, "mznure") == []
        assert set(self.words(engine, "mznure", is_fuzzy=True)) == {2, 5}
        assert self.words(engine, '"mznure"', is_fuzzy=True) == []

    def test_a_title_weighs_more_than_a_body_and_the_readers_language_more_than_another(
        self, engine: Engine
    ) -> None:
        assert self.words(engine, "manure") == [5, 2]
        assert self.words(engine, "stone")[0] == 1

    def test_small_words_alone_are_looked_for_as_they_are(self, engine: Engine) -> None:
        assert self.words(engine, "de", "fr") == [3, 4]
        assert self.words(engine, "the") == []

    def test_small_words_do_not_outweigh_what_is_asked_for(self, engine: Engine, writer: Writer) -> None:
        named, beside = document(11, "Manure"), document(12, "Here and there in the trees", body="Manure.")
        writer.update([named, beside], [])
        found = self.words(engine, "manure in and there")
        assert found.index(11) < found.index(12)

    def test_no_word_at_all_is_no_question(self, engine: Engine) -> None:
        assert len(self.words(engine, "!!! *")) == len(CORPUS)

    def test_a_concept_is_found_whatever_it_is_called(self, engine: Engine, writer: Writer) -> None:
        about, mentioning, above = (document(number, f"Practice {number}") for number in (11, 12, 13))
        writer.update(
            [
                replace(about, concepts=frozenset({"c-pits"})),
                replace(mentioning, mentions=frozenset({"c-pits"})),
                replace(above, broader=frozenset({"c-pits"})),
            ],
            [],
        )
        meant = (("planting", frozenset({"c-pits"})),)
        assert self.words(engine, "planting", concepts=meant) == [11, 12, 13]
        assert self.words(engine, "planting") == [2]
        assert set(self.words(engine, "planting manure", concepts=meant, is_any=True)) == {11, 12, 13}
        with_a_slip = self.words(engine, "plantng", concepts=(("plantng", meant[0][1]),), is_fuzzy=True)
        assert set(with_a_slip) == {2, 11, 12, 13}

    def test_a_short_word_is_only_taken_as_it_is(self, engine: Engine, writer: Writer) -> None:
        writer.update([document(11, "Grano", body="Maleza."), document(12, "Guano de isla")], [])
        assert self.words(engine, "guano", "es", is_fuzzy=True) == [12]
        assert self.words(engine, "granoo", "es", is_fuzzy=True) == [11]

    def test_a_letter_that_a_language_lacks_is_no_accent_there(self, engine: Engine, writer: Writer) -> None:
        writer.update(
            [
                document(11, "Known by that name"),
                document(12, "El ñame", language="es"),
                document(13, "White ñame"),
            ],
            [],
        )
        for language in ("en", "fr", "es"):
            assert set(self.words(engine, "ñame", language)) == {12, 13}
        assert 11 in self.words(engine, "name", "en")

    def test_a_crop_outweighs_a_problem(self, engine: Engine, writer: Writer) -> None:
        of_problem = replace(document(11, "Erosion held"), titled=frozenset({"c-erosion"}))
        of_crop = replace(document(12, "Grass between trees"), concepts=frozenset({"c-olive"}))
        writer.update([of_problem, of_crop], [])
        meant = (("erosion", frozenset({"c-erosion"})), ("olive", frozenset({"c-olive"})))
        asked = {"concepts": meant, "is_any": True}
        assert self.words(engine, "olive erosion", **asked) == [11, 12]
        assert self.words(engine, "olive erosion", lighter=frozenset({"erosion"}), **asked) == [12, 11]

    # --- both -----------------------------------------------------------------------------------------

    def both(self, engine: Engine, order: str) -> Sequence[int]:
        asked = land(texture="clay", land_use="any")
        return ids(self.ask(engine, asked, words="stone manure pits", is_any=True, order=order))

    def test_orders_hold_the_same_practices_and_fusion_joins_the_two(self, engine: Engine) -> None:
        by_land, by_words, joined = (self.both(engine, order) for order in ("land", "words", "both"))
        assert set(by_land) == set(by_words) == set(joined) == {1, 2, 5}
        assert by_land[0] == 5
        assert joined == fused(by_land, by_words)

    def test_without_land_the_words_order(self, engine: Engine) -> None:
        assert self.words(engine, "manure", order="land") == self.words(engine, "manure", order="words")

    @pytest.mark.parametrize("flood", ["yes", "no", ""])
    def test_unwanted_water_is_no_flooded_field(self, engine: Engine, writer: Writer, flood: str) -> None:
        told = land(texture="clay", slope="flat", waterlogging="yes", **({"flood": flood} if flood else {}))
        on_clay = {"texture": "clay", "slope": Classes.of("flat")}
        documents = [
            document(41, **on_clay, needs=["flood"], waterlogging=BooleanValue(True)),
            document(42, **on_clay, waterlogging=BooleanValue(False)),
            document(43, **on_clay),
        ]
        writer.rebuild(documents)
        scan = rank(told, [one.record for one in documents])
        hits = self.ask(engine, told).hits
        assert [(hit.id, pytest.approx(hit.likeness, abs=1e-6)) for hit in hits] == [
            (found.id, found.likeness) for found in scan
        ]
        likeness = {hit.id: hit.likeness or 0 for hit in hits}
        assert likeness[42] < likeness[43]
        assert (likeness[41] < likeness[43]) == (flood == "no")

    # --- facets ---------------------------------------------------------------------------------------

    def test_what_came_out_of_measuring_carbon_is_a_facet(self, engine: Engine, writer: Writer) -> None:
        writer.rebuild(
            [
                document(51, soil_carbon=["gain", "no_change"]),
                document(52, soil_carbon=["loss"]),
                document(53),
            ]
        )
        every = frozenset({"gain", "no_change", "loss"})
        answer = self.ask(engine, facets={"soil_carbon": every})
        assert set(ids(answer)) == {51, 52}
        assert answer.facet_counts["soil_carbon"] == {"gain": 1, "no_change": 1, "loss": 1}
        assert set(ids(self.ask(engine, facets={"soil_carbon": frozenset({"no_change"})}))) == {51}

    def test_a_voice_is_found_by_its_language(self, engine: Engine, writer: Writer) -> None:
        writer.rebuild([document(61, voices=["pil", "ff-Latn"]), document(62, voices=["pil"]), document(63)])
        answer = self.ask(engine)
        assert answer.facet_counts["voices"] == {"pil": 2, "ff-Latn": 1}
        assert set(ids(self.ask(engine, facets={"voices": frozenset({"pil"})}))) == {61, 62}
        assert set(ids(self.ask(engine, facets={"voices": frozenset({"ff-Latn", "wo"})}))) == {61}
        writer.update([document(61, voices=["wo"])], [])
        answer = self.ask(engine, facets={"voices": frozenset({"pil"})})
        assert (ids(answer), answer.facet_counts["voices"]) == ([62], {"pil": 1, "wo": 1})

    def test_a_facet_narrows_but_does_not_count_itself_away(self, engine: Engine) -> None:
        answer = self.ask(engine, words="stone manure", is_any=True, facets={"outcome": frozenset({"mixed"})})
        assert ids(answer) == [2]
        assert answer.facet_counts["outcome"] == {"adopted": 2, "mixed": 1}
        assert answer.facet_counts["language"] == {"en": 1}

    def test_two_codes_of_a_facet_widen(self, engine: Engine) -> None:
        both = {"language": frozenset({"fr", "es"})}
        assert set(ids(self.ask(engine, facets=both))) == {3, 4}

    def test_the_parts_of_a_zone_are_filters_of_their_own(self, engine: Engine) -> None:
        hot, long = frozenset({"hot"}), frozenset({"sub_humid"})
        assert set(ids(self.ask(engine, facets={"temperature": hot}))) == {1, 2}
        assert set(ids(self.ask(engine, facets={"growing_period": long}))) == {2, 4}
        answer = self.ask(engine, facets={"temperature": hot, "growing_period": long})
        assert ids(answer) == [2]
        assert answer.facet_counts["temperature"] == {"hot": 1, "warm": 1}
        assert answer.facet_counts["growing_period"] == {"semi_arid": 1, "sub_humid": 1}
        assert answer.facet_counts["texture"] == {"sandy": 1}

    def test_counts_leave_out_land_that_is_too_far(self, engine: Engine) -> None:
        answer = self.ask(engine, land(texture="sandy", land_use="cropland"))
        reachable = [hit.id for hit in answer.hits if hit.likeness is not None and hit.likeness >= 0.3]
        assert sum(answer.facet_counts["outcome"].values()) == len(reachable) < answer.total

    # --- writing --------------------------------------------------------------------------------------

    def test_changes_replace_and_removals_remove(self, engine: Engine, writer: Writer) -> None:
        writer.update([document(1, "Half moons"), document(7, "Stone walls")], [5])
        assert engine.count() == len(CORPUS)
        assert self.words(engine, "stone") == [7]
        assert self.words(engine, "moons") == [1]
        assert 5 not in ids(self.ask(engine))

    def test_many_updates_leave_one_of_each(self, engine: Engine, writer: Writer) -> None:
        for turn in range(12):
            writer.update([document(1, f"Turn{turn} stones")], [])
        assert self.words(engine, "turn11") == [1]
        assert self.words(engine, "turn10") == []
        assert engine.count() == len(CORPUS)

    def test_rebuilding_forgets_what_is_gone(self, engine: Engine, writer: Writer) -> None:
        writer.rebuild(CORPUS[:2])
        assert ids(self.ask(engine)) == [1, 2]
        assert set(self.words(engine, "stone pit", is_any=True)) == {1, 2}

    def test_an_empty_index_answers(self, pair: tuple[Engine, Writer]) -> None:
        engine, writer = pair
        writer.rebuild([])
        for selection in (
            Selection(),
            Selection(words="stone"),
            Selection({"outcome": frozenset({"mixed"})}),
        ):
            answer = engine.match(land(texture="sandy"), selection, offset=0, limit=20)
            assert (answer.hits, answer.total) == ((), 0)
        writer.update([CORPUS[0]], [])
        assert self.words(engine, "stone") == [1]

    def test_before_the_first_build_it_says_so(self, pair: tuple[Engine, Writer]) -> None:
        with pytest.raises(EngineUnavailable):
            pair[0].match(Land(), Selection(), offset=0, limit=1)
