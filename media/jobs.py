"""What media lets the worker do."""

from datetime import timedelta

from jobs.registry import Lane, Running, job, periodic
from media import orphans, publishing


@periodic("media.follow_pages", every=timedelta(seconds=5))
def follow_pages() -> None:
    publishing.follow_pages()


@job(publishing.MAKE, lane=Lane.MEDIA)
def make_public_copy(running: Running) -> None:
    publishing.make(running.claim.payload["kind"], running.claim.payload["number"])


@periodic("media.check_copies", every=timedelta(hours=1), lane=Lane.MEDIA)
def check_copies() -> None:
    publishing.check_copies()


@periodic("media.sweep", every=timedelta(hours=1), lane=Lane.MEDIA)
def sweep() -> None:
    orphans.sweep()
