"""Documents of the index, read from live pages. Only here do pages become documents."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice

from babel import Locale
from django.db import DatabaseError
from django.utils import translation

from matching.records import Record
from practices.models import Practice
from practices.passages import localized
from practices.thesaurus.codes import NO_CODES, CodeConcepts, concepts_not_stated, concepts_of
from search.engines.base import Document, Texts
from search.text.concepts import ConceptIndex
from search.thesaurus import thesaurus
from search.voices import NOTHING_HEARD, Heard, heard_on
from zones import vocabulary
from zones.geography import continent_of
from zones.labels import LABELS
from zones.languages import BY_CODE
from zones.naming import ALL_ZONES
from zones.values import BooleanValue

logger = logging.getLogger(__name__)

EPOCH = date(1970, 1, 1)
CHUNK = 500


def _days(moment: datetime | date | None) -> int:
    if moment is None:
        return 0
    day = moment.date() if isinstance(moment, datetime) else moment
    return (day - EPOCH).days


def match_record(practice: Practice) -> Record:
    """Return the part of a practice that the match reads."""
    return Record(
        id=practice.pk,
        values=practice.conditions(),
        needs=frozenset(one.need for one in practice.needs),
        land_uses=frozenset(practice.land_uses or ()),
        confirmed_on=_days(practice.confirmed_at),
        latitude=practice.latitude,
        longitude=practice.longitude,
        country=practice.country,
    )


# The fields searched as "summary" and as "body", in the order in which a snippet is looked for.
SUMMARY_FIELDS = ("summary", "problem", "outcome_note")
BODY_FIELDS = ("what_changed", "did_not_work", "how_overcome", "inputs", "tools", "who_works")
# Searched only where carbon was measured: whoever looks for it does not want all that say "not measured".
CARBON_FIELD = "soil_carbon_known"


def names_of(practice: Practice) -> str:
    """Return local names, place and tags in one text, which belongs to no language."""
    tags = [tagged.tag.name for tagged in practice.tagged_items.all()]
    return joined_names(practice.local_names, practice.place_name, tags)


def joined_names(local_names: str, place_name: str, tags: Iterable[str]) -> str:
    """Return the names that are not empty, separated by commas."""
    return ", ".join(filter(None, (local_names, place_name, *sorted(tags))))


@cache
def _label(vocabulary_name: str, code: str, language: str) -> str:
    with translation.override(language):
        return str(LABELS[vocabulary_name].get(code, ""))


def _keywords(practice: Practice, language: str) -> str:
    """Return kind of practice and country as labels of that language.

    Crops are known by their concepts alone: the label of a group names more than is grown.
    """
    labels = [_label("PRACTICE_GROUPS", code, language) for code in practice.practice_groups or ()]
    if practice.country:
        territories = Locale.parse(BY_CODE[language].babel_locale).territories
        labels.append(territories.get(practice.country, ""))
    return ", ".join(filter(None, labels))


def _joined(practice: Practice, names: Iterable[str], language: str) -> str:
    return "\n".join(filter(None, (getattr(practice, f"{name}_{language}") or "" for name in names)))


def texts_of(practice: Practice, language: str) -> Texts:
    """Return what is searched of a practice in one language."""
    steps = [
        text
        for step in practice.steps.all()
        for text in (getattr(step, f"text_{language}"), getattr(step, f"when_{language}"))
        if text
    ]
    body = (*BODY_FIELDS, CARBON_FIELD) if practice.soil_carbon_measured.all() else BODY_FIELDS
    return Texts(
        title=getattr(practice, f"name_{language}") or "",
        summary=_joined(practice, SUMMARY_FIELDS, language),
        body="\n".join([_joined(practice, body, language), *steps]),
        keywords=_keywords(practice, language),
    )


@dataclass(frozen=True, slots=True)
class ConceptTags:
    """Ids of concepts by how much a practice is about them (see `Document`); each stands once."""

    titled: frozenset[str]
    concepts: frozenset[str]
    mentions: frozenset[str]
    broader: frozenset[str]


def concept_tags(
    texts: Mapping[str, Texts],
    names: str,
    index: ConceptIndex,
    *,
    codes: CodeConcepts = NO_CODES,
    not_stated: Sequence[str] = (),
) -> ConceptTags:
    """Return the concepts named in the texts of all languages, in the names and by ticked codes.

    Keywords are labels of codes, whose concepts are known without reading them. `not_stated` are concepts
    that a text, its title excepted, can only mention.
    """
    titled: set[str] = set()
    about = set(filter(index.__contains__, codes.surely))
    mentioned = set(filter(index.__contains__, codes.perhaps))
    for language, own in texts.items():
        in_title, in_body = index.in_text(own.title, language), index.in_text(own.body, language)
        titled |= in_title.named
        mentioned |= in_title.parts | in_body.named | in_body.parts
        for text in (own.summary, names):
            found = index.in_text(text, language)
            about |= found.named
            mentioned |= found.parts
    beside = {*not_stated, *index.below(not_stated)}
    mentioned |= about & beside
    about -= titled | beside
    mentioned -= titled | about
    tagged = titled | about | mentioned
    broader = index.above(tagged) - tagged
    return ConceptTags(frozenset(titled), frozenset(about), frozenset(mentioned), broader)


def _stated(record: Record) -> list[str]:
    """Return the facts that a record states with yes."""
    return [name for name, value in record.values.items() if isinstance(value, BooleanValue) and value.value]


def document_of(practice: Practice, index: ConceptIndex, heard: Heard = NOTHING_HEARD) -> Document:
    """Return all that an index keeps of a practice."""
    texts = {language: texts_of(practice, language) for language in vocabulary.LANGUAGES}
    names = names_of(practice)
    crops = practice.crops.codes if practice.crops else frozenset()
    record = match_record(practice)
    measured = practice.soil_carbon_measured.all()
    tags = concept_tags(
        texts,
        names,
        index,
        codes=concepts_of(crops, practice.practice_groups or (), has_measured_carbon=bool(measured)),
        not_stated=concepts_not_stated(_stated(record)),
    )
    continent = continent_of(practice.country) if practice.country else None
    zones = [ALL_ZONES[code] for code in practice.zone_tags or ()]
    return Document(
        record=record,
        facets={
            "crops": frozenset(crops),
            "outcome": frozenset({practice.outcome} - {""}),
            "practice_group": frozenset(practice.practice_groups or ()),
            "soil_carbon": frozenset(one.finding for one in measured if one.finding),
            "temperature": frozenset(zone.temperature for zone in zones),
            "growing_period": frozenset(zone.growing_period for zone in zones),
            "texture": frozenset(zone.texture for zone in zones if zone.texture),
            "continent": frozenset({continent} if continent else ()),
            "language": frozenset(localized(practice, "name")),
            "voices": heard.spoken,
        },
        texts=texts,
        names=names,
        titled=tags.titled,
        concepts=tags.concepts,
        mentions=tags.mentions,
        broader=tags.broader,
    )


def public_documents(
    ids: Iterable[int] | None = None, *, after: int = 0, unreadable: dict[int, str] | None = None
) -> Iterator[Document]:
    """Yield documents of the public practices, all or those named, with ids above `after`, by id.

    Practices that cannot be read are left out and their errors written into `unreadable`; without it the
    first of them raises.
    """
    practices = Practice.objects.public()
    if ids is not None:
        practices = practices.filter(pk__in=list(ids))
    if after:
        practices = practices.filter(pk__gt=after)
    index = thesaurus().concepts
    waiting = iter(practices.order_by("pk").values_list("pk", flat=True))
    while chunk := list(islice(waiting, CHUNK)):
        try:
            yield from _read(chunk, index)
        except DatabaseError:
            raise
        except Exception as error:
            if unreadable is None:
                raise
            logger.warning("reading practices one by one: %r", error)
            yield from _read_each(chunk, index, unreadable)


def _read(ids: Sequence[int], index: ConceptIndex) -> list[Document]:
    practices = Practice.objects.public().filter(pk__in=ids).order_by("pk")
    parts = ("steps", "soil_carbon_measured", "tagged_items__tag")
    rows, heard = practices.prefetch_related(*parts), heard_on(ids)
    return [document_of(one, index, heard.get(one.pk, NOTHING_HEARD)) for one in rows]


def _read_each(ids: Sequence[int], index: ConceptIndex, unreadable: dict[int, str]) -> Iterator[Document]:
    for practice_id in ids:
        try:
            yield from _read([practice_id], index)
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001  handed to the caller
            unreadable[practice_id] = repr(error)
