"""What practices let the worker do: publish and withdraw on time, draw pictures of links, forget imports."""

from datetime import timedelta

from django.core.management import call_command

from jobs.registry import Lane, Running, job, periodic
from practices import previews
from practices.admin.imports import exports, work
from practices.demand.reading import forget_old
from practices.models import ImportBatch, RegionExport, TranslationFile

periodic("practices.follow_previews", every=timedelta(seconds=5))(previews.follow_pages)
periodic("practices.check_previews", every=timedelta(hours=1), lane=Lane.MEDIA)(previews.check)


@periodic("practices.forget_imports", every=timedelta(days=1), lane=Lane.IMPORTS)
def forget_imports() -> None:
    ImportBatch.forget_old()
    TranslationFile.forget_old()


@periodic("practices.forget_exports", every=timedelta(hours=1), lane=Lane.IMPORTS)
def forget_exports() -> None:
    RegionExport.forget_old()


job(work.MAKE, lane=Lane.IMPORTS)(work.make)
job(work.UNDO, lane=Lane.IMPORTS)(work.undo)
job(exports.EXPORT, lane=Lane.IMPORTS)(exports.make)


@periodic("practices.forget_demand", every=timedelta(days=1), lane=Lane.IMPORTS)
def forget_demand() -> None:
    forget_old()


@periodic("practices.publish_scheduled", every=timedelta(seconds=20))
def publish_scheduled() -> None:
    call_command("publish_scheduled")


@job(previews.MAKE, lane=Lane.MEDIA)
def make_preview(running: Running) -> None:
    previews.make(running.claim.payload["number"])
