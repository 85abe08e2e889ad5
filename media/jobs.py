"""What media lets the worker do: public files, sound, old pictures, and what no row names any more."""

from datetime import timedelta

from jobs.registry import Lane, Running, job, periodic
from media import orphans, publishing, renewal, transcoding
from media.models.clip import TRANSCODE

job(TRANSCODE, lane=Lane.MEDIA)(transcoding.transcode)
periodic("media.take_up_recordings", every=timedelta(seconds=15))(transcoding.take_up)
periodic("media.follow_pages", every=timedelta(seconds=5))(publishing.follow_pages)
periodic("media.check_copies", every=timedelta(hours=1), lane=Lane.MEDIA)(publishing.check_copies)
periodic("media.sweep", every=timedelta(hours=1), lane=Lane.MEDIA)(orphans.sweep)


@job(publishing.MAKE, lane=Lane.MEDIA)
def make_public_copy(running: Running) -> None:
    publishing.make(running.claim.payload["kind"], running.claim.payload["number"])


@job(renewal.RENEW, lane=Lane.MEDIA)
def renew_picture(running: Running) -> None:
    renewal.renew(running.claim.payload["number"])
