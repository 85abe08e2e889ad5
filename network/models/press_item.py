"""Defines an item of the press review: what somebody else printed, and two sentences of ours on it."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.event import LONGEST_ADDRESS, Publication, web_address
from practices.models.default_language_columns import DefaultLanguageColumns
from practices.passages import localized
from zones.vocabulary import LANGUAGES

LONGEST_ARTICLE_TITLE: Final = 200
LONGEST_OUTLET: Final = 120
LONGEST_OWN_TEXT: Final = 300
MOST_SENTENCES: Final = 2
# Where a sentence ends: not after an initial or a short title such as in "Dr. Diallo".
_SENTENCE_END: Final = re.compile(
    r"(?<!\b\w)(?<!\b[DMS][rst])(?<!\bM(?:rs|me))(?<!\bSra)[.!?…]+[»”\"’)\s]+(?=\S)"
)


def sentences_in(text: str) -> int:
    """Returns how many sentences a text has, as near as signs and blanks tell."""
    return len(_SENTENCE_END.findall(text.strip())) + 1 if text.strip() else 0


class PressItemQuerySet(models.QuerySet["PressItem"]):
    def public(self) -> "PressItemQuerySet":
        """Returns those that anybody may see."""
        return self.filter(state=Publication.PUBLISHED)


class PressItem(DefaultLanguageColumns, models.Model):
    """Holds where an article is, and what we say of it; nothing of the article but its title."""

    outlet = models.CharField(_("newspaper, station or site"), max_length=LONGEST_OUTLET)
    title = models.CharField(
        _("title of the article"),
        max_length=LONGEST_ARTICLE_TITLE,
        help_text=_("As it stands there, in its own language."),
    )
    language = models.CharField(_("language of the article"), max_length=3)
    url = models.URLField(_("link"), max_length=LONGEST_ADDRESS, validators=[web_address])
    published_on = models.DateField(_("day it came out"))
    text = models.TextField(_("two sentences of ours"), max_length=LONGEST_OWN_TEXT, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PressItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the press review")
        verbose_name_plural = _("press review")
        ordering = ("-published_on", "-pk")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError for more than two sentences, and for publishing without any of ours."""
        own = localized(self, "text")
        problems = {
            f"text_{code}": gettext("Two sentences at most, in your own words.")
            for code, text in own.items()
            if sentences_in(text) > MOST_SENTENCES
        }
        if self.state == Publication.PUBLISHED and not own:
            problems[f"text_{LANGUAGES[0]}"] = gettext(
                "Before it is published, say in your own words what it is about, in one language at least."
            )
        if problems:
            raise ValidationError(problems)
