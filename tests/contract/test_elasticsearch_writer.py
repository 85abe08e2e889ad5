"""What the writer of the Elasticsearch index promises beyond the contract of every writer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search.engines.base import (
    Document,
    EngineUnavailable,
    IndexNeedsRebuild,
    PartlyFailed,
    RebuildRefused,
    Selection,
)
from search.engines.elasticsearch import names, rebuild, writer
from search.engines.elasticsearch.client import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.mapping import declaration, entry_of, json_of, record_from, stamp
from search.engines.elasticsearch.writer import ElasticsearchWriter
from tests.contract.corpus import CORPUS, document
from tests.contract.elasticsearch_node import cluster
from zones.land import Land

__all__ = ["cluster"]

# A port of this machine where nothing listens.
NOWHERE = Cluster(("http://127.0.0.1:9",))


def indexes(cluster: Cluster) -> list[str]:
    return sorted(cluster.connected().indices.get(index=names.every_index(cluster.prefix)))


def found(cluster: Cluster, words: str) -> list[int]:
    answer = ElasticsearchEngine(cluster).match(Land(), Selection(words=words), offset=0, limit=100)
    return [hit.id for hit in answer.hits]


class Killed(BaseException):
    """Stands for a process that is ended from outside."""


@pytest.fixture
def made(cluster: Cluster, tmp_path: Path) -> ElasticsearchWriter:
    made = ElasticsearchWriter(cluster, tmp_path)
    made.rebuild(CORPUS)
    return made


@pytest.mark.elasticsearch
class TestUpdating:
    def test_what_was_read_earlier_never_replaces_what_was_read_later(
        self, made: ElasticsearchWriter, cluster: Cluster
    ) -> None:
        made.update([document(1, "Half moons")], [], version=20)
        made.update([document(1, "Older title")], [], version=10)
        made.update([], [1], version=15)
        assert found(cluster, "moons") == [1]
        made.update([], [1], version=30)
        made.update([document(1, "Half moons")], [], version=25)
        assert found(cluster, "moons") == []

    def test_taking_out_what_is_not_there_is_no_failure(self, made: ElasticsearchWriter) -> None:
        made.update([], [4711], version=5)

    def test_one_that_is_refused_does_not_hold_up_the_others(
        self, made: ElasticsearchWriter, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def spoiled(one: Document) -> dict[str, Any]:
            return entry_of(one) | ({"unheard_of": 1} if one.record.id == 7 else {})

        monkeypatch.setattr(writer, "entry_of", spoiled)
        with pytest.raises(PartlyFailed) as raised:
            made.update([document(7, "Stone walls"), document(8, "Stone bunds")], [], version=5)
        assert list(raised.value.reasons) == [7]
        assert "unheard_of" in raised.value.reasons[7]
        assert 8 in found(cluster, "bunds")

    def test_without_an_index_it_asks_for_one(self, cluster: Cluster, tmp_path: Path) -> None:
        with pytest.raises(IndexNeedsRebuild):
            ElasticsearchWriter(cluster, tmp_path).update([CORPUS[0]], [])
        with pytest.raises(IndexNeedsRebuild):
            ElasticsearchWriter(cluster, tmp_path).check(whole=False)


@pytest.mark.elasticsearch
class TestRebuilding:
    def test_readers_keep_the_old_index_until_the_new_one_is_whole(
        self, made: ElasticsearchWriter, cluster: Cluster
    ) -> None:
        def slowly() -> Iterator[Document]:
            yield document(1, "Half moons")
            assert 5 in found(cluster, "manure")
            yield document(2, "Zaï pits")

        assert made.rebuild(slowly(), version=3) == 2
        assert found(cluster, "moons") == [1]
        assert found(cluster, "manure") == []

    def test_what_changes_meanwhile_is_in_the_old_and_in_the_new(
        self, made: ElasticsearchWriter, cluster: Cluster
    ) -> None:
        def meanwhile() -> Iterator[Document]:
            yield document(1, "Old title")
            made.update([document(1, "Half moons"), document(9, "Stone walls")], [2], version=7)
            assert found(cluster, "moons") == [1]
            yield document(2, "Planting pits")

        made.rebuild(meanwhile(), version=5)
        assert found(cluster, "moons") == [1]
        assert found(cluster, "walls") == [9]
        assert found(cluster, "planting") == []

    def test_the_next_index_has_as_many_parts_as_the_settings_say(
        self, made: ElasticsearchWriter, cluster: Cluster, tmp_path: Path
    ) -> None:
        parted = replace(cluster, shards=3)
        ElasticsearchWriter(parted, tmp_path).rebuild(CORPUS)
        settings = cluster.connected().indices.get_settings(index=indexes(cluster))
        parts = [settings[index]["settings"]["index"]["number_of_shards"] for index in indexes(cluster)]
        assert parts == ["1", "3"]
        assert sorted(found(cluster, "stone")) == [1, 5]
        assert len(found(cluster, "")) == len(CORPUS)

    def test_one_predecessor_stays(self, made: ElasticsearchWriter, cluster: Cluster) -> None:
        for _ in range(3):
            made.rebuild(CORPUS)
        assert len(indexes(cluster)) == 2

    @pytest.mark.parametrize("failure", [ValueError("unreadable"), Killed()])
    def test_an_error_leaves_nothing_half_built(
        self, made: ElasticsearchWriter, cluster: Cluster, failure: BaseException
    ) -> None:
        def failing() -> Iterator[Document]:
            yield document(1, "Half moons")
            raise failure

        before = indexes(cluster)
        with pytest.raises(type(failure)):
            made.rebuild(failing())
        assert indexes(cluster) == before
        assert found(cluster, "moons") == []
        assert 5 in found(cluster, "manure")

    def test_an_index_that_is_not_confirmed_is_never_used(
        self, made: ElasticsearchWriter, cluster: Cluster
    ) -> None:
        def refuse(built: ElasticsearchEngine, refused: object) -> None:
            raise RebuildRefused(f"only {built.count()}")

        before = indexes(cluster)
        with pytest.raises(RebuildRefused, match="only 2"):
            made.rebuild(CORPUS[:2], confirm=refuse)
        assert indexes(cluster) == before
        assert 5 in found(cluster, "manure")

    def test_an_index_that_does_not_find_what_is_in_it_is_never_used(
        self, made: ElasticsearchWriter, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def wordless(one: Document) -> dict[str, Any]:
            return entry_of(replace(one, texts={}))

        before = indexes(cluster)
        with monkeypatch.context() as broken:
            broken.setattr(rebuild, "entry_of", wordless)
            with pytest.raises(RebuildRefused, match="not found"):
                made.rebuild(CORPUS)
        assert indexes(cluster) == before

    def test_a_cut_off_rebuild_goes_on(
        self, made: ElasticsearchWriter, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rebuild, "NOTE_EVERY", 2)
        monkeypatch.setattr("search.engines.elasticsearch.bulk.BATCH", 1)
        many = [document(number, f"Stone lines {number}") for number in range(1, 9)]

        def cut_off() -> Iterator[Document]:
            yield from many[:6]
            raise EngineUnavailable("the server went away")

        with pytest.raises(EngineUnavailable):
            made.rebuild(cut_off(), version=5)
        after = made.unfinished()
        assert 2 <= after <= 6
        assert 5 in found(cluster, "manure"), "the old index answers"
        made.update([document(1, "Half moons")], [], version=7)
        made.rebuild((one for one in many if one.record.id > after), version=9, after=after)
        assert ElasticsearchEngine(cluster).count() == 8
        assert found(cluster, "moons") == [1]
        assert made.unfinished() == 0

    def test_another_rebuild_clears_away_what_was_cut_off(
        self, made: ElasticsearchWriter, cluster: Cluster
    ) -> None:
        def cut_off() -> Iterator[Document]:
            raise EngineUnavailable("the server went away")
            yield

        with pytest.raises(EngineUnavailable):
            made.rebuild(cut_off())
        made.rebuild(CORPUS)
        assert len(indexes(cluster)) == 2


@pytest.mark.elasticsearch
class TestEngine:
    def test_fingerprints_of_all_are_read_page_by_page(
        self, made: ElasticsearchWriter, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("search.engines.elasticsearch.engine.PAGE", 2)
        held = ElasticsearchEngine(cluster).fingerprints()
        assert held == {one.record.id: one.fingerprint for one in CORPUS}

    def test_the_mapping_takes_nothing_unknown_and_is_stamped(
        self, made: ElasticsearchWriter, cluster: Cluster
    ) -> None:
        (mapping,) = cluster.connected().indices.get_mapping(index=indexes(cluster)[-1]).values()
        assert mapping["mappings"]["dynamic"] == "strict"
        assert mapping["mappings"]["_meta"]["stamp"] == stamp()
        assert set(mapping["mappings"]["properties"]) == set(declaration()["properties"])


class TestAway:
    def test_an_engine_that_cannot_be_reached_says_so(self, tmp_path: Path) -> None:
        engine, away = ElasticsearchEngine(NOWHERE), ElasticsearchWriter(NOWHERE, tmp_path)
        with pytest.raises(EngineUnavailable):
            engine.match(Land(), Selection(), offset=0, limit=1)
        with pytest.raises(EngineUnavailable):
            engine.fingerprints()
        with pytest.raises(EngineUnavailable):
            away.update([CORPUS[0]], [])
        with pytest.raises(EngineUnavailable):
            away.rebuild(CORPUS)


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.record.id)
def test_a_record_is_read_back_as_it_was(one: Document) -> None:
    assert record_from(one.record.id, json_of(one.record)) == one.record
