"""For whoever watches the site: is the process alive, and can it answer?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.engines.base import EngineUnavailable
from search.engines.registry import engine
from search.indexing import outbox


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database and index answer, else 503 with the part that does not."""
    failing: list[str] = []
    details: dict[str, object] = {}
    try:
        connection.ensure_connection()
        details["outbox_rows"] = outbox.waiting()
        details["outbox_set_aside"] = outbox.parked()
        details["outbox_lag_s"] = round(outbox.oldest_age_s(), 1)
    except DatabaseError:
        failing.append("database")
    chosen = engine()
    details["engine"] = chosen.name
    try:
        details["indexed"] = chosen.count()
    except EngineUnavailable:
        failing.append("index")
    status = "ready" if not failing else "failing"
    return JsonResponse({"status": status, "failing": failing, **details}, status=503 if failing else 200)
