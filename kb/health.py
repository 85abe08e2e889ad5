"""Answers whoever watches the site: is the process alive, and can it answer?"""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs import mail, queue
from media import free_room
from practices.models import Practice
from search.engines.base import ELASTICSEARCH, EMBEDDED, EngineName, EngineUnavailable
from search.engines.registry import chosen_name, copy_name, elasticsearch_policy, engine, target_names
from search.indexing import copies, outbox
from search.indexing.lag import is_behind


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answers 200 when readers get answers, be it "degraded" from the engine that stands in, else 503.

    In both cases it says which part fails.
    """
    failing: list[str] = []
    indexes: dict[EngineName, dict[str, Any]] = {name: {} for name in target_names()}
    details: dict[str, Any] = {}
    try:
        details["published"] = Practice.objects.public().count()
        details["outbox_rows"] = outbox.waiting()
        details["outbox_failed"] = outbox.failed()
        details["outbox_lag_s"] = round(outbox.oldest_age_s(), 1)
        for name, index in indexes.items():
            index["waiting"] = outbox.waiting(name)
            index["failed"] = outbox.failed(name)
            index["lag_s"] = round(outbox.oldest_age_s(name), 1)
        indexes[EMBEDDED]["followed"] = copies.is_followed()
        details["mails_waiting"] = mail.waiting()
        details["jobs_failed"] = queue.failed()
    except DatabaseError:
        failing.append("database")
    if (free := free_room.free_bytes()) is not None:
        details["disk_free_mb"] = free // free_room.MEGABYTE
        details["disk_nearly_full"] = free_room.is_nearly_full()
    for name, index in indexes.items():
        index.update(_of_cluster() if name == ELASTICSEARCH else _of_embedded())
    chosen = chosen_name()
    answering = next((name for name in (chosen, EMBEDDED) if indexes[name]["practices"] is not None), None)
    if answering == ELASTICSEARCH and "database" not in failing and is_behind(ELASTICSEARCH, copy_name()):
        answering = EMBEDDED
    if answering is None:
        failing.append("index")
    else:
        details["indexed"] = indexes[answering]["practices"]
    status = "failing" if failing else "ready" if answering == chosen else "degraded"
    content = {"status": status, "failing": failing, "engine": chosen, "answering": answering, **details}
    return JsonResponse({**content, "indexes": indexes}, status=503 if failing else 200)


def _of_embedded() -> dict[str, Any]:
    try:
        return {"practices": engine(EMBEDDED).count()}
    except EngineUnavailable:
        return {"practices": None}


def _of_cluster() -> dict[str, Any]:
    """Returns the cluster as this process sees it; never takes longer than a reader's question."""
    policy = elasticsearch_policy()
    practices: int | None
    try:
        practices = policy.run(lambda engine: engine.count())
    except EngineUnavailable:
        practices = None
    return {"practices": practices, "version": policy.version or None, "breaker": policy.breaker.state}
