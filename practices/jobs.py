"""What practices let the worker do: publish and withdraw what is scheduled."""

from datetime import timedelta

from django.core.management import call_command

from jobs.registry import periodic


@periodic("practices.publish_scheduled", every=timedelta(seconds=20))
def publish_scheduled() -> None:
    call_command("publish_scheduled")
