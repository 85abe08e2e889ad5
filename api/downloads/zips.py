"""Makes zips of practices that open without the site: of each region, each zone, and all, in each language.

A practice is rendered once in a language and written into every zip that it belongs to. The same practices
give the same bytes: dates within are those of the practices.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from api.downloads.editions import (
    delete_editions,
    is_older_than,
    is_withdrawn,
    newest,
    publish,
    seen_changes,
    stored,
)
from api.downloads.kept_zip import Entry, Zip
from api.models import Download, Edition, Kind
from media.free_room import NoRoomError, refuse_without_room
from practices.addresses import page_addresses
from practices.interchange.public_records import left_out_if_unreadable, public_practices
from practices.models import Practice, RegionSection
from practices.passages import Passage, passage
from readers.kept_file import kept_html, kept_name
from readers.presenters.land.zone import zone_title
from readers.presenters.practice.kept_zips import ALL, region_subject, zip_name, zone_subject
from readers.zone_codes import without_soil
from zones.naming import ALL_ZONES
from zones.vocabulary import LANGUAGES

logger = logging.getLogger(__name__)

# When the server has least to do, by its own clock.
NIGHT_HOUR: Final = 2
# Beside the database: what is left there of a killed worker goes with the next making.
FOLDER: Final = "making-zips"


def last_night(now: datetime) -> datetime:
    """Returns the latest moment at which zips were due in any case."""
    tonight = timezone.localtime(now).replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight <= now else tonight - timedelta(days=1)


def are_zips_due() -> bool:
    """Returns whether zips are missing, of before last night, or hold what was withdrawn."""
    if is_withdrawn(Kind.PAGES) or is_older_than(Kind.PAGES, last_night(timezone.now())):
        return True
    # A site that was empty at its start does not wait for the night.
    edition = newest(Kind.PAGES)
    return edition is not None and edition.count == 0 and Practice.objects.public().exists()


def make_zips_if_due() -> None:
    """Makes zips where they are due; where the disk has no room, says so in the log and leaves them."""
    if not are_zips_due():
        return
    try:
        make_zips()
    except NoRoomError:
        logger.warning("Zips of practices were not made: there is no room for them.")


def make_zips() -> Edition:
    """Returns the new edition. Zips that hold what was withdrawn go before anything is made.

    Raises NoRoomError where it would leave less free than uploads must.
    """
    seen = seen_changes(Kind.PAGES)
    before = newest(Kind.PAGES)
    needed = sum(before.files.values_list("size", flat=True)) if before is not None else 0
    if is_withdrawn(Kind.PAGES):
        with transaction.atomic():
            delete_editions(Edition.objects.filter(kind=Kind.PAGES))
    refuse_without_room(needed)
    made_at, folder = timezone.now(), settings.DATA_DIR / FOLDER
    files: list[Download] = []
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        for code in LANGUAGES:
            with translation.override(code):
                files += [stored(one.name, one.finish(), count=one.count) for one in _zips(folder)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    # The last one of a language has all practices.
    count = files[-1].count
    edition = publish(Edition(kind=Kind.PAGES, made_at=made_at, count=count), files, seen)
    logger.info("%s zips of %s practices were made.", len(files), count)
    return edition


def _zips(folder: Path) -> Iterator[Zip]:
    """Yields the zips of the active language, that of all practices last.

    Each is gone when the next is asked for.
    """
    address = page_addresses()
    regions = {section.path: section for section in RegionSection.objects.public()}
    with ExitStack() as opened:
        whole = opened.enter_context(Zip(folder, zip_name(ALL), Passage(_("All practices"))))
        zones: dict[str, Zip] = {}
        for path, practices in groupby(public_practices(), key=lambda one: one.path[: -one.steplen]):
            section = regions.get(path)
            if section is None:
                # Published since they were read: it comes with the next making.
                continue
            name = zip_name(region_subject(section.slug))
            with Zip(folder, name, passage(section, "name")) as region:
                for practice in practices:
                    with left_out_if_unreadable(practice):
                        html = kept_html(practice, address(practice.url_path))
                        entry = Entry.of(practice, section.slug, kept_name(practice))
                        whole.add(entry, html, is_listed=False)
                        region.add(entry, html)
                        for code in _climates(practice):
                            if code not in zones:
                                zones[code] = opened.enter_context(_zone_zip(folder, code))
                            zones[code].add(entry, html)
                whole.add_part(region, section.slug)
                yield region
        yield from (zones[code] for code in sorted(zones))
        yield whole


def _climates(practice: Practice) -> list[str]:
    """Returns the practice's zones, all soils of a climate as one."""
    return sorted({without_soil(tag) for tag in practice.zone_tags or () if tag in ALL_ZONES})


def _zone_zip(folder: Path, code: str) -> Zip:
    return Zip(folder, zip_name(zone_subject(code)), Passage(zone_title(code)))
