"""What the search lets the worker do: keep its indexes as they should be.

Every worker keeps the copy of the embedded index in its own data folder. The cluster's index is one for all,
so one worker at a time keeps it; its loop has a thread of its own, for a cluster that is slow or away holds
up nothing else.
"""

from datetime import timedelta
from functools import partial

from jobs.registry import periodic, service
from search.engines.base import ELASTICSEARCH, EMBEDDED
from search.engines.registry import target_names
from search.indexing import copies
from search.indexing.worker import run_embedded_loop, run_loop

service(f"search.{EMBEDDED}", run_embedded_loop)
service(
    f"search.{ELASTICSEARCH}",
    partial(run_loop, ELASTICSEARCH),
    is_shared=True,
    is_wanted=lambda: ELASTICSEARCH in target_names(),
)
periodic("search.remove_expired_copies", every=timedelta(hours=1))(copies.remove_expired)
