"""Bulk requests: items sent in batches, and the server's answer to each item."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from typing import Any, Final

from elasticsearch import helpers

from search.engines.base import EngineUnavailable

# Practices sent at a time, and bytes.
BATCH: Final = 250
BATCH_BYTES: Final = 5_000_000
# Batches that are made ready before the answer to the first is read.
AHEAD: Final = 2
# A server that is too busy for a batch is asked again after 1, 2, 4 … seconds.
RETRIES: Final = 5

# Only these say that the item itself is wrong; whatever else is refused, such as by a full disk or for a key
# without rights, may well be taken later.
_WRONG: Final = frozenset((HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE))


@dataclass
class BulkResult:
    """The outcome of a stream of items: how many were answered, and the cause by id for those refused."""

    count: int = 0
    refused: dict[int, str] = field(default_factory=dict)


def index_action(index: str, practice_id: int, entry: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Return the action that writes an entry; ignored where a higher version is there."""
    action = {"_op_type": "index", "_index": index, "_id": str(practice_id), "_source": entry}
    return action | _versioned(version)


def delete_action(index: str, practice_id: int, version: int) -> dict[str, Any]:
    """Return the action that removes an entry; ignored where a higher version is there."""
    return {"_op_type": "delete", "_index": index, "_id": str(practice_id)} | _versioned(version)


def _versioned(version: int) -> dict[str, Any]:
    """Return the parameters by which the server refuses an item older than the one that is there."""
    return {"version": version, "version_type": "external"} if version else {}


def send(client: Any, actions: Iterable[dict[str, Any]], sent: BulkResult) -> Iterator[int]:
    """Send the actions in batches and yield the ids of answered items, while the next batch is made ready.

    Writes counts and refusals into `sent`. Raises EngineUnavailable when the server cannot take them now.
    """
    items = iter(actions)
    with ThreadPoolExecutor(1) as sender:
        on_their_way: deque[Future[list[tuple[bool, dict[str, Any]]]]] = deque()
        while batch := list(islice(items, BATCH)):
            on_their_way.append(sender.submit(_answers, client, batch))
            if len(on_their_way) == AHEAD:
                yield from _done(on_their_way.popleft().result(), sent)
        while on_their_way:
            yield from _done(on_their_way.popleft().result(), sent)


def _answers(client: Any, batch: list[dict[str, Any]]) -> list[tuple[bool, dict[str, Any]]]:
    """Return one answer for each item of the batch: whether it was done, and what the server says."""
    answers = list(
        helpers.streaming_bulk(
            client,
            batch,
            chunk_size=BATCH,
            max_chunk_bytes=BATCH_BYTES,
            raise_on_error=False,
            max_retries=RETRIES,
            initial_backoff=1,
            max_backoff=20,
        )
    )
    if len(answers) != len(batch):
        raise EngineUnavailable(f"{len(batch)} practices were sent, {len(answers)} answered for")
    return answers


def _done(answers: Iterable[tuple[bool, dict[str, Any]]], sent: BulkResult) -> Iterator[int]:
    for is_done, item in answers:
        ((operation, result),) = item.items()
        practice_id, status = int(result["_id"]), int(result.get("status", 0))
        sent.count += 1
        # Something newer is there already, or nothing to take out: just as well.
        is_settled = status == HTTPStatus.CONFLICT or (
            operation == "delete" and status == HTTPStatus.NOT_FOUND and "error" not in result
        )
        if not (is_done or is_settled):
            if status not in _WRONG:
                raise EngineUnavailable(f"practice {practice_id} was not taken: {_reason(result)}")
            sent.refused[practice_id] = _reason(result)
        yield practice_id


def _reason(result: Mapping[str, Any]) -> str:
    error = result.get("error")
    if isinstance(error, Mapping):
        cause = error.get("caused_by") or {}
        return f"{error.get('type')}: {error.get('reason')} {cause.get('reason', '')}".strip()
    return f"{result.get('status')}: {error}"
