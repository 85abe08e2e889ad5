"""Generated practices for measuring: real climates at random points, made-up soils, farms and gaps.

They exist only in a benchmark's own data folder. Their texts say nothing; nobody is described.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page

from benchmarks.texts import text
from practices.freshness import State
from practices.models import Practice, RegionSection, TranslationState
from zones import vocabulary
from zones.factors import CHOICES
from zones.values import BooleanValue, Classes

COUNTRIES = ("BJ", "BF", "NE", "KE", "ET", "IN", "BR", "HN", "PE", "FR", "ES", "AR", "US", "AU", "VN")
# Share of practices that tell nothing about a choice factor.
GAP = 0.3


def _title(dice: random.Random, language: str, number: int) -> str:
    return f"{text(dice, language, 3).capitalize()} {number}"


def generated(section: RegionSection, count: int, seed: int = 1) -> Iterator[Practice]:
    """Unsaved practices below `section`, the same for the same seed."""
    dice = random.Random(seed)
    step = Practice.steplen
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(1, count + 1):
        title = _title(dice, "en", number)
        choices = {
            name: Classes(frozenset(dice.sample(factor.codes, dice.choice((1, 1, 2)))))
            for name, factor in CHOICES.items()
            if dice.random() > GAP
        }
        facts = {
            name: BooleanValue(dice.random() < 0.3)
            for name in ("salinity", "waterlogging")
            if dice.random() > 2 * GAP
        }
        practice = Practice(
            title=title,
            draft_title=title,
            slug=f"generated-{number}",
            path=section.path + Practice._int2str(number).rjust(step, "0"),
            depth=section.depth + 1,
            url_path=f"{section.url_path}generated-{number}/",
            live=True,
            has_unpublished_changes=False,
            locale=section.locale,
            name_en=title,
            name_fr=_title(dice, "fr", number) if dice.random() > GAP else "",
            name_es=_title(dice, "es", number) if dice.random() > GAP else "",
            summary_en=text(dice, "en", 30),
            did_not_work_en=text(dice, "en", 40),
            outcome_note_en=text(dice, "en", 8),
            place_name=f"Place {number}",
            country=dice.choice(COUNTRIES),
            latitude=round(dice.uniform(-45, 60), 1),
            longitude=round(dice.uniform(-120, 150), 1),
            land_uses=(dice.choice(vocabulary.LAND_USES),),
            practice_groups=(dice.choice(vocabulary.PRACTICE_GROUPS),),
            outcome=dice.choice(vocabulary.OUTCOMES),
            confirmed_at=start + timedelta(days=dice.randrange(2000)),
            drawing="zai-yatenga",
            first_published_at=start,
            last_published_at=start,
            **choices,
            **facts,
        )
        practice.prepare()
        yield practice


@transaction.atomic
def fill(section: RegionSection, count: int, seed: int = 1) -> None:
    """Write the practices without signals, revisions and one tree query each: minutes become seconds."""
    content_type = ContentType.objects.get_for_model(Practice)
    batch: list[Practice] = []
    for practice in generated(section, count, seed):
        practice.content_type = content_type
        batch.append(practice)
        if len(batch) == 1000:
            _write(batch)
            batch = []
    _write(batch)
    Page.objects.filter(pk=section.pk).update(numchild=count)


def _write(batch: list[Practice]) -> None:
    shared = {field.attname for field in Page._meta.concrete_fields} - {"id"}
    pages = [Page(**{name: getattr(practice, name) for name in shared}) for practice in batch]
    Page.objects.bulk_create(pages)
    ids = dict(Page.objects.filter(path__in=[page.path for page in pages]).values_list("path", "pk"))
    for practice in batch:
        practice.pk = practice.id = practice.page_ptr_id = ids[practice.path]
        practice.save_base(raw=True, force_insert=(Practice,))
    TranslationState.objects.bulk_create(
        TranslationState(page_id=practice.pk, language=code, state=_state(practice, code))
        for practice in batch
        for code in vocabulary.LANGUAGES
    )


def _state(practice: Practice, code: str) -> State:
    return State.CURRENT if getattr(practice, f"name_{code}") else State.MISSING
