"""What media lets the worker do: remove files that nothing names."""

from datetime import timedelta

from jobs.registry import Lane, periodic
from media import orphans


@periodic("media.sweep", every=timedelta(hours=1), lane=Lane.MEDIA)
def sweep() -> None:
    orphans.sweep()
