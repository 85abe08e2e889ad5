"""Rebuilds an index from the published practices, while the old one answers and people publish."""

import logging
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from practices.models import Practice
from search.engines.base import ELASTICSEARCH, EngineName, PartlyFailed, RebuildRefused
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.registry import elasticsearch_engine, elasticsearch_writer, writer
from search.indexing import copies, outbox
from search.indexing.documents import public_documents

logger = logging.getLogger(__name__)

# The worker may be about to write what differs; so often, a second apart, index and database are compared.
COMPARISONS: Final = 5
PAUSE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The outcome of a rebuild.

    `count` practices are in; an interrupted rebuild went on after id `resumed_after`; `refused` has the cause
    by id for those left out.
    """

    count: int
    resumed_after: int
    refused: Mapping[int, str]


def rebuild(
    target: EngineName,
    *,
    catch_up: Callable[[], object] = lambda: None,
    report: Callable[[int], None] = lambda _count: None,
    fresh: bool = False,
) -> Rebuilt:
    """Build the index anew and return what became of it.

    `catch_up` is called to write what was published meanwhile, `report` now and then with the number of
    practices written; `fresh` drops an interrupted rebuild.

    Raises EngineUnavailable, RebuildRefused, WriterBusy. Practices that cannot be read, or are refused, are
    left to the outbox.
    """
    left_out: dict[int, str] = {}
    try:
        if target != ELASTICSEARCH:
            # First: what changes while the practices are read must not be missed.
            name = copies.register()
            count = writer(target).rebuild(public_documents(unreadable=left_out))
            copies.mark_built(name)
            return Rebuilt(count, 0, left_out)
        return _rebuild_elasticsearch(target, left_out, catch_up, report, fresh=fresh)
    finally:
        if left_out:
            outbox.enqueue(left_out, [target])
            logger.warning("practices left out of the index: %s", left_out)


def _rebuild_elasticsearch(
    target: EngineName,
    left_out: dict[int, str],
    catch_up: Callable[[], object],
    report: Callable[[int], None],
    *,
    fresh: bool,
) -> Rebuilt:
    elastic = elasticsearch_writer()
    after = 0 if fresh else elastic.unfinished()
    # Taken before the practices are read: whatever the worker reads later wins over what is read here.
    version = outbox.next_version()

    def confirm(built: ElasticsearchEngine, refused: Collection[int]) -> None:
        catch_up()
        compare(built, target, {*refused, *left_out})

    documents = public_documents(after=after, unreadable=left_out)
    try:
        count = elastic.rebuild(documents, version=version, after=after, confirm=confirm, report=report)
    except PartlyFailed as error:
        left_out.update(error.reasons)
        count = elasticsearch_engine().count()
    return Rebuilt(count, after, left_out)


def compare(built: ElasticsearchEngine, target: EngineName, refused: Collection[int]) -> None:
    """Raise RebuildRefused unless exactly the published practices are in, but for those that still wait."""
    for _attempt in range(COMPARISONS):
        held = set(built.fingerprints())
        wanted = set(Practice.objects.public().order_by().values_list("pk", flat=True))
        wrong = (held ^ wanted).difference(outbox.practice_ids(target), refused)
        if not wrong:
            return
        time.sleep(PAUSE_S)
    raise RebuildRefused(f"index and database differ in {len(wrong)} practices: {sorted(wrong)[:20]}")
