"""The judged collection, read from its files, is what the site would store and match."""

import pytest

from benchmarks.judged import collection as judged
from practices.interchange.readers import read
from practices.interchange.validator import Entry, validate
from practices.models import Practice

ENTRIES = {entry.record.id: entry for entry in validate(read(judged.RECORDS).rows).entries}


@pytest.mark.django_db
@pytest.mark.parametrize("practice", judged.collection().practices, ids=lambda practice: practice.name)
def test_a_record_is_read_as_the_site_reads_it(practice: judged.Practice) -> None:
    entry: Entry = ENTRIES[practice.name]
    record = entry.record
    page = Practice(latitude=record.latitude, longitude=record.longitude, altitude_m=record.altitude_m)
    for name, value in record.conditions.items():
        setattr(page, name, value)
    page.settle_position(record.place_name, record.country)
    page.derive_conditions()
    stored = {name: value.to_json() | {"source": ""} for name, value in page.conditions().items()}
    ours = {name: value.to_json() | {"source": ""} for name, value in practice.record.values.items()}
    assert ours == stored
    assert (practice.record.latitude, practice.record.longitude) == (page.latitude, page.longitude)
    assert practice.record.land_uses == frozenset(record.land_uses)
    assert practice.record.needs == {one.need for one in record.needs}
