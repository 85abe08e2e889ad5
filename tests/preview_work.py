"""Does at once what the worker does for pictures of links, so that tests wait for nothing."""

from jobs import queue
from practices import previews


def do_preview_work() -> None:
    """Withdraws and makes pictures of links as the worker would."""
    previews.follow_pages()
    while claim := queue.claim([previews.MAKE]):
        previews.make(claim.payload["number"])
        queue.finish(claim)
