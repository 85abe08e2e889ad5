"""What the network lets the worker do: forget expressions of interest that nobody confirmed."""

from datetime import timedelta

from jobs.registry import periodic
from network.twins.expressing import forget_unconfirmed


@periodic("network.forget_unconfirmed", every=timedelta(hours=1))
def forget_who_never_confirmed() -> None:
    forget_unconfirmed()
