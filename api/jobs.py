"""What this app lets the worker do: make the files that are given away."""

from datetime import timedelta

from api.downloads.making import make_if_due
from api.downloads.zips import make_zips_if_due
from jobs.registry import Lane, periodic

periodic("api.make_downloads", every=timedelta(seconds=5), lane=Lane.FILES)(make_if_due)
# Of many practices this takes minutes, for which the tables do not wait.
periodic("api.make_zips", every=timedelta(seconds=15), lane=Lane.ZIPS)(make_zips_if_due)
