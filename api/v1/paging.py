"""Pages through lists by a cursor: the number of the last row that was given.

Rows keep their numbers, so whatever is public all the while is given once, whatever is published or withdrawn
meanwhile.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from pydantic import Field

MOST: Final = 100
LARGEST_NUMBER: Final = 2**31 - 1

Cursor = Annotated[int, Field(ge=0, le=LARGEST_NUMBER, description="where to go on; see “next”")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="how many at most")]


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    cursor: int,
    limit: int,
    shown: Callable[[Sequence[int]], list[dict[str, Any]]],
) -> dict[str, Any]:
    """Returns `limit` rows after the cursor, made by `shown` of their numbers, and what follows them."""
    numbers = list(rows.filter(pk__gt=cursor).order_by("pk").values_list("pk", flat=True)[: limit + 1])
    has_more = len(numbers) > limit
    numbers = numbers[:limit]
    return {
        "count": rows.count(),
        "next": address(request, cursor=numbers[-1]) if has_more else None,
        "results": shown(numbers),
    }


def address(request: HttpRequest, **changed: Any) -> str:
    """Returns the whole address of this request with other parameters."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    pairs = [(name, value) for name, values in query.lists() for value in values]
    return f"{settings.WAGTAILADMIN_BASE_URL}{request.path}?{urlencode(pairs)}"
