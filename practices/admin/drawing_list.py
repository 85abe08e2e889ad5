"""Shows the drawings that a practice or a step may have, as far as words of theirs were typed."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from media.folded_text import folded
from practices import drawings
from practices.drawings import Drawing


@dataclass(frozen=True, slots=True)
class Choice:
    drawing: Drawing
    text: str
    written_in: str
    # Name and text in every language, for the words that are looked for.
    searched: str


@lru_cache(maxsize=8)
def choices(language: str) -> tuple[Choice, ...]:
    """Returns all drawings that are described, with the text for whoever reads `language`."""
    found = [drawings.find(name) for name in sorted(drawings.known())]
    return tuple(
        Choice(
            drawing,
            *drawing.description(language),
            folded(" ".join((drawing.name.replace("-", " "), *drawing.descriptions.values()))),
        )
        for drawing in found
        if drawing is not None
    )


@require_safe
def drawings_to_choose(request: HttpRequest) -> HttpResponse:
    """Returns those that have every word that was typed; drawings are everybody's."""
    typed = request.GET.get("q", "")[:200]
    words = folded(typed).split()
    found = [one for one in choices(get_language() or "") if all(word in one.searched for word in words)]
    return render(request, "practices/admin/drawings.html", {"choices": found, "typed": typed})
