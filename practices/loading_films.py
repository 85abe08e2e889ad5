"""Loads the films of the starter collection: each once, and again only where nobody has worked on it.

What was loaded stands in Wagtail's log, so that a film that somebody deleted does not come back.
"""

from pathlib import Path
from typing import Final

from django.core.files import File
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from media.models import Clip
from media.stored_files import replacing_files
from practices import starter_films
from practices.interchange.writer import was_edited
from practices.models import Practice, PracticeClip, RegionSection
from practices.regions import set_up
from practices.starter_films import Film
from zones.vocabulary import LANGUAGES

CREDIT: Final = "Twin Fields"
LICENCE: Final = "CC-BY-4.0"
# Under these names the log tells which film a clip is, and of which storyboard it was made.
NAME: Final = "starter_film"
MADE_OF: Final = "made_of"


def load_films(folder: Path) -> int:
    """Writes the films whose practices are as they were loaded; returns how many are new or changed."""
    return sum(_load(film) for film in starter_films.all_films(folder))


def _load(film: Film) -> bool:
    practice = Practice.objects.filter(external_id=film.practice, alias_of__isnull=True).first()
    if practice is None or was_edited(practice):
        return False
    loaded = ModelLogEntry.objects.filter(**{f"data__{NAME}": film.practice}).order_by("pk").last()
    if loaded is None:
        section = RegionSection.objects.parent_of(practice).get()
        clip = Clip(collection=set_up(section).collection, credit=CREDIT, licence=LICENCE)
        _write(clip, film)
        _attach(practice, clip)
        return True
    known = Clip.objects.filter(pk=loaded.object_id).first()
    if known is None or loaded.data[MADE_OF] == film.made_of or _has_an_editor(known):
        return False
    _write(known, film)
    return True


def _has_an_editor(clip: Clip) -> bool:
    return bool(ModelLogEntry.objects.for_instance(clip).filter(user__isnull=False).exists())


def _write(clip: Clip, film: Film) -> None:
    """Stores the film with all that belongs to it, and that it was loaded. Nobody sent it, nobody speaks."""
    is_new = clip.pk is None
    clip.width, clip.height, clip.duration_seconds = film.width, film.height, film.seconds
    for language in LANGUAGES:
        setattr(clip, f"title_{language}", film.title[language])
        setattr(clip, f"captions_{language}", film.captions(language))
        setattr(clip, f"transcript_{language}", film.transcript[language])
    folder = film.folder
    with (
        (folder / starter_films.FILM).open("rb") as video,
        (folder / starter_films.POSTER).open("rb") as poster,
    ):
        clip.video, clip.poster = File(video, starter_films.FILM), File(poster, starter_films.POSTER)
        with replacing_files(clip, "video", "poster"):
            clip.save()
    told = {NAME: film.practice, MADE_OF: film.made_of}
    log(clip, "wagtail.create" if is_new else "wagtail.edit", data=told)


def _attach(practice: Practice, clip: Clip) -> None:
    """Shows the film on the page of its practice."""
    practice.clips.add(PracticeClip(clip=clip))
    practice.save_revision().publish()
