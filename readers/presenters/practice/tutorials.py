"""Films and leaflets elsewhere that show how it is done: where each link leads, and who has looked."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from practices.models import Practice, TutorialLink
from readers.presenters.wording import sentence_case
from zones.labels import label
from zones.languages import language_of


@dataclass(frozen=True, slots=True)
class Tutorial:
    """A link that leads away. `lang` is empty where its title is in the reader's language."""

    title: str
    lang: str
    url: str
    about: str


def tutorials(practice: Practice) -> list[Tutorial]:
    """Return the links of a practice, each with what it is, how long, in which language, and where."""
    reader = get_language()
    return [
        Tutorial(one.title, "" if one.language == reader else one.language, one.url, " · ".join(_about(one)))
        for one in practice.see_it_done.all()
    ]


def _about(link: TutorialLink) -> Iterator[str]:
    names = Locale.parse(language_of(get_language()).babel_locale).languages
    yield sentence_case(label("TUTORIAL_KINDS", link.kind))
    yield _("language: %(name)s") % {"name": names.get(link.language, link.language)}
    if link.minutes:
        yield ngettext("%(n)s minute", "%(n)s minutes", link.minutes) % {"n": link.minutes}
    yield _("size unknown")
    yield _("leads to %(host)s") % {"host": urlsplit(link.url).hostname or link.url}
    if link.checked_on is None:
        yield _("nobody here has opened it yet")
    else:
        yield _("opened here on %(day)s") % {"day": date_format(link.checked_on, "DATE_FORMAT")}
