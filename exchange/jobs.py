"""What this app lets the worker do: find the peers of a question, forget addresses nobody confirmed."""

from datetime import timedelta

from exchange import listeners
from exchange.deliveries import FIND_PEERS, find_peers
from jobs.registry import Lane, Running, job, periodic


@job(FIND_PEERS, lane=Lane.SCHEDULE)
def find(running: Running) -> None:
    find_peers(running.claim.payload["question"])


@periodic("exchange.forget_unconfirmed", every=timedelta(hours=6))
def forget_unconfirmed() -> None:
    listeners.forget_unconfirmed()
