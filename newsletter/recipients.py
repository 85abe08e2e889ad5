"""Says who gets an issue, and in which of their languages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from newsletter.models import Issue, Subscriber
from practices.passages import languages_from, localized


def subscribers() -> QuerySet[Subscriber]:
    """Returns those who get the newsletter: confirmed, and whose mail has not come back."""
    return Subscriber.objects.exclude(confirmed_at=None).filter(bounced_on=None).order_by("pk")


def recipients(issue: Issue) -> Iterator[tuple[int, str]]:
    """Yields the number of each subscriber, and the language in which they get the issue."""
    written = localized(issue, "subject")
    for number, languages in subscribers().values_list("pk", "languages").iterator():
        yield number, language_for(languages, written)


def language_for(languages: list[str], written: Mapping[str, Any]) -> str:
    """Returns the first of somebody's languages that an issue is written in, else their first one."""
    first = languages[0] if languages else languages_from(None)[0]
    return next((code for code in languages if code in written), first)


def numbers_by_language(issue: Issue) -> Mapping[str, int]:
    """Returns how many mails of an issue would go out in each language, the most first."""
    counted = Counter(language for _number, language in recipients(issue))
    return dict(counted.most_common())
