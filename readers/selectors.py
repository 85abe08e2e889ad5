"""What readers' pages read from the database beside the search: every query of theirs stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from media.models import Clip, Image
from network.models import Partner
from practices.addresses import page_addresses
from practices.models import Concept, Practice, RegionSection, SoilCarbonMeasurement
from practices.passages import Passage, passage_among
from readers.models import PlainPage
from readers.zone_codes import without_soil
from search.practice_rows import PracticeRow, practice_rows
from zones.geography import continent_of
from zones.naming import ALL_ZONES
from zones.vocabulary import LANGUAGES

# Given up first, then what was stopped for a while, then what went well only in part.
NOT_A_SUCCESS: Final = ("abandoned", "suspended", "mixed")

# Among so many the week's practices are chosen, however large the collection is.
WITHIN_REACH: Final = 60

_NAMES: Final = tuple(f"name_{code}" for code in LANGUAGES)
_FAILURES: Final = tuple(f"did_not_work_{code}" for code in LANGUAGES)


@dataclass(frozen=True, slots=True)
class FooterPage:
    name: Passage
    url: str


def footer_pages() -> list[FooterPage]:
    """Return the plain pages to link at the foot of every page, in the order of the tree."""
    # A link that asks for a password gives nothing away; what it leads to stays shut.
    pages = PlainPage.objects.live().filter(show_in_footer=True).order_by()
    address = page_addresses()
    return [
        FooterPage(passage_among(dict(zip(LANGUAGES, names, strict=True))), address(url_path))
        # Ordered by the database, it would walk the whole tree of pages to find these few.
        for _path, url_path, *names in sorted(pages.values_list("path", "url_path", *_NAMES))
    ]


def public_regions() -> QuerySet[RegionSection]:
    """Return the regions that anybody may read, in the order of the tree."""
    return RegionSection.objects.public().order_by("path")


def home_concepts() -> QuerySet[Concept]:
    """Return the concepts that editors put on the home page, in their order."""
    return Concept.objects.exclude(home_order=None).order_by("home_order", "code")


@dataclass(frozen=True, slots=True)
class Collection:
    """How much anybody may read; `with_soil_carbon` counts practices whose carbon was measured."""

    practices: int
    countries: int
    with_soil_carbon: int


def collection() -> Collection:
    """Return how many practices are public, from how many countries, and with how much measured carbon."""
    known = Count("country", filter=~Q(country=""), distinct=True)
    measured = SoilCarbonMeasurement.objects.exclude(finding="").filter(practice=OuterRef("pk"))
    counts = Practice.objects.public().aggregate(
        practices=Count("pk"),
        countries=known,
        with_soil_carbon=Count("pk", filter=Q(Exists(measured))),
    )
    return Collection(**counts)


def practices_of_the_week(total: int, limit: int) -> list[PracticeRow]:
    """Return public practices of the `total`; each gets its week as the first, in the order of their ids.

    With it stand such as went otherwise, and on other continents, as far as there are any.
    """
    weeks = (timezone.now().toordinal() - 1) // 7
    first = weeks % (total or 1)
    start = max(0, min(first, total - WITHIN_REACH))
    public = Practice.objects.public()
    rows = public.order_by("pk").values_list("pk", "outcome", "country")[start : start + WITHIN_REACH]
    near = [(pk, outcome, continent_of(country) if country else "") for pk, outcome, country in rows]
    waiting = near[first - start :] + near[: first - start]
    chosen: list[int] = []
    outcomes: set[str] = set()
    continents: set[str] = set()
    while waiting and len(chosen) < limit:
        one = min(waiting, key=lambda row: (row[1] in outcomes) + (row[2] in continents))
        waiting.remove(one)
        chosen.append(one[0])
        outcomes.add(one[1])
        continents.add(one[2])
    shown = {row.pk: row for row in practice_rows(public.filter(pk__in=chosen).order_by())}
    return [shown[pk] for pk in chosen if pk in shown]


def photos_of(practice: Practice) -> Mapping[int, Image]:
    """Return the photos of a practice and its steps by number, with where their public files lie."""
    numbers = {practice.lead_image_id, *(step.image_id for step in practice.steps.all())} - {None}
    return Image.objects.select_related("public_copy").in_bulk(numbers) if numbers else {}


def clips_of(practice: Practice) -> Mapping[int, Clip]:
    """Return the films and voices of a practice and its steps by number, with their public files."""
    of_steps = (step.clip_id for step in practice.steps.all())
    numbers = {*(row.clip_id for row in practice.clips.all()), *of_steps} - {None}
    return Clip.objects.select_related("public_copy").in_bulk(numbers) if numbers else {}


def latest_in(section: RegionSection, limit: int) -> list[PracticeRow]:
    """Return what was published in a region, the latest first."""
    practices = Practice.objects.public().child_of(section).order_by("-first_published_at", "pk")
    return practice_rows(practices[:limit])


@dataclass(frozen=True, slots=True)
class Failures:
    """Practices that did not simply succeed: the ids of all by zone, soils together.

    `practices` has the first of each zone with what did not work.
    """

    ids_by_zone: Mapping[str, Sequence[int]]
    practices: Mapping[int, tuple[PracticeRow, Passage]]


def failures(limit_per_zone: int) -> Failures:
    """Return what did not simply succeed, by zone, what was given up before what went well in part."""
    ids = _failed_ids_by_zone()
    shown = {pk for members in ids.values() for pk in members[:limit_per_zone]}
    public = Practice.objects.public().filter(pk__in=shown).order_by()
    texts = {
        pk: dict(zip(LANGUAGES, said, strict=True)) for pk, *said in public.values_list("pk", *_FAILURES)
    }
    rows = [row for row in practice_rows(public) if row.pk in texts]
    return Failures(ids, {row.pk: (row, passage_among(texts[row.pk])) for row in rows})


def _failed_ids_by_zone() -> dict[str, list[int]]:
    failed = Practice.objects.public().filter(outcome__in=NOT_A_SUCCESS).order_by("-first_published_at", "pk")
    rows = list(failed.values_list("pk", "outcome", "zone_tags"))
    rows.sort(key=lambda row: NOT_A_SUCCESS.index(row[1]))
    found: dict[str, list[int]] = {}
    for pk, _outcome, tags in rows:
        for code in {without_soil(tag) for tag in tags or () if tag in ALL_ZONES}:
            found.setdefault(code, []).append(pk)
    return found


def number_of_partners_in(section: RegionSection) -> int:
    """Return how many partners of the initiative the countries of a region have."""
    if not section.countries:
        return 0
    return Partner.objects.public().filter(country__in=section.countries).count()
