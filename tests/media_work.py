"""Does at once what the worker does for media, so that tests wait for nothing."""

from jobs import queue
from media import publishing


def do_media_work() -> None:
    """Withdraws and makes public files as the worker would; what cannot be made is given up for good."""
    publishing.follow_pages()
    while claim := queue.claim([publishing.MAKE]):
        try:
            publishing.make(claim.payload["kind"], claim.payload["number"])
        except Exception as problem:  # noqa: BLE001  the worker goes on too
            queue.fail(claim, str(problem), for_good=True)
        else:
            queue.finish(claim)
