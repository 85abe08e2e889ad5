"""Pages that explain in plain words, with a drawing and where their facts were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from network.explained import ExplainedPage, ReadSource
from practices.passages import Passage, languages_from, passage_among
from readers.presenters.view_models import Source
from readers.presenters.wording import sentence_case
from zones.labels import label


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """A heading, a paragraph and a list; what is not there is empty."""

    heading: Passage
    text: Passage
    items: Sequence[Passage]
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """What readers/components/explained.html shows. `drawing` is SVG, `drawing_shows` the same in words."""

    title: Passage
    drawing: SafeString
    drawing_shows: Passage
    parts: Sequence[ExplainedPart]
    sources: Sequence[Source]
    sources_read_on: date


def explained(page: ExplainedPage) -> Explained:
    """Return a page of `network.explained` in the reader's language."""
    return Explained(
        title=passage_among(page.title),
        # Our own file; a test holds it to what drawings may have.
        drawing=mark_safe(page.drawing),  # noqa: S308
        drawing_shows=passage_among(page.drawing_shows),
        parts=[
            ExplainedPart(
                passage_among(part.heading), passage_among(part.text), _items(part.items), part.is_numbered
            )
            for part in page.parts
        ],
        sources=[_source(one) for one in page.sources],
        sources_read_on=page.sources_read_on,
    )


def _items(items: Mapping[str, Sequence[str]]) -> list[Passage]:
    """Return the entries of a list, all of them in the first language that has it."""
    first, *others = languages_from(None)
    code = next((code for code in (first, *others) if items.get(code)), first)
    return [Passage(text, None if code == first else code) for text in items.get(code, ())]


def _source(one: ReadSource) -> Source:
    return Source(
        text=one.title,
        lang="" if one.language == get_language() else one.language,
        year=one.year,
        doi=one.doi,
        url=one.url,
        read_as=sentence_case(label("READINGS", one.read_as)),
    )
