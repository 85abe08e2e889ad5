"""What this app lets the worker do: make sound of recordings (see `media/transcoding.py`)."""

from datetime import timedelta

from jobs.registry import Lane, job, periodic
from media import transcoding
from media.models.clip import TRANSCODE

job(TRANSCODE, lane=Lane.MEDIA)(transcoding.transcode)
periodic("media.take_up_recordings", every=timedelta(seconds=15))(transcoding.take_up)
