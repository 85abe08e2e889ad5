"""Looks through a practice for what readers would miss, with a link to where each thing is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model

from practices.completeness import CRITERIA
from practices.editing.field_links import Link, element_of
from practices.passages import localized
from zones.vocabulary import LANGUAGES

# What is compared with a farmer's land and cannot come from the map.
COMPARED: Final = frozenset(
    {"position", "slope", "water", "waterlogging", "salinity", "frost", "texture", "crops"}
)

# A practice. Its model lies above: the editor, which it names, shows this.
Practice = Any


@dataclass(frozen=True, slots=True)
class Check:
    text: str
    links: Sequence[Link]


def checks_of(practice: Practice, fields: Sequence[str]) -> list[Check]:
    """Returns what is to be mended; `fields` are the translated texts of the practice itself."""
    steps = list(practice.steps.all())
    return [*_pictures(practice, steps), *_not_compared(practice), *_untranslated(practice, steps, fields)]


def _pictures(practice: Practice, steps: Sequence[Any]) -> Iterator[Check]:
    places = {practice.lead_image_id: "id_lead_image-chooser"} if practice.lead_image_id else {}
    for number, step in enumerate(steps):
        if step.image_id:
            places.setdefault(step.image_id, f"id_steps-{number}-image-chooser")
    if not places:
        return
    images = get_image_model()._default_manager.filter(pk__in=places)
    silent = [places[image.pk] for image in images if not localized(image, "alt_text")]
    if silent:
        yield Check(
            ngettext(
                "%(number)s photo does not say what it shows, for people who cannot see it:",
                "%(number)s photos do not say what they show, for people who cannot see them:",
                len(silent),
            )
            % {"number": len(silent)},
            [(_("photo %(number)s") % {"number": nth}, place) for nth, place in enumerate(silent, start=1)],
        )


def _not_compared(practice: Practice) -> Iterator[Check]:
    missing = [one for one in CRITERIA if one.name in COMPARED and not one.is_met(practice)]
    if missing:
        yield Check(
            _("Not told, so not compared with a farmer's land:"),
            [(one.label, element_of(one.name, practice)) for one in missing],
        )


def _untranslated(practice: Practice, steps: Sequence[Any], fields: Sequence[str]) -> Iterator[Check]:
    told = [(f"id_{field}", localized(practice, field)) for field in fields]
    for number, step in enumerate(steps):
        told += [(f"id_steps-{number}-{field}", localized(step, field)) for field in ("text", "when")]
    links: list[Link] = []
    for code in LANGUAGES:
        missing = [element for element, texts in told if texts and code not in texts]
        if missing:
            words = ngettext("%(language)s: %(number)s text", "%(language)s: %(number)s texts", len(missing))
            language = str(dict(settings.LANGUAGES)[code])
            links.append((words % {"language": language, "number": len(missing)}, f"{missing[0]}_{code}"))
    if links:
        yield Check(_("Not translated:"), links)
