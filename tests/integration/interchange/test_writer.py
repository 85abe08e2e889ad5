"""Records become published pages: all or none, once, and back again."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from kb.models import User
from media.models import Image
from practices.freshness import State
from practices.interchange.export import export, record_of
from practices.interchange.readers import Reading, Row
from practices.interchange.record_json import dump
from practices.interchange.writer import ImportResult, ImportScope, RefusedError, import_records
from practices.models import Practice, PracticeStep, RegionSection
from tests.examples.practice_record import practice_record, words
from tests.factories import UserFactory, make_practice, make_region
from zones.values import BooleanValue, Range

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections() -> dict[str, RegionSection]:
    return {slug: make_region(slug, slug.title()).section for slug in ("west-africa", "europe")}


@pytest.fixture
def editor() -> User:
    person: User = UserFactory.create(is_superuser=True)
    return person


def bring(scope: ImportScope | dict[str, RegionSection], *records: dict[str, Any]) -> Counter[ImportResult]:
    if isinstance(scope, dict):
        scope = ImportScope(scope)
    rows = tuple(Row(f"{number}.json", 0, record) for number, record in enumerate(records, start=1))
    return import_records(Reading(rows), scope)


def refused(scope: ImportScope | dict[str, RegionSection], *records: dict[str, Any]) -> list[str]:
    with pytest.raises(RefusedError) as refusal:
        bring(scope, *records)
    return [f"{problem.source} {problem.path} {problem.code}" for problem in refusal.value.problems]


def the_practice() -> Practice:
    return Practice.objects.get(external_id="stone-lines-testland")


def test_a_record_becomes_a_published_page(sections: dict[str, RegionSection]) -> None:
    assert bring(ImportScope(sections, is_starter=True), practice_record()) == {"created": 1}
    practice = the_practice()
    assert practice.live
    assert practice.is_starter
    assert practice.slug == "stone-lines-testland"
    assert practice.get_parent().specific == sections["west-africa"]
    assert (practice.name_en, practice.name_fr, practice.name_es) == tuple(words("Stone lines").values())
    assert practice.title == practice.name_en
    assert [step.text_es for step in practice.steps.all()][1] == "Lay the stones en español"
    assert practice.rain == Range(500, 800, source="c1")
    assert practice.frost == BooleanValue(False, source="c2")
    assert practice.cost_high == 150.5
    assert practice.soil_carbon_known_es == "Measured once, in one field en español"
    first, second = practice.soil_carbon_measured.all()
    assert (first.quantity, first.before, first.after, first.source) == ("carbon_content", 0.5, 0.8, "c1")
    assert first.method_fr == "Walkley-Black en français"
    assert (second.quantity, second.finding, second.after) == ("carbon_stock", "no_change", None)
    assert sorted(tag.name for tag in practice.tags.all()) == ["contour", "stones"]
    assert [(one.key, one.read_as) for one in practice.citations.all()] == [("c1", "abstract"), ("c2", "")]
    film, leaflet = practice.see_it_done.all()
    assert (film.url, film.minutes, film.checked_on) == (
        "https://films.example.org/stones",
        12,
        date(2026, 1, 31),
    )
    assert (leaflet.kind, leaflet.minutes, leaflet.checked_on) == ("leaflet", None, None)


def test_what_nobody_stated_comes_from_map_and_stated_rain(
    sections: dict[str, RegionSection],
) -> None:
    bring(sections, practice_record())
    practice = the_practice()
    assert practice.growing_period is not None
    assert practice.growing_period.origin == "from_stated_rain"
    assert practice.temperature_range is not None
    assert practice.temperature_range.origin == "derived"
    assert any(zone.endswith("-hot-sandy") for zone in practice.zone_tags)
    assert "growing_period" not in export(practice)["conditions"]


def test_a_practice_goes_out_and_comes_back_the_same(sections: dict[str, RegionSection]) -> None:
    bring(sections, practice_record(zones=["semi_arid-hot-sandy"], local_names="digue"))
    kept = record_of(the_practice())
    sent = json.loads(json.dumps(export(the_practice())))
    the_practice().delete()
    assert bring(sections, sent) == {"created": 1}
    assert record_of(the_practice()) == kept
    assert dump(kept) == sent


def test_repeating_changes_nothing(sections: dict[str, RegionSection]) -> None:
    record = practice_record()
    bring(sections, record)
    before = list(Revision.objects.values_list("pk", flat=True))
    published = the_practice().last_published_at
    with translation.override("fr"):
        assert bring(sections, record) == {"unchanged": 1}
    assert bring(sections, export(the_practice())) == {"unchanged": 1}
    assert list(Revision.objects.values_list("pk", flat=True)) == before
    assert the_practice().last_published_at == published


def test_only_what_changed_is_written(sections: dict[str, RegionSection]) -> None:
    other = practice_record(id="other-practice")
    bring(sections, practice_record(), other)
    later = practice_record(
        outcome="abandoned", summary={"fr": "Abandonné"}, conditions={}, cost=None, tags=[]
    )
    assert bring(sections, later, other) == {"updated": 1, "unchanged": 1}
    practice = the_practice()
    assert practice.outcome == "abandoned"
    assert (practice.summary_en, practice.summary_fr) == ("", "Abandonné")
    assert practice.texture is None
    assert practice.rain is not None
    assert practice.rain.origin == "derived"
    assert practice.cost_low is None
    assert practice.cost_currency == ""
    assert not practice.tags.exists()
    assert practice.revisions.count() == 2
    assert Practice.objects.get(external_id="other-practice").revisions.count() == 1


def test_a_record_brings_all_its_languages_so_that_none_is_left_behind(
    sections: dict[str, RegionSection],
) -> None:
    bring(sections, practice_record())
    summary = practice_record()["summary"] | {"es": "Líneas"}
    bring(sections, practice_record(summary=summary))
    practice = the_practice()
    assert practice.summary_es == "Líneas"
    assert {each.state for each in practice.standings().values()} == {State.CURRENT}


def test_one_bad_record_keeps_all_out_and_all_problems_are_told(sections: dict[str, RegionSection]) -> None:
    assert refused(
        sections,
        practice_record(),
        practice_record(id="second", outcome="splendid", latitude=99),
        practice_record(id="third", region="atlantis"),
    ) == ["2.json latitude out_of_bounds", "2.json outcome unknown_code", "3.json region unknown_region"]
    assert not Practice.objects.exists()


def test_what_the_site_refuses_keeps_all_out_too(sections: dict[str, RegionSection]) -> None:
    taken = Practice(
        publication_agreed=True,
        slug="second",
        name_en="In the way",
        place_name="x",
        land_uses=("mixed",),
        outcome="mixed",
    )
    taken.external_id = "something-else"
    sections["west-africa"].add_child(instance=taken)
    records = [practice_record(id=name) for name in ("first", "second", "third")]
    assert refused(sections, *records) == ["2.json slug refused"]
    assert list(Practice.objects.values_list("slug", flat=True)) == ["second"]
    assert bring(sections, records[0], records[2]) == {"created": 2}


def test_a_step_keeps_its_photo_when_others_change(sections: dict[str, RegionSection]) -> None:
    bring(sections, practice_record())
    photo = Image.objects.create(title="Stones", file=get_test_image_file())
    PracticeStep.objects.filter(text_en="Lay the stones in English").update(image=photo)
    mark, lay, mend = practice_record()["steps"]
    ask = {"text": words("Ask the neighbours"), "when": {}, "drawing": ""}
    lay_better = lay | {"text": words("Lay big stones first")}
    for steps in ([ask, mark, lay, mend], [mark, lay], [mark, lay_better, mend], [ask, lay_better]):
        assert bring(sections, practice_record(steps=steps)) == {"updated": 1}
        shown = [(step.text_en, step.image) for step in the_practice().steps.all()]
        assert shown == [(step["text"]["en"], photo if step in (lay, lay_better) else None) for step in steps]


def test_a_practice_made_in_the_admin_is_known_by_its_first_address(
    sections: dict[str, RegionSection],
) -> None:
    practice = make_practice(sections["west-africa"], name_en="Stone lines", name_fr="Cordons")
    assert practice.external_id == "stone-lines"
    practice.slug = "cordons-pierreux"
    practice.save_revision().publish()
    exported = export(Practice.objects.get())
    assert (exported["id"], bring(sections, exported)) == ("stone-lines", {"unchanged": 1})
    assert bring(sections, exported | {"outcome": "abandoned"}) == {"updated": 1}
    assert Practice.objects.get().slug == "cordons-pierreux"


def test_a_record_does_not_cross_into_another_region(sections: dict[str, RegionSection]) -> None:
    bring(sections, practice_record())
    mine = {"europe": sections["europe"]}
    assert refused(mine, practice_record()) == ["1.json region unknown_region"]
    assert refused(mine, practice_record(region="europe")) == ["1.json id other_region"]
    assert the_practice().get_parent().specific == sections["west-africa"]


def test_a_practice_moves_with_its_region(sections: dict[str, RegionSection]) -> None:
    bring(sections, practice_record())
    assert bring(sections, practice_record(region="europe")) == {"updated": 1}
    assert the_practice().get_parent().specific == sections["europe"]


def test_a_draft_in_work_is_never_overwritten(sections: dict[str, RegionSection], editor: User) -> None:
    bring(sections, practice_record())
    practice = the_practice()
    practice.summary_en = "Still thinking"
    practice.save_revision(user=editor)
    assert bring(sections, practice_record()) == {"unchanged": 1}
    assert refused(sections, practice_record(outcome="mixed")) == ["1.json id draft_waiting"]
    assert the_practice().get_latest_revision_as_object().summary_en == "Still thinking"


@pytest.mark.database
@pytest.mark.parametrize("deed", ["edit", "unpublish", "move"])
def test_the_starter_collection_gives_way_to_people(
    sections: dict[str, RegionSection], editor: User, deed: str
) -> None:
    starter = ImportScope(sections, is_starter=True)
    bring(starter, practice_record())
    practice = the_practice()
    if deed == "edit":
        practice.summary_en = "Corrected on the spot"
        practice.save_revision(user=editor).publish(user=editor)
    elif deed == "unpublish":
        practice.unpublish(user=editor)
    else:
        practice.move(sections["europe"], pos="last-child", user=editor)
    before = record_of(the_practice())
    assert bring(starter, practice_record(outcome="mixed")) == {"kept": 1}
    assert record_of(the_practice()) == before
    assert the_practice().live is (deed != "unpublish")
